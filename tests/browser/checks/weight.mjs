// What a reader loads: the page with its styles and scripts, compressed, and the number of requests.

import { gzipSync } from "node:zlib";

import { PHONE, withPage } from "../browser.mjs";

const KILOBYTE = 1024;
const MOST_BYTES = 50 * KILOBYTE;
const MOST_REQUESTS = 3;
/** The explainer of this repository, with its fifteen paragraphs, stays below this. */
const MOST_OF_EXPLAINER = 10 * KILOBYTE;

export async function checkWeight(browser, { root, kinds }, report) {
  for (const { kind, path } of kinds) {
    const parts = { document: 0, stylesheet: 0, script: 0, other: 0 };
    let requests = 0;
    await withPage(browser, { viewport: PHONE }, async page => {
      const bodies = [];
      page.on("response", answer => {
        if (!answer.url().startsWith("data:")) bodies.push([answer.request().resourceType(), answer.body()]);
      });
      await page.goto(root + path, { waitUntil: "networkidle" });
      requests = bodies.length;
      for (const [type, body] of bodies) {
        parts[type in parts ? type : "other"] += gzipSync(await body).length;
      }
    });
    const total = Object.values(parts).reduce((sum, size) => sum + size, 0);
    const say = size => (size / KILOBYTE).toFixed(1);
    const problems = [];
    const most = kind === "explainer" ? MOST_OF_EXPLAINER : MOST_BYTES;
    if (total > most) problems.push(`more than ${most / KILOBYTE} KB`);
    if (requests > MOST_REQUESTS) problems.push(`more than ${MOST_REQUESTS} requests`);
    report.check(
      `light: ${kind}: ${say(total)} KB gzipped (HTML ${say(parts.document)}, CSS ${say(parts.stylesheet)}, ` +
        `script ${say(parts.script)}, other ${say(parts.other)}), ${requests} requests`,
      problems,
    );
  }
}
