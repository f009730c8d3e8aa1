// On paper nothing is lost: a PDF is made, answers are open, every paragraph of the page has its place.

import { WIDE, withPage } from "../browser.mjs";

export async function checkPrint(browser, { root, kinds }, report) {
  await withPage(browser, { viewport: WIDE }, async page => {
    for (const { kind, path } of kinds) {
      await report.attempt(`prints: ${kind}`, async () => {
        await page.goto(root + path);
        await page.emulateMedia({ media: "screen" });
        await page.evaluate(markShown);
        await page.emulateMedia({ media: "print" });
        const problems = await page.evaluate(lost);
        const pdf = await page.pdf({ format: "A4" });
        if (pdf.subarray(0, 5).toString() !== "%PDF-") problems.push("no PDF was made");
        const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
        if (sheets === 0) problems.push("the PDF has no page");
        return problems;
      });
    }
  });
}

/** In the page, as on the screen: remembers what can be read there, answers that can be opened included. */
function markShown() {
  const words = "h1,h2,h3,h4,p,li,dt,dd,td,th,blockquote,figcaption,summary,.reply,.st,.chip";
  window.shown = [...document.querySelectorAll("main")].flatMap(main => [...main.querySelectorAll(words)]).filter(one => {
    if (one.closest("[popover],nav,.filters,[hidden]") || !one.textContent.trim()) return false;
    return one.closest("details") || one.checkVisibility();
  });
}

/** In the page, as in print: what could be read and is not on the paper. */
function lost() {
  return window.shown
    .filter(one => {
      const box = one.getBoundingClientRect();
      const seen = one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true, opacityProperty: true });
      return !seen || box.height === 0 || box.width === 0;
    })
    .map(one => `${one.tagName.toLowerCase()}.${one.className} is not printed: ${one.textContent.replace(/\s+/g, " ").trim().slice(0, 60)}`);
}
