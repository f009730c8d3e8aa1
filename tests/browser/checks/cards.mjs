// With scripts, cards of people and places open beside their link by the pointer and by the keyboard and
// close by Escape; the link itself leads to the page.

import { WIDE, withPage } from "../browser.mjs";

const WAIT = 3000;

export async function checkCards(browser, { root, kinds, complete }, report) {
  const { path } = kinds.find(page => page.kind === "explainer");
  await withPage(browser, { viewport: WIDE }, async page => {
    await page.goto(root + path);
    const links = page.locator("main a.ent");
    if ((await links.count()) === 0 && !complete) return;
    for (const way of ["hover", "focus"]) {
      await report.attempt(`cards open by ${way}, close by Escape`, () => open(page, links.first(), way));
    }
    await report.attempt("names lead to their page", async () => {
      await links.first().click();
      await page.waitForLoadState();
      return new URL(page.url()).pathname.includes("/entities/") ? [] : [`led to ${page.url()}`];
    });
  });
}

async function open(page, link, way) {
  await page.mouse.move(1, 1);
  await link.scrollIntoViewIfNeeded();
  if (way === "hover") {
    await link.hover();
  } else {
    // From the link before, by Tab.
    await link.evaluate(one => one.focus());
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
  }
  const card = page.locator("body > [popover]:popover-open");
  await card.first().waitFor({ timeout: WAIT });
  const problems = (await card.innerText()).trim() ? [] : ["the card is empty"];
  const { inside, near } = await card.evaluate((one, at) => {
    const box = one.getBoundingClientRect();
    const apart = Math.max(box.top - at.y - at.height, at.y - box.bottom);
    return {
      inside: box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight,
      near: apart < 40,
    };
  }, await link.boundingBox());
  if (!inside) problems.push("the card is not wholly on the screen");
  if (!near) problems.push("the card is far from its name");
  await page.keyboard.press("Escape");
  await page.waitForTimeout(100);
  if ((await card.count()) > 0) problems.push("Escape leaves it open");
  return problems;
}
