// A built site as a folder: its pages, one page of every kind, and a server for it.
// Knows nothing of browsers.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";

/** Every file of the site, as paths with forward slashes, sorted. */
export function files(site) {
  const found = [];
  const walk = folder => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else found.push(relative(site, path).split(sep).join("/"));
    }
  };
  walk(site);
  return found.sort();
}

/** Every page of the site. */
export const pages = site => files(site).filter(path => path.endsWith(".html"));

/** The page that a server shows for a wrong address. */
export const NOT_FOUND = "404.html";

const KINDS = {
  explainer: /^index\.html$/,
  source: /^sources\/(?!page\/)[^/]+\/index\.html$/,
  entity: /^entities\/(?!page\/)[^/]+\/index\.html$/,
  event: /^events\/(?!page\/)[^/]+\/index\.html$/,
  claim: /^claims\/(?!page\/)[^/]+\/index\.html$/,
  tag: /^tags\/[^/]+\/index\.html$/,
  disagreements: /^disagreements\/index\.html$/,
  claims: /^claims\/index\.html$/,
  timeline: /^timeline\/index\.html$/,
  faq: /^faq\/index\.html$/,
  unknowns: /^unknowns\/index\.html$/,
  sources: /^sources\/index\.html$/,
  entities: /^entities\/index\.html$/,
  events: /^events\/index\.html$/,
  changes: /^changes\/index\.html$/,
  corrections: /^corrections\/index\.html$/,
  search: /^search\/index\.html$/,
  method: /^method\/index\.html$/,
  data: /^data\/index\.html$/,
  "not found": /^404\.html$/,
};

/** The kinds that a site has only when its author made such a page. */
export const OPTIONAL = ["tag"];

/** One page of every kind, the largest of its kind since it shows the most: `{kind, path}`. */
export function kinds(site) {
  const all = pages(site);
  const size = path => statSync(join(site, path)).size;
  return Object.entries(KINDS).flatMap(([kind, pattern]) => {
    const [largest] = all.filter(path => pattern.test(path)).sort((a, b) => size(b) - size(a));
    return largest ? [{ kind, path: largest }] : [];
  });
}

/** The kinds of page that this site lacks. */
export function lacking(site) {
  const there = new Set(kinds(site).map(page => page.kind));
  return Object.keys(KINDS).filter(kind => !there.has(kind));
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".jsonld": "application/ld+json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
};

/** A path without percent signs; one that is wrongly written stays as it is, and is no file's. */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Serves the site below `prefix` ("/" or "/a/b/"), compressed as hosts do: `{root, close}` with `root`
 * ending in a slash. `change` is given each page's text and gives back what is sent instead.
 */
export async function serve(site, prefix, change = text => text) {
  const server = createServer((request, response) => {
    const path = decoded(new URL(request.url, "http://localhost").pathname);
    let file = path.startsWith(prefix) ? join(site, path.slice(prefix.length)) : "";
    if (path.endsWith("/")) file = join(file, "index.html");
    const found = file.startsWith(site + sep) && existsSync(file) && statSync(file).isFile();
    const body = found ? file : join(site, "404.html");
    if (!existsSync(body)) return response.writeHead(404).end();
    const compress = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    response.writeHead(found ? 200 : 404, {
      "content-type": TYPES[extname(body)] ?? "application/octet-stream",
      ...(compress ? { "content-encoding": "gzip" } : {}),
      ...(path.includes("/assets/") ? { "cache-control": "max-age=31536000, immutable" } : {}),
    });
    const read = readFileSync(body);
    const bytes = extname(body) === ".html" ? Buffer.from(change(read.toString("utf8"))) : read;
    response.end(compress ? gzipSync(bytes) : bytes);
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  return {
    root: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
