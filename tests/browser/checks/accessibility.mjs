// axe-core with all its rules, on one page of every kind: light, dark, and on a phone.
// Details are opened first, so that the answers inside are looked at.

import { createRequire } from "node:module";

import { PHONE, WIDE, openDetails, withPage } from "../browser.mjs";
import { short } from "../report.mjs";

const axe = createRequire(import.meta.url)("axe-core");
const LOOKS = {
  light: { viewport: WIDE, colorScheme: "light" },
  dark: { viewport: WIDE, colorScheme: "dark" },
  phone: { viewport: PHONE, colorScheme: "light", isMobile: true, hasTouch: true },
};

export async function checkAccessibility(browser, { root, kinds }, report) {
  for (const [look, options] of Object.entries(LOOKS)) {
    await withPage(browser, options, async (page, context) => {
      await context.addInitScript(axe.source); // not through a script element: the page's policy forbids it
      for (const { kind, path } of kinds) {
        await report.attempt(`accessible: ${kind}, ${look}`, async () => {
          await page.goto(root + path);
          await openDetails(page);
          const { violations } = await page.evaluate(() => window.axe.run());
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(node => `${id}: ${short(node.html)} (${short(node.failureSummary ?? "", 160)})`));
        });
      }
    });
  }
}
