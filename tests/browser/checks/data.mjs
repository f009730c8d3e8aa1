// The files for machines, each read by a program that is not ours: calendars, bibliographies, JSON-LD,
// the timeline for TimelineJS, tables. Feeds and the sitemap are in markup.mjs.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import ICAL from "ical.js";
import jsonld from "jsonld";

import { withPage } from "../browser.mjs";
import { grouped } from "../report.mjs";
import { files, pages } from "../site.mjs";

const resolve = name => createRequire(import.meta.url).resolve(name);

/** All checks on the built site; `required` when it was built from a story that has everything. */
export async function checkData(browser, site, required, report) {
  const story = JSON.parse(readIf(join(site, "data/story.json")) ?? "null");
  const check = (file, name, look) => {
    const text = readIf(join(site, file));
    if (text !== undefined) return report.attempt(name, () => look(text, story));
    if (required) report.check(name, [`${file} is not there`]);
    else console.log(`not on this site: ${file}`);
  };
  await check("data/events.ics", "calendars: ical.js reads every one, as RFC 5545 asks", () => calendars(site, story));
  await check("data/sources.bib", "BibTeX: citation.js reads every source", bibtex);
  await check("data/sources.csl.json", "CSL-JSON: citation.js reads every source", csl);
  await check("data/timeline.json", "TimelineJS accepts the timeline", text => timeline(browser, text));
  await check("data/annotations.jsonld", "annotations: as the Web Annotation Data Model asks", annotations);
  await check("data/claims.csv", "tables: rows of one length, no cell is a formula", () => tables(site));
  await report.attempt("JSON-LD: jsonld.js expands it, and schema.org has every type and property", () => structured(site));
}

const readIf = file => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

function calendars(site, story) {
  const problems = [];
  const found = files(site).filter(path => path.endsWith(".ics"));
  for (const path of found) {
    const bytes = readFileSync(join(site, path));
    const wrong = what => problems.push({ where: path, what });
    const text = bytes.toString("utf8");
    if (!text.endsWith("\r\n") || /[^\r]\n/.test(text)) wrong("a line does not end in CRLF");
    for (const line of text.split("\r\n")) if (Buffer.byteLength(line) > 75) wrong("a line is longer than 75 octets");
    const calendar = new ICAL.Component(ICAL.parse(text));
    for (const name of ["version", "prodid"]) if (calendar.getAllProperties(name).length !== 1) wrong(`not one ${name}`);
    const seen = new Set();
    const events = calendar.getAllSubcomponents("vevent");
    if (events.length === 0) wrong("it holds no event");
    for (const event of events) {
      for (const name of ["uid", "dtstamp", "dtstart", "summary", "status"]) if (event.getAllProperties(name).length !== 1) wrong(`an event has not one ${name}`);
      const { uid, startDate, endDate } = new ICAL.Event(event);
      if (seen.has(uid)) wrong(`the uid ${uid} comes twice`);
      seen.add(uid);
      if (event.hasProperty("dtend") && endDate.compare(startDate) <= 0) wrong(`${uid} ends before it begins`);
      if (startDate.isDate !== endDate.isDate) wrong(`${uid} begins with a day and ends with a time`);
      if (!["CONFIRMED", "TENTATIVE", "CANCELLED"].includes(event.getFirstPropertyValue("status"))) wrong("an unknown status");
    }
    if (path === "data/events.ics" && story) {
      const dated = story.events.filter(event => event.date).length;
      if (events.length !== dated) wrong(`${events.length} events, and ${dated} have a date`);
      const titles = new Set(events.map(event => event.getFirstPropertyValue("summary")));
      for (const event of story.events) if (event.date && !titles.has(event.title)) wrong(`"${event.title}" is missing or changed`);
    }
  }
  return grouped(problems);
}

