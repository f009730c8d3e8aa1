// Search, on a site whose sources are in five languages (tests/sites/search): at the top of a server, below a folder of one
// and from a disk. What is found and marked, the address, the keyboard; without script everything from A to Z; and
// what the page for wrong addresses names.

import { pathToFileURL } from "node:url";

import { WIDE, withPage } from "../browser.mjs";
import { serve } from "../site.mjs";

// What is typed → the kind of thing that stands first, its title, and words that are marked there.
const QUERIES = [
  ["closed doors", "article", "Ferry stays in port", ["closed", "doors"]],
  ["negotiator", "article", "Ferry stays in port", ["negotiators"]],
  ["negotaitors", "article", "Ferry stays in port", ["negotiators"]],
  ["1000 aero", "article", "Ferry stays in port", ["1,000", "Ærø"]],
  ["harbour queen", "entity", "Ana Moor", ["Harbour", "Queen"]],
  ["ropewalk", "event", "The crews vote to stay ashore", ["ropewalk"]],
  ["booking list", "claim", "How many passengers waited?", ["booking", "list"]],
  ["ferry sail again", "question", "When will the ferry sail again?", ["ferry", "sail", "again"]],
  ["pay for the tide", "explainer", "What the crews ask for", ["pay", "tide"]],
  ["п'ять вимоги", "article", "Пором стоїть у порту", ["п’ять", "вимог"]],
  ["переговорах київ", "article", "Пором стоїть у порту", ["Переговори"]],
  ["مفاوضات", "article", "العبّارة متوقفة", ["المفاوضات"]],
  ["السَّلام احمد", "article", "العبّارة متوقفة", ["أحمد", "السلام"]],
  ["停火协议", "article", "渡轮停航", ["停火协议"]],
  ["谈", "article", "渡轮停航", ["谈"]],
  ["ISTANBUL ilik", "article", "Feribot limanda", ["İstanbul’da", "ılık"]],
];

export async function checkSearch(browser, site, report) {
  const served = await Promise.all(["/", "/a/b/"].map(prefix => serve(site, prefix)));
  const places = [[served[0].root, "served at /"], [served[1].root, "served at /a/b/"], [pathToFileURL(site + "/").href, "as files"]];
  for (const [root, place] of places) {
    await withPage(browser, { viewport: WIDE }, async page => {
      const noise = [];
      page.on("console", message => noise.push(message.text()));
      page.on("pageerror", error => noise.push(error.message));
      const address = `${root}search/index.html`;
      await report.attempt(`search, ${place}: ${QUERIES.length} queries in five languages`, () => ask(page, address));
      await report.attempt(`search, ${place}: by keyboard, from another page`, () => byKeyboard(page, root));
      await report.attempt(`search, ${place}: the query is in the address, and everything from A to Z comes back without one`, () => inAddress(page, address));
      report.check(`search, ${place}: nothing on the console`, noise);
    });
  }
  await withPage(browser, { viewport: WIDE, javaScriptEnabled: false }, page =>
    report.attempt("search, no script: everything from A to Z, and no field that does nothing", () => plain(page, served[0].root)));
  served.forEach(server => server.close());
}

const results = page => page.evaluate(() => [...document.querySelectorAll(".found section")].map(section => ({
  kind: section.getAttribute("aria-labelledby").replace("found-", ""),
  title: section.querySelector("li > a").textContent,
  marks: [...section.querySelector("li").querySelectorAll("mark")].map(mark => mark.textContent),
})));

const settled = page => page.waitForFunction(() => {
  const box = document.querySelector(".found");
  return !box.hidden && box.querySelector("[role=status]").textContent !== "";
}, null, { timeout: 10_000 });

async function ask(page, address) {
  const problems = [];
  for (const [query, kind, title, marks] of QUERIES) {
    await page.goto(`${address}?q=${encodeURIComponent(query)}`);
    await settled(page);
    const found = await results(page), first = found[0];
    if (!first) problems.push(`${query}: nothing is found`);
    else if (first.kind !== kind || first.title !== title) problems.push(`${query}: ${first.kind} "${first.title}" stands first`);
    else for (const mark of marks) if (!first.marks.includes(mark)) problems.push(`${query}: "${mark}" is not marked, but ${JSON.stringify(first.marks)}`);
  }
  await page.goto(`${address}?q=quimbleberry`);
  await settled(page);
  if ((await results(page)).length > 0) problems.push("a word that is nowhere is found");
  return problems;
}

