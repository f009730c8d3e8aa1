// run.mjs SITE [PUBLISHED WORDS LANGUAGES STORY HOSTILE]: all checks on the built site SITE. PUBLISHED is the same site
// built with a base address; the feed and the sitemap need one. Without it, they are looked for in SITE.
// WORDS is tests/sites/search built, and WORDS-published the same for a folder x/ of a server. LANGUAGES holds
// stories in other languages, each built into its folder `public`. STORY is the story that SITE was built
// from; the program $BACKSTORY previews a copy of it. HOSTILE holds sites with hostile text in every field.

import { launch } from "./browser.mjs";
import { checkAccessibility } from "./checks/accessibility.mjs";
import { checkCards } from "./checks/cards.mjs";
import { checkLanguages } from "./checks/languages.mjs";
import { checkData } from "./checks/data.mjs";
import { checkLoading, checkLost } from "./checks/loading.mjs";
import { checkHostile } from "./checks/hostile.mjs";
import { checkKeyboard } from "./checks/keyboard.mjs";
import { checkLive } from "./checks/live.mjs";
import { checkFeeds, checkMarkup } from "./checks/markup.mjs";
import { checkWithoutScript } from "./checks/noscript.mjs";
import { checkPrint } from "./checks/print.mjs";
import { checkNear, checkSearch } from "./checks/search.mjs";
import { checkWeight } from "./checks/weight.mjs";
import { checkWidth } from "./checks/width.mjs";
import { Report } from "./report.mjs";
import { OPTIONAL, kinds, lacking, pages, serve } from "./site.mjs";

const [site, published, words, languages, story, hostile] = process.argv.slice(2);
const report = new Report();
const browser = await launch();
const server = await serve(site, "/");
// The demonstration story has something of everything; on another site what is not there is not checked.
const complete = Boolean(published);
const served = { site, root: server.root, kinds: kinds(site), complete };
console.log(`${pages(site).length} pages, ${served.kinds.length} kinds; Chromium ${browser.version()}`);

const missing = lacking(site).filter(kind => !OPTIONAL.includes(kind));
if (complete) report.check("every kind of page is there", missing.map(kind => `no ${kind} page`));
else if (missing.length > 0) console.log(`not on this site: ${missing.join(", ")}`);

// CHECKS names the files of checks/ to run, with commas between; without it, all run.
const wanted = process.env.CHECKS?.split(",");
const checks = {
  accessibility: () => checkAccessibility(browser, served, report),
  width: () => checkWidth(browser, served, report),
  loading: async () => {
    await checkLoading(browser, served, report);
    if (published) await checkLost(browser, published, report);
  },
  cards: () => checkCards(browser, served, report),
  keyboard: () => checkKeyboard(browser, served, report),
  noscript: () => checkWithoutScript(browser, served, report),
  print: () => checkPrint(browser, served, report),
  languages: () => (languages ? checkLanguages(browser, languages, report) : undefined),
  hostile: () => (hostile ? checkHostile(browser, hostile, report) : undefined),
  live: () => (story ? checkLive(browser, story, report) : undefined),
  markup: async () => {
    await checkMarkup(site, report);
    await checkFeeds(browser, published ?? site, complete, report);
  },
  data: async () => {
    await checkData(browser, site, complete, report);
    if (published) await checkData(browser, published, complete, report);
  },
  weight: () => checkWeight(browser, served, report),
  search: async () => {
    if (!words) return;
    await checkSearch(browser, words, report);
    await checkNear(browser, `${words}-published`, "/x/", report);
  },
};
try {
  const unknown = (wanted ?? []).filter(name => !checks[name]).map(name => `no check ${name}`);
  if (wanted) report.check("the checks named are there", unknown);
  for (const [name, check] of Object.entries(checks)) if (!wanted || wanted.includes(name)) await check();
} finally {
  await browser.close();
  server.close();
}
console.log(`${report.passed} passed, ${report.failed} failed`);
process.exitCode = report.failed === 0 ? 0 : 1;
