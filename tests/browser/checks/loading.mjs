// Every page is opened in three places: at the top of a server, below a folder of one, and as a file.
// In each: nothing on the console, no violation of the page's own policy, no request to anywhere else,
// and every link inside the site leads to a file and, where it names one, to a part of it.
// The page for wrong addresses is shown anywhere, so it alone is written for one place; it is tried there.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { WIDE, withPage } from "../browser.mjs";
import { grouped } from "../report.mjs";
import { NOT_FOUND, pages, serve } from "../site.mjs";

export async function checkLoading(browser, { site }, report) {
  for (const prefix of ["/", "/a/b/"]) {
    const server = await serve(site, prefix);
    await visit(browser, site, server.root, `served at ${prefix}`, report);
    server.close();
  }
  await visit(browser, site, pathToFileURL(site + "/").href, "as files", report);
  await checkLost(browser, site, report);
}

async function visit(browser, site, root, place, report) {
  const console_ = [], policy = [], foreign = [];
  const seen = new Map(); // page → {ids, links}
  await withPage(browser, { viewport: WIDE }, async (page, context) => {
    let at = "";
    const note = (list, text) => list.push({ where: at, what: text });
    page.on("console", message => {
      if (!["error", "warning"].includes(message.type())) return;
      note(/Content Security Policy/i.test(message.text()) ? policy : console_, message.text());
    });
    page.on("pageerror", error => note(console_, error.message));
    page.on("requestfailed", request => note(console_, `${request.url()} failed`));
    context.on("request", request => {
      const address = request.url();
      if (!address.startsWith(root) && !address.startsWith("data:")) note(foreign, address);
    });
    await context.addInitScript(() => {
      window.violations = [];
      addEventListener("securitypolicyviolation", event =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    for (at of pages(site).filter(path => path !== NOT_FOUND)) {
      await page.goto(root + at);
      const found = await page.evaluate(contents);
      found.violations.forEach(text => note(policy, text));
      seen.set(at, found);
    }
  });
  report.check(`${place}: ${seen.size} pages without a message on the console`, grouped(console_));
  report.check(`${place}: no violation of the content policy`, grouped(policy));
  report.check(`${place}: no request to another origin`, grouped(foreign));
  const { broken, count } = follow(site, root, seen);
  report.check(`${place}: ${count} links inside the site, none broken`, broken);
  report.check(`${place}: every page can be reached from the first`, unreached(root, seen));
}

/** In the page: where it links to, and what can be linked to in it. */
function contents() {
  const links = [...document.querySelectorAll("[href],[src],[action]")]
    .map(one => ({ written: one.getAttribute("href") ?? one.getAttribute("src") ?? one.getAttribute("action"), at: one.closest("svg") ? "" : one.href ?? one.src ?? one.action }))
    .filter(link => link.at);
  const parts = ["popovertarget", "aria-labelledby", "aria-describedby", "aria-controls", "for"]
    .flatMap(name => [...document.querySelectorAll(`[${name}]`)].flatMap(one => one.getAttribute(name).split(/\s+/)));
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  return { links, parts, ids, violations: window.violations };
}

/** The links that lead nowhere, and how many there are inside the site. */
function follow(site, root, seen) {
  const broken = [];
  let count = 0;
  for (const [page, { links, parts, ids }] of seen) {
    for (const part of parts) if (!ids.includes(part)) broken.push(`${page}: no part "${part}"`);
    for (const { written, at } of links) {
      if (!at.startsWith(root)) {
        // An address without a scheme is meant to stay inside.
        if (!/^[a-z][a-z0-9+.-]*:/i.test(written)) broken.push(`${page}: ${written} leaves the site`);
        continue;
      }
      count += 1;
      const target = path(root, at);
      const file = join(site, target);
      if (!existsSync(file) || !statSync(file).isFile()) {
        broken.push(`${page}: ${written} is not there`);
        continue;
      }
      const part = decodeURIComponent(new URL(at).hash.slice(1));
      if (part && seen.has(target) && !seen.get(target).ids.includes(part)) {
        broken.push(`${page}: ${written} names no part of ${target}`);
      }
    }
  }
  return { broken, count };
}

/** The file below the site that an address inside it means. A server adds index.html, a disk does not. */
function path(root, address) {
  const bare = address.split(/[?#]/)[0];
  const file = decodeURIComponent(bare.slice(root.length));
  if (root.startsWith("file:")) return fileURLToPath(bare).slice(fileURLToPath(root).length);
  return file === "" || file.endsWith("/") ? file + "index.html" : file;
}

function unreached(root, seen) {
  const reached = new Set(["index.html"]);
  for (const page of reached) {
    for (const { at } of seen.get(page)?.links ?? []) {
      if (at.startsWith(root)) reached.add(path(root, at));
    }
  }
  return [...seen.keys()].filter(page => !reached.has(page));
}

/** A wrong address, however deep, shows the page for it, with its look and links that lead somewhere. */
export async function checkLost(browser, site, report) {
  const prefix = writtenFor(site);
  const server = await serve(site, prefix);
  for (const wrong of ["no-such-page", "no/such/page/"]) {
    await report.attempt(`served at ${prefix}: a wrong address, ${wrong}, shows the page for it`, () =>
      withPage(browser, { viewport: WIDE }, async page => {
        const problems = [];
        const address = server.root + wrong;
        page.on("response", answer => {
          if (answer.status() !== 200 && answer.url() !== address) problems.push(`${answer.url()} is not there`);
        });
        const answer = await page.goto(address);
        if (answer.status() !== 404) problems.push(`answered ${answer.status()}`);
        const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map(one => one.href.split("#")[0]));
        for (const link of new Set(links)) {
          if (link === address || !link.startsWith(new URL(server.root).origin)) continue;
          const there = await page.request.get(link);
          if (there.status() !== 200) problems.push(`${link} is not there`);
        }
        return problems;
      }));
  }
  server.close();
}

/** The folder of a server that the page for wrong addresses is written for: where its style is. */
function writtenFor(site) {
  const html = readFileSync(join(site, NOT_FOUND), "utf8");
  const [, style] = html.match(/<link rel="stylesheet" href="([^"]*)assets\//) ?? [];
  return style?.startsWith("/") ? style : "/";
}
