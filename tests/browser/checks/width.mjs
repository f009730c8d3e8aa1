// On 320 pixels (WCAG 1.4.10) the page itself never scrolls sideways; parts of it may.

import { NARROW, openDetails, withPage } from "../browser.mjs";

export async function checkWidth(browser, { root, kinds }, report) {
  await withPage(browser, { viewport: NARROW }, async page => {
    for (const { kind, path } of kinds) {
      await report.attempt(`fits 320 pixels: ${kind}`, async () => {
        await page.goto(root + path);
        await openDetails(page);
        return page.evaluate(overflow, NARROW.width);
      });
    }
  });
}

/** In the page: the elements that stick out, unless something around them scrolls or clips. */
export function overflow(width) {
  const total = document.scrollingElement.scrollWidth;
  if (total <= width) return [];
  const contained = one => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const sticksOut = box => box.right > width + 0.5 || box.left < -0.5;
  const out = [...document.body.querySelectorAll("*")]
    .filter(one => sticksOut(one.getBoundingClientRect()) && !contained(one))
    .map(one => `${one.tagName.toLowerCase()}.${one.className} reaches from ${Math.round(one.getBoundingClientRect().left)} to ${Math.round(one.getBoundingClientRect().right)}`);
  return [`the page is ${total} pixels wide`, ...out];
}
