// Stories in other languages, one of them written from right to left: accessible, as wide as the window
// and no wider, and everything on the side where readers of that direction look for it.

import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { NARROW, PHONE, WIDE, openDetails, withPage } from "../browser.mjs";
import { short } from "../report.mjs";
import { kinds, serve } from "../site.mjs";
import { overflow } from "./width.mjs";

const axe = createRequire(import.meta.url)("axe-core");
const FROM_RIGHT_TO_LEFT = ["ar", "fa", "he"];

export async function checkLanguages(browser, folder, report) {
  for (const language of readdirSync(folder).sort()) {
    const site = join(folder, language, "public");
    const server = await serve(site, "/");
    const each = async (viewport, work) => {
      const problems = [];
      await withPage(browser, { viewport }, async (page, context) => {
        await context.addInitScript(axe.source);
        for (const { kind, path } of kinds(site)) {
          await page.goto(server.root + path);
          await openDetails(page);
          problems.push(...(await work(page)).map(problem => `${kind}: ${problem}`));
        }
      });
      return problems;
    };
    for (const [look, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
      await report.attempt(`${language}, ${look}: accessible`, () => each(viewport, accessible));
    }
    for (const viewport of [NARROW, WIDE]) {
      await report.attempt(`${language}: fits ${viewport.width} pixels`, () =>
        each(viewport, page => page.evaluate(overflow, viewport.width)));
    }
    const direction = FROM_RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
    await report.attempt(`${language}: begins where lines begin`, () => each(WIDE, page => page.evaluate(begins, direction)));
    server.close();
  }
}

async function accessible(page) {
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${short(node.html)}`));
}

/** In the page: the direction, the side of headings and of margin notes, and letters kept in order. */
function begins(direction) {
  const problems = [];
  const right = direction === "rtl";
  if (getComputedStyle(document.body).direction !== direction) problems.push(`the page is not ${direction}`);
  const headline = document.querySelector("h1").getBoundingClientRect();
  const before = right ? innerWidth - headline.right : headline.left;
  const after = right ? headline.left : innerWidth - headline.right;
  if (before > after) problems.push("the headline stands on the other side");
  for (const note of document.querySelectorAll(".prose .note")) {
    const text = note.closest(".prose").getBoundingClientRect();
    const box = note.getBoundingClientRect();
    if (right ? box.right > text.left : box.left < text.right) problems.push("a note stands in the text");
  }
  for (const chip of document.querySelectorAll(".chip")) {
    // Letters in a frame are a unit of their own; text around them cannot turn them.
    if (!/inline-(block|grid|flex)|grid|block/.test(getComputedStyle(chip).display)) problems.push("letters without a frame");
  }
  return problems;
}