/** What a bibliography says against what the articles say. */
function compared(entries, story) {
  const problems = [];
  if (entries.length !== (story?.articles.length ?? entries.length)) problems.push(`${entries.length} entries for ${story.articles.length} sources`);
  for (const article of story?.articles ?? []) {
    const entry = entries.find(one => one.title === article.title);
    if (!entry) {
      problems.push(`"${article.title}" is missing or changed`);
      continue;
    }
    if ((entry.URL ?? undefined) !== (article.url ?? undefined)) problems.push(`${entry.id}: the address is ${entry.URL}, and not ${article.url}`);
    const day = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=[T~?%]|$)/.exec(article.published ?? "");
    const expected = day ? day.slice(1).filter(Boolean).map(Number).join("-") : undefined;
    const found = entry.issued?.["date-parts"]?.[0].join("-");
    if (day && found !== expected) problems.push(`${entry.id}: published ${found}, and not ${expected}`);
    if (!article.published && entry.issued) problems.push(`${entry.id}: a date that nobody gives`);
    if (entry.accessed) problems.push(`${entry.id}: a date of access that nobody gives`);
  }
  return problems;
}

const bibtex = (text, story) => compared(new Cite(text, { forceType: "@biblatex/text" }).data, story);

function csl(text, story) {
  const entries = new Cite(JSON.parse(text), { forceType: "@csl/list+object" });
  const problems = compared(entries.data, story);
  // A style formats every entry: nothing in it is of the wrong kind.
  const printed = entries.format("bibliography", { format: "text", template: "apa" }).trim().split("\n");
  if (printed.length < entries.data.length) problems.push("not every entry can be formatted");
  return problems;
}

async function timeline(browser, text) {
  return withPage(browser, {}, async page => {
    await page.setContent('<div id="line" style="width:800px;height:500px"></div>');
    await page.addScriptTag({ path: resolve("@knight-lab/timelinejs/dist/js/timeline.js") });
    return page.evaluate(async data => {
      const line = new TL.Timeline("line", data, { script_path: "https://none.invalid/" });
      await new Promise(done => setTimeout(done, 500));
      const problems = [...(line.config?.messages?.errors ?? ["it was not read"])];
      if (line.config && line.config.events.length !== data.events.length) problems.push(`${line.config.events.length} of ${data.events.length} events were taken`);
      return problems;
    }, JSON.parse(text));
  });
}

/** What the Web Annotation Data Model (W3C Recommendation, 2017) says must be. */
function annotations(text, story) {
  const page = JSON.parse(text);
  const problems = [];
  const must = (holds, what) => holds || problems.push({ where: "data/annotations.jsonld", what });
  const absolute = value => /^[a-z][a-z0-9+.-]*:/i.test(value ?? "");
  must(page["@context"] === "http://www.w3.org/ns/anno.jsonld", "the context is not the model's");
  must(page.type === "AnnotationPage" && absolute(page.id), "the page has no type or identity");
  must(page.partOf?.type === "AnnotationCollection" && page.partOf.total === page.items.length, "the page is part of no collection");
  const ids = new Set(page.items.map(item => item.id));
  must(ids.size === page.items.length, "an identity comes twice");
  for (const item of page.items) {
    must(item.type === "Annotation" && absolute(item.id), "an annotation has no type or identity");
    must(item.target?.type === "SpecificResource" && item.target.source, "an annotation has no target");
    must(item.target?.selector?.type === "TextQuoteSelector" && item.target.selector.exact, "an annotation names no words");
    for (const body of item.body ?? []) {
      if (body.type === "TextualBody") must(typeof body.value === "string" && body.value, "a text says nothing");
      else must(body.type === "SpecificResource" && body.source, "a body is neither text nor resource");
    }
  }
  const quoted = new Set(page.items.map(item => item.target?.selector?.exact));
  for (const claim of story?.claims ?? []) {
    for (const { quote } of claim.positions ?? []) if (quote) must(quoted.has(quote.trim()), `"${quote}" is not annotated`);
  }
  return grouped(problems);
}

/** Rows and cells of a table (RFC 4180). */
function rows(text) {
  const all = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    all.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") all.push([]);
    else if (end === "") break;
  }
  return all.slice(0, -1);
}

