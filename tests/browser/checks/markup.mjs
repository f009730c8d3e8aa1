// The files themselves: HTML by two checkers, structured data, and, where the site has a base address,
// the feed (RFC 4287) and the sitemap.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { HtmlValidate } from "html-validate";

import { withPage } from "../browser.mjs";
import { grouped } from "../report.mjs";
import { pages } from "../site.mjs";

const RULES = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // The case of the doctype is a matter of taste; what counts is that it is the same everywhere.
    "doctype-style": ["error", { style: "lowercase" }],
    // A list without bullets is no list to VoiceOver unless its role is written down.
    "no-redundant-role": "off",
    // HTML allows any id without spaces; changes are addressed by their day: /changes/#2025-05-16.
    "valid-id": ["error", { relaxed: true }],
    // A title is as long as the headline that it repeats.
    "long-title": "off",
    // Outside a form, a button without a type submits nothing.
    "no-implicit-button-type": "off",
    "prefer-native-element": ["error", { exclude: ["list"] }],
  },
};

export async function checkMarkup(site, report) {
  await report.attempt("HTML: Nu HTML checker finds no error", () => nu(site));
  await report.attempt("HTML: html-validate finds no error", () => validate(site));
  await report.attempt("HTML: structured data can be read", () => structuredData(site));
}

function nu(site) {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const run = spawnSync("java", ["-jar", jar, "--errors-only", "--skip-non-html", "--format", "json", site], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.error) throw run.error;
  const { messages } = JSON.parse(run.stderr);
  const where = ({ url, lastLine }) => `${decodeURI(url ?? "").replace(/^file:\/+/, "/").replace(`${site}/`, "")}:${lastLine}`;
  return grouped(messages.map(message => ({ where: where(message), what: message.message })));
}

async function validate(site) {
  const checker = new HtmlValidate(RULES);
  const problems = [];
  for (const page of pages(site)) {
    const { results } = await checker.validateFile(join(site, page));
    for (const { messages } of results) {
      for (const { line, ruleId, message } of messages) problems.push({ where: `${page}:${line}`, what: `${ruleId}: ${message}` });
    }
  }
  return grouped(problems);
}

function structuredData(site) {
  const problems = [];
  let count = 0;
  for (const page of pages(site)) {
    const html = readFileSync(join(site, page), "utf8");
    for (const [, text] of html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)) {
      count += 1;
      try {
        const data = JSON.parse(text);
        if (!String(data["@context"]).includes("schema.org")) problems.push(`${page}: no @context`);
        if (!data["@type"] && !data["@graph"]) problems.push(`${page}: no @type`);
      } catch (error) {
        problems.push(`${page}: ${error.message}`);
      }
    }
  }
  if (count === 0) problems.push("the explainer has none");
  return problems;
}

/** The feed and the sitemap; `required` when the site was built with a base address. */
export async function checkFeeds(browser, site, required, report) {
  for (const [name, look] of [["feed.xml", feedProblems], ["sitemap.xml", sitemapProblems]]) {
    const file = join(site, name);
    if (!existsSync(file)) {
      if (required) report.check(`${name} is valid`, ["it is not there"]);
      else console.log(`not on this site: ${name}`);
      continue;
    }
    await report.attempt(`${name} is valid`, () =>
      withPage(browser, {}, async page => {
        const { problems, addresses } = await page.evaluate(look, readFileSync(file, "utf8"));
        return [...problems, ...astray(site, addresses)];
      }));
  }
}

/** Addresses of the site that are not below its base or have no file. The base is the shortest address; a site
    that does not know its address names its pages from the file on, which has none. */
function astray(site, addresses) {
  const [shortest] = [...addresses].sort((a, b) => a.length - b.length);
  const base = /^https?:/.test(shortest) ? shortest : "";
  return addresses.filter(address => {
    if (!address.startsWith(base)) return true;
    const path = decodeURIComponent(address.slice(base.length).split(/[?#]/)[0]);
    return !existsSync(join(site, path === "" || path.endsWith("/") ? `${path}index.html` : path));
  }).map(address => `${address} has no file`);
}

/** In a page, for its XML parser: what RFC 4287 asks of a feed. */
function feedProblems(text) {
  const problems = [];
  const xml = new DOMParser().parseFromString(text, "application/xml");
  const wrong = xml.querySelector("parsererror");
  if (wrong) return { problems: [`not well-formed: ${wrong.textContent}`], addresses: [] };
  const feed = xml.documentElement;
  if (feed.namespaceURI !== "http://www.w3.org/2005/Atom" || feed.localName !== "feed") problems.push("the root is not an Atom feed");
  const children = (of, name) => [...of.children].filter(child => child.localName === name);
  const only = (of, name, where) => {
    const found = children(of, name);
    if (found.length !== 1) problems.push(`${where}: ${found.length} × ${name}, and not 1`);
    return found[0]?.textContent.trim() ?? "";
  };
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  const common = (of, where) => {
    const id = only(of, "id", where);
    if (!/^[a-z][a-z0-9+.-]*:/i.test(id)) problems.push(`${where}: the id "${id}" is no absolute address`);
    if (!only(of, "title", where)) problems.push(`${where}: no title`);
    for (const name of ["updated", "published"]) {
      for (const date of children(of, name)) if (!moment.test(date.textContent.trim())) problems.push(`${where}: ${name} "${date.textContent}" is no RFC 3339 moment`);
    }
    only(of, "updated", where);
    return id;
  };
  common(feed, "feed");
  const links = of => children(of, "link").map(link => link.getAttribute("href"));
  // What a feed's own address is (RFC 4287, 4.1.1: it should be told) only a published site knows.
  const published = links(feed).some(href => /^https?:/.test(href));
  if (published && !children(feed, "link").some(link => link.getAttribute("rel") === "self")) problems.push("feed: no link to itself");
  const authored = children(feed, "author").length > 0;
  const seen = new Set();
  const entries = children(feed, "entry");
  if (entries.length === 0) problems.push("the feed is empty");
  for (const entry of entries) {
    const id = common(entry, "entry");
    if (seen.has(id)) problems.push(`entry: the id ${id} comes twice`);
    seen.add(id);
    if (!authored && children(entry, "author").length === 0) problems.push(`entry ${id}: no author`);
    if (children(entry, "content").length === 0 && links(entry).length === 0) problems.push(`entry ${id}: neither content nor a link`);
  }
  return { problems, addresses: [...links(feed), ...entries.flatMap(links)] };
}

/** In a page, for its XML parser: what sitemaps.org asks of a sitemap. */
function sitemapProblems(text) {
  const problems = [];
  const xml = new DOMParser().parseFromString(text, "application/xml");
  const wrong = xml.querySelector("parsererror");
  if (wrong) return { problems: [`not well-formed: ${wrong.textContent}`], addresses: [] };
  const root = xml.documentElement;
  if (root.namespaceURI !== "http://www.sitemaps.org/schemas/sitemap/0.9" || root.localName !== "urlset") problems.push("the root is not a sitemap");
  const addresses = [...root.querySelectorAll("url > loc")].map(loc => loc.textContent.trim());
  if (addresses.length === 0) problems.push("the sitemap is empty");
  if (new Set(addresses).size !== addresses.length) problems.push("an address comes twice");
  for (const address of addresses) if (!/^https?:\/\//.test(address)) problems.push(`${address} is not absolute`);
  return { problems, addresses };
}
