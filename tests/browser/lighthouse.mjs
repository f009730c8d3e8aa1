// lighthouse.mjs SITE FOLDER: Lighthouse, installed in FOLDER, on three pages of SITE.

import { spawn } from "node:child_process";
import { join } from "node:path";

import { kinds, serve } from "./site.mjs";

const PAGES = ["explainer", "timeline", "disagreements"];
const FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const [site, folder] = process.argv.slice(2);
const server = await serve(site, "/");
let all = true;
for (const { kind, path } of kinds(site).filter(page => PAGES.includes(page.kind))) {
  const report = JSON.parse(await lighthouse(server.root + path));
  const scores = Object.values(report.categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
  all &&= Object.values(report.categories).every(({ score }) => score === 1);
  console.log(`${kind}: ${scores.join(", ")}`);
  for (const { id, title, score, displayValue } of Object.values(report.audits)) {
    if (score !== null && score < 0.9) console.log(`  ${id}: ${title} ${displayValue ?? ""}`);
  }
}
server.close();
process.exitCode = all ? 0 : 1;

/** The report on one page as JSON. */
function lighthouse(url) {
  const command = join(folder, "node_modules/.bin/lighthouse");
  const switches = ["--output=json", "--quiet", "--no-enable-error-reporting", `--chrome-flags=${FLAGS}`];
  return new Promise((done, fail) => {
    const run = spawn(command, [url, ...switches], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    run.stdout.on("data", part => (text += part));
    run.on("error", fail);
    run.on("close", () => done(text));
  });
}
