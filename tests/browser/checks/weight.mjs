// What a reader loads: the page with its styles and scripts, compressed, and the number of requests.

import { gzipSync } from "node:zlib";

import { PHONE, withPage } from "../browser.mjs";

const KILOBYTE = 1024;
const MOST_BYTES = 50 * KILOBYTE;
const MOST_REQUESTS = 4;
/** The explainer of this repository, with its fifteen paragraphs, keeps to this. */
const EXPLAINER = { bytes: 10 * KILOBYTE, requests: 3 };

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
    const most = kind === "explainer" ? EXPLAINER : { bytes: MOST_BYTES, requests: MOST_REQUESTS };
    if (total > most.bytes) problems.push(`more than ${most.bytes / KILOBYTE} KB`);
    if (requests > most.requests) problems.push(`more than ${most.requests} requests`);
    report.check(
      `light: ${kind}: ${say(total)} KB gzipped (HTML ${say(parts.document)}, CSS ${say(parts.stylesheet)}, ` +
        `script ${say(parts.script)}, other ${say(parts.other)}), ${requests} requests`,
      problems,
    );
  }
}