function tables(site) {
  const problems = [];
  for (const path of ["data/claims.csv", "data/events.csv"]) {
    const [head, ...body] = rows(readFileSync(join(site, path), "utf8"));
    if (body.length === 0) problems.push({ where: path, what: "no row" });
    for (const row of body) {
      if (row.length !== head.length) problems.push({ where: `${path}: ${row[0]}`, what: `${row.length} cells under ${head.length} names` });
      for (const cell of row) if (/^\s*[=+\-@]/.test(cell)) problems.push({ where: path, what: `a spreadsheet would run "${cell}"` });
    }
  }
  return grouped(problems);
}

/** The types and properties of schema.org, from the types that schema-dts makes of its vocabulary. */
function vocabulary() {
  const text = readFileSync(join(resolve("schema-dts"), "../schema.d.ts"), "utf8");
  const bases = new Map();
  const types = new Map();
  for (const [, name, above, body] of text.matchAll(/^(?:export )?interface (\w+)(?: extends ([^{]+))? \{\n([\s\S]*?)^\}/gm)) {
    const parents = (above ?? "").split(",").map(parent => parent.replace(/Partial<.*|\(|\)/g, "").trim()).filter(Boolean);
    const properties = [...body.matchAll(/^ {4}"([^"@]+)"\??:/gm)].map(([, property]) => property);
    bases.set(name, { parents, properties });
    const [, type] = /"@type": "([^"]+)"/.exec(body) ?? [];
    if (type) types.set(type, name);
  }
  const all = name => {
    const base = bases.get(name);
    return base ? [...base.properties, ...base.parents.flatMap(all)] : [];
  };
  return type => (types.has(type) ? new Set(all(types.get(type))) : undefined);
}

const SCHEMA = "https://schema.org/";
// schema.org's own context takes every word as one of its terms; the list of addresses makes the ones
// that it knows as such absolute.
const LINKS = ["url", "sameAs", "item", "contentUrl", "archivedAt", "image", "eventStatus"];
const CONTEXT = { "@vocab": SCHEMA, ...Object.fromEntries(LINKS.map(name => [name, { "@type": "@id" }])) };

async function structured(site) {
  const known = vocabulary();
  if (!known("Claim")?.has("firstAppearance")) return ["the vocabulary could not be read"];
  const problems = [];
  const documentLoader = async url => {
    if (url !== "https://schema.org") throw new Error(`${url} is not loaded`);
    return { document: { "@context": CONTEXT }, documentUrl: url };
  };
  const check = async (where, text) => {
    const data = JSON.parse(text);
    const nodes = await jsonld.expand(data, { documentLoader, base: `https://site.invalid/${where}` });
    const walk = node => {
      if (Array.isArray(node)) return node.forEach(walk);
      if (typeof node !== "object" || node === null) return;
      const types = (node["@type"] ?? []).filter(type => type.startsWith(SCHEMA)).map(type => type.slice(SCHEMA.length));
      for (const type of types) {
        if (type === "ClaimReview") problems.push({ where, what: "a ClaimReview" });
        if (!known(type)) problems.push({ where, what: `schema.org has no ${type}` });
      }
      for (const [property, value] of Object.entries(node)) {
        if (property.startsWith(SCHEMA) && types.length > 0) {
          const name = property.slice(SCHEMA.length);
          if (!types.some(type => known(type)?.has(name))) problems.push({ where, what: `a ${types} has no ${name}` });
        }
        walk(value);
      }
    };
    walk(nodes);
    if (nodes.length === 0) problems.push({ where, what: "nothing is said" });
  };
  for (const page of pages(site)) {
    const html = readFileSync(join(site, page), "utf8");
    for (const [, text] of html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)) await check(page, text);
  }
  const graph = readIf(join(site, "data/story.jsonld"));
  if (graph) await check("data/story.jsonld", graph);
  return grouped(problems);
}