async function byKeyboard(page, root) {
  const problems = [];
  await page.goto(`${root}timeline/index.html`);
  await page.keyboard.press("/");
  const focused = () => page.evaluate(() => document.activeElement?.name || document.activeElement?.textContent || "");
  if ((await focused()) !== "q") problems.push("/ does not lead to the field");
  await page.keyboard.type("harbour/queen");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/index\.html\?q=/);
  await settled(page);
  await page.keyboard.press("/");
  if ((await focused()) !== "q") problems.push("/ does not lead to the field of the search page");
  await page.keyboard.press("ArrowDown");
  if ((await focused()) !== "Ana Moor") problems.push("the down arrow does not lead to the first result");
  await page.keyboard.press("ArrowUp");
  if ((await focused()) !== "q") problems.push("the up arrow does not lead back");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/entities\/ana-moor\/index\.html/);
  return problems;
}

async function inAddress(page, address) {
  const problems = [];
  await page.goto(address);
  const shown = () => page.locator(".az").isVisible();
  if (!(await shown())) problems.push("the index from A to Z is not there");
  await page.locator(".find.wide input").fill("谈判");
  await settled(page);
  const query = new URL(page.url()).searchParams.get("q");
  if (query !== "谈判") problems.push(`the address holds ${query}`);
  if (await shown()) problems.push("the index from A to Z stays among the results");
  const spoken = await page.locator(".found [role=status]").textContent();
  if (!/\d/.test(spoken)) problems.push(`the number of results is not said, but "${spoken}"`);
  await page.locator(".find.wide input").fill("");
  await page.waitForFunction(() => !document.querySelector(".az").hidden);
  if (new URL(page.url()).search !== "") problems.push("the address keeps the query");
  return problems;
}

async function plain(page, root) {
  const problems = [];
  await page.goto(`${root}search/index.html?q=ferry`);
  if (await page.locator("input[type=search]").first().isVisible()) problems.push("a field is shown");
  for (const name of ["Ana Moor", "Harbour Queen", "The crews vote to stay ashore", "How many passengers waited?", "Пором стоїть у порту", "渡轮停航"]) {
    if (!(await page.locator(".az li", { hasText: name }).first().isVisible())) problems.push(`${name} is not listed`);
  }
  await page.locator(".letters a", { hasText: /^H$/ }).click();
  if (!page.url().endsWith("#az-h")) problems.push(`the letter H leads to ${page.url()}`);
  await page.locator(".az a", { hasText: "Ana Moor" }).first().click();
  await page.waitForURL(/entities\/ana-moor\/index\.html/);
  return problems;
}

/** The page for wrong addresses names what may have been meant. `site` is built for the folder `prefix`. */
export async function checkNear(browser, site, prefix, report) {
  const server = await serve(site, prefix);
  const WRONG = [["entities/anna-more/", "Ana Moor"], ["events/crew-votes", "The crews vote to stay ashore"], ["timelien/", "Timeline"], ["people/moor", "Ana Moor"]];
  await report.attempt(`a wrong address below ${prefix}: near ones are named and lead there`, () =>
    withPage(browser, { viewport: WIDE }, async page => {
      const problems = [];
      for (const [wrong, meant] of WRONG) {
        await page.goto(server.root + wrong);
        const link = page.locator(".near a").first();
        const text = (await link.count()) > 0 ? await link.textContent() : "nothing";
        if (text !== meant) problems.push(`${wrong}: ${text} is named, not ${meant}`);
        else if ((await page.request.get(await link.evaluate(one => one.href))).status() !== 200) problems.push(`${wrong}: ${meant} leads nowhere`);
      }
      await page.goto(`${server.root}qqqqqqqqqqqq`);
      if (await page.locator(".near").isVisible()) problems.push("something is named for an address that is like none");
      return problems;
    }));
  server.close();
}
