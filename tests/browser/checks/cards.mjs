// Cards of people and places open beside their link, by the pointer and by the keyboard, and close by Escape.

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
  });
}

async function open(page, link, way) {
  await page.mouse.move(1, 1);
  await link.scrollIntoViewIfNeeded();
  if (way === "hover") {
    await link.hover();
  } else {
    // Only the keyboard's focus counts: from the link before, by Tab.
    await link.evaluate(one => one.focus());
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
  }
  const card = page.locator("[popover]:popover-open");
  await card.first().waitFor({ timeout: WAIT });
  const problems = (await card.innerText()).trim() ? [] : ["the card is empty"];
  const inside = await card.evaluate(one => {
    const box = one.getBoundingClientRect();
    return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
  });
  if (!inside) problems.push("the card is not wholly on the screen");
  await page.keyboard.press("Escape");
  await page.waitForTimeout(100);
  if ((await card.count()) > 0) problems.push("Escape leaves it open");
  return problems;
}
