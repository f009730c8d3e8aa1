// With JavaScript switched off everything can be read and used: cards, notes and quotations open,
// the timeline filters, answers open and print, and no text is there for scripts only.

import { PHONE, WIDE, withPage } from "../browser.mjs";

export async function checkWithoutScript(browser, { root, kinds, complete }, report) {
  const address = kind => root + kinds.find(page => page.kind === kind)?.path;
  // A site may have nothing to open or to filter; only one that must show everything fails by that.
  const attempt = (page, name, kind, part, work) => report.attempt(`no script: ${name}`, async () => {
    await page.goto(address(kind));
    if ((await page.locator(part).count()) > 0) return work(page, address(kind));
    return complete ? [`the ${kind} page has no ${part}`] : [];
  });
  const off = { viewport: WIDE, javaScriptEnabled: false };
  await checkText(browser, root, kinds, report);
  await withPage(browser, off, async page => {
    await attempt(page, "answers open by a click", "faq", "main details", openAnswers);
    await attempt(page, "an address with an answer's name opens it", "faq", "main details", openNamed);
    await attempt(page, "the timeline filters", "timeline", ".filters label", filterTimeline);
    await attempt(page, "a source's code leads to the source", "explainer", "main a.chip", followChip);
    await attempt(page, "a name opens its card, which leads to its page and closes", "explainer", ".prose a.ent", openCard);
    await attempt(page, "letters open the words of their sources", "explainer", ".prose button.chip", openWords);
    await attempt(page, "everybody is found from A to Z", "entities", ".letter a", findByLetter);
    await attempt(page, "answers are on the paper", "faq", "main details", printAnswers);
  });
  await withPage(browser, { ...off, viewport: PHONE, hasTouch: true, isMobile: true }, async page => {
    await report.attempt("no script, phone: notes open by a tap", () => openNotes(page, kinds, root, complete));
  });
}

/** The words of the main part are the same with and without scripts. */
async function checkText(browser, root, kinds, report) {
  const read = enabled =>
    withPage(browser, { viewport: WIDE, javaScriptEnabled: enabled }, async page => {
      const texts = new Map();
      for (const { kind, path } of kinds) {
        await page.goto(root + path);
        texts.set(kind, await page.evaluate(() => document.querySelector("main")?.innerText.trim() ?? ""));
      }
      return texts;
    });
  const [without, with_] = [await read(false), await read(true)];
  for (const [kind, text] of without) {
    const problems = [];
    if (text.length < 40) problems.push(`only ${text.length} characters can be read`);
    if (text !== with_.get(kind)) problems.push(`${text.length} characters without scripts, ${with_.get(kind).length} with`);
    report.check(`no script: the same words: ${kind}`, problems);
  }
}

/** A name leads to its card, shown above the page; from there to its own page. The card closes again. */
async function openCard(page, address) {
  await page.goto(address);
  const problems = [];
  const name = page.locator(".prose a.ent").first();
  const text = (await name.textContent()).trim();
  await name.click();
  const card = page.locator("li:target");
  const shown = await card.evaluate(one => {
    const box = one.getBoundingClientRect();
    const inside = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
    return inside && getComputedStyle(one).position === "fixed";
  });
  if (!shown) problems.push(`the card of "${text}" is not on the screen`);
  if (!(await name.isVisible())) problems.push("the page moved away from the name");
  await page.locator(".shut").click();
  if ((await card.evaluateAll(all => all.filter(one => getComputedStyle(one).position === "fixed").length)) > 0) problems.push("the card stays open");
  await name.click();
  await card.locator("a").click();
  await page.waitForLoadState();
  if (!(await page.locator("h1").textContent()).trim()) problems.push("the card leads to no page");
  if (page.url().startsWith(address)) problems.push(`the card's link stays at ${page.url()}`);
  return problems;
}

/** The letters behind an answer open the exact words, on the screen. */
async function openWords(page, address) {
  await page.goto(address);
  const problems = [];
  for (const button of await page.locator(".prose button.chip").all()) {
    const opened = page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
    if (await opened.isVisible()) continue; // it stands in the margin
    await button.scrollIntoViewIfNeeded();
    await button.click();
    if (!(await opened.isVisible())) problems.push(`${await button.textContent()} opens nothing`);
    if ((await opened.locator("q").count()) === 0) problems.push(`${await button.textContent()} opens no words`);
    const inside = await opened.evaluate(one => {
      const box = one.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
    });
    if (!inside) problems.push(`what ${await button.textContent()} opens is not wholly on the screen`);
    await page.keyboard.press("Escape");
    if (await opened.isVisible()) problems.push(`${await button.textContent()}: Escape leaves it open`);
  }
  return problems;
}

