// The keyboard alone does what the pointer does: every step here is Tab, Enter, Space, an arrow or Escape.

import { PHONE, WIDE, withPage } from "../browser.mjs";

/** How often Tab is pressed before something counts as out of reach. */
const REACH = 400;

export async function checkKeyboard(browser, { root, kinds, complete }, report) {
  const walk = (viewport, name, kind, part, work) =>
    withPage(browser, { viewport }, page =>
      report.attempt(`keyboard: ${name}`, async () => {
        await page.goto(root + kinds.find(one => one.kind === kind)?.path);
        if ((await page.locator(part).count()) > 0) return work(page, part);
        return complete ? [`the ${kind} page has no ${part}`] : [];
      }));
  await walk(WIDE, "the first stop leads past the head", "explainer", ".skip", skip);
  await walk(WIDE, "a name opens its card and leads to its page", "explainer", ".prose a.ent", card);
  await walk(WIDE, "letters open words, Escape closes them and comes back", "explainer", ".prose button.chip", opens);
  await walk(PHONE, "a note opens, Escape closes it and comes back", "explainer", ".prose button.nref", opens);
  await walk(WIDE, "the timeline filters", "timeline", ".filters input", filter);
  await walk(WIDE, "an entry is found from A to Z", "entities", ".letter a", letter);
  await walk(WIDE, "answers open and close", "faq", "main summary", answer);
}

/** Presses Tab until the focus is on something that `part` names; the ring is seen on every stop. */
async function reach(page, part) {
  for (let count = 0; count < REACH; count += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(wanted => {
      const at = document.activeElement;
      return { found: at.matches(wanted), ring: at === document.body || getComputedStyle(at).outlineStyle !== "none" };
    }, part);
    if (!here.ring) throw new Error("the focus is somewhere without a ring");
    if (here.found) return page.locator(":focus");
  }
  throw new Error(`no Tab leads to ${part}`);
}

async function skip(page) {
  await page.keyboard.press("Tab");
  const link = page.locator(":focus");
  const problems = (await link.evaluate(one => one.matches(".skip") && one.getBoundingClientRect().width > 20)) ? [] : ["the first stop is not the way past the head"];
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  if (!(await page.evaluate(() => document.activeElement.closest("main")))) problems.push("it does not lead into the text");
  return problems;
}

async function card(page, part) {
  const problems = [];
  const link = await reach(page, part);
  const open = page.locator("body > [popover]:popover-open");
  await open.waitFor({ timeout: 3000 });
  await page.keyboard.press("Escape");
  if ((await open.count()) > 0) problems.push("Escape leaves the card open");
  if (!(await link.evaluate(one => one === document.activeElement))) problems.push("Escape loses the place");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/entities\//, { timeout: 3000 }).catch(() => problems.push(`Enter led to ${page.url()}`));
  return problems;
}

async function opens(page, part) {
  const problems = [];
  const button = await reach(page, part);
  const opened = page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
  await page.keyboard.press("Enter");
  if (!(await opened.evaluate(one => one.matches(":popover-open")))) problems.push("Enter opens nothing");
  await page.keyboard.press("Escape");
  if (await opened.evaluate(one => one.matches(":popover-open"))) problems.push("Escape leaves it open");
  if (!(await button.evaluate(one => one === document.activeElement))) problems.push("Escape loses the place");
  return problems;
}

async function filter(page, part) {
  const visible = () => page.locator(".timeline li").evaluateAll(all => all.filter(one => one.checkVisibility()).length);
  const all = await visible();
  await reach(page, part);
  await page.keyboard.press("ArrowDown");
  const left = await visible();
  await page.keyboard.press("ArrowUp");
  const again = await visible();
  return left > 0 && left < all && again === all ? [] : [`of ${all} entries ${left} were left, then ${again}`];
}

async function letter(page, part) {
  const link = await reach(page, part);
  const name = (await link.textContent()).trim();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/entities\/.+\/.+/, { timeout: 3000 }).catch(() => {});
  return (await page.locator("h1").textContent()).trim() === name ? [] : [`"${name}" led to ${page.url()}`];
}

async function answer(page, part) {
  const summary = await reach(page, part);
  const open = () => summary.evaluate(one => one.parentNode.open);
  await page.keyboard.press("Enter");
  const first = await open();
  await page.keyboard.press("Space");
  return first && !(await open()) ? [] : ["Enter and Space do not open and close it"];
}