async function findByLetter(page, address) {
  await page.goto(address);
  const last = page.locator(".letter a").last();
  const name = (await last.textContent()).trim();
  await last.click();
  await page.waitForLoadState();
  const found = (await page.locator("h1").textContent()).trim();
  return found === name ? [] : [`"${name}" leads to "${found}"`];
}

/** Without scripts nothing opens the answers before printing but the style sheet. */
async function printAnswers(page, address) {
  await page.goto(address);
  await page.emulateMedia({ media: "print" });
  const lost = await page.locator("main details > :not(summary)").evaluateAll(all =>
    all.filter(one => !one.checkVisibility({ contentVisibilityAuto: true }) || one.getBoundingClientRect().height === 0).length);
  const pdf = await page.pdf({ format: "A4" });
  await page.emulateMedia({ media: "screen" });
  const problems = lost > 0 ? [`${lost} answers are not on the paper`] : [];
  if (pdf.length < 1000) problems.push("no PDF was made");
  return problems;
}

async function openAnswers(page, address) {
  await page.goto(address);
  const problems = [];
  const answers = await page.locator("main details").all();
  for (const [number, answer] of answers.entries()) {
    const body = answer.locator(":scope > :not(summary)").first();
    if (await body.isVisible()) problems.push(`answer ${number + 1} is open before the click`);
    await answer.locator("summary").click();
    if (!(await body.isVisible())) problems.push(`answer ${number + 1} stays closed`);
  }
  return problems;
}

async function openNamed(page, address) {
  await page.goto(address);
  const name = await page.evaluate(() => document.querySelector("main details [id], main details[id]")?.id);
  if (!name) return ["no answer has a name"];
  await page.goto("about:blank");
  await page.goto(`${address}#${encodeURIComponent(name)}`);
  const visible = await page.evaluate(id => document.getElementById(id).checkVisibility({ contentVisibilityAuto: true }), name);
  return visible ? [] : [`#${name} stays closed`];
}

/** Each filter leaves as many entries as its number says, and some filter leaves fewer than all. */
async function filterTimeline(page, address) {
  await page.goto(address);
  const visible = () => page.locator(".timeline [data-e]").evaluateAll(all => all.filter(one => one.checkVisibility()).length);
  const all = await visible();
  const problems = all === 0 ? ["no entry"] : [];
  const filters = await page.locator(".filters label").all();
  let fewer = false;
  for (const filter of filters) {
    await filter.click();
    const left = await visible();
    const said = await filter.locator(".meta").allTextContents();
    const text = (await filter.textContent()).trim();
    if (said.length > 0 && Number(said[0]) !== left) problems.push(`"${text}" leaves ${left}`);
    if (left === 0) problems.push(`"${text}" leaves nothing`);
    fewer ||= left < all;
    await page.locator(".filters label").first().click();
    for (const other of await page.locator(".filters fieldset:nth-of-type(2) label:first-of-type").all()) await other.click();
    if ((await visible()) !== all) problems.push(`after "${text}", the first choice does not bring everything back`);
  }
  if (!fewer) problems.push("no filter hides anything");
  return problems;
}

async function followChip(page, address) {
  await page.goto(address);
  const chip = page.locator("main a.chip").first();
  const target = await chip.evaluate(one => one.href);
  await chip.click();
  await page.waitForLoadState();
  return page.url() === target ? [] : [`led to ${page.url()} and not to ${target}`];
}

/** Every button that opens a note does, and the note is on the screen. */
async function openNotes(page, kinds, root, complete) {
  const problems = [];
  let count = 0;
  for (const { kind, path } of kinds) {
    await page.goto(root + path);
    for (const button of await page.locator("main button[popovertarget]").all()) {
      if (!(await button.isVisible())) continue;
      count += 1;
      const note = page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
      await button.tap();
      const open = await note.evaluate(one => {
        const box = one.getBoundingClientRect();
        const inside = box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
        return one.matches(":popover-open") && box.height > 0 && inside;
      });
      if (!open) problems.push(`${kind}: note ${count} is not on the screen after a tap`);
      await page.keyboard.press("Escape");
      if (await note.evaluate(one => one.matches(":popover-open"))) problems.push(`${kind}: Escape leaves note ${count} open`);
    }
  }
  if (count === 0 && complete) problems.push("no page has a note");
  return problems;
}
