// Sites with hostile text in every field, in the browser: no dialog, no request to anywhere else, no error of a
// script. Two walls stand before it, so each is tried alone: the pages without their policy, where only the
// escaping is left, and a page with each text as markup in it, where only the policy is left. Then the search is asked for each text, wrong addresses hold it, and
// the preview lays errors over its pages that tell it.

import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { WIDE, withPage } from "../browser.mjs";
import { grouped, short } from "../report.mjs";
import { pages, serve } from "../site.mjs";
import { address } from "./live.mjs";

const WAIT = 30_000;
const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

export async function checkHostile(browser, folder, report) {
  const sites = kind => readdirSync(folder).filter(name => name.startsWith(kind)).sort().map(name => join(folder, name));
  const bare = new Tally(), guarded = new Tally(), asked = new Tally(), faults = new Tally();
  for (const site of sites("content-")) {
    const texts = payloads(site);
    const built = join(site, "public");
    // Pages of tags and of second sources show what others do.
    const all = pages(built).filter(path => !/^tags\/[^/]+\/|\/h\d+-b\//.test(path));
    // Behind the policy too, what shows most: the lists, and every tenth page of a thing.
    const some = all.filter((path, at) => !/\/h\d+-/.test(path) || at % 10 === 0);
    await open(browser, built, text => text.replace(POLICY, ""), all, texts, bare);
    await open(browser, built, text => text, some, texts, guarded);
    await ask(browser, built, texts, asked);
  }
  for (const site of sites("faults-")) await preview(browser, site, faults);
  const first = join(sites("content-")[0], "public");
  await unescaped(browser, first, sites("content-").flatMap(payloads), report);
  await notices(browser, first, report);
  bare.tell("without the policy", report);
  guarded.tell("with the policy", report);
  asked.tell("in the search and in wrong addresses", report);
  faults.tell("in the preview's errors", report);
  const instances = bare.instances + guarded.instances + asked.instances + faults.instances;
  report.check(`hostile: ${instances} times such a text on ${bare.pages + guarded.pages + asked.pages + faults.pages} pages`,
    instances >= 1000 ? [] : [`only ${instances} times`]);
}

const payloads = site => JSON.parse(readFileSync(join(site, "payloads.json"), "utf8"));

/** What happened on pages that should do nothing. */
class Tally {
  dialogs = [];
  requests = [];
  errors = [];
  odd = [];
  pages = 0;
  instances = 0;

  tell(where, report) {
    report.check(`hostile, ${where}: ${this.pages} pages, ${this.instances} texts: no dialog`, grouped(this.dialogs));
    report.check(`hostile, ${where}: no request elsewhere`, grouped(this.requests));
    report.check(`hostile, ${where}: no error of a script`, grouped(this.errors));
    report.check(`hostile, ${where}: nothing that could run, and the texts are shown`, grouped(this.odd));
  }

  /** Listens to a page; what is noted names the page that `at` gives. */
  watch(page, context, root, at) {
    page.on("dialog", dialog => {
      this.dialogs.push({ where: at(), what: `${dialog.type()} ${dialog.message()}` });
      dialog.dismiss().catch(() => {});
    });
    page.on("pageerror", error => this.errors.push({ where: at(), what: short(error.message) }));
    context.on("request", request => {
      const address = request.url();
      if (!address.startsWith(root) && !address.startsWith("data:")) this.requests.push({ where: at(), what: address });
    });
    context.on("page", other => {
      if (other !== page) this.dialogs.push({ where: at(), what: "a window was opened" });
    });
  }

  note(where, found) {
    this.pages += 1;
    this.instances += found.instances;
    found.odd.forEach(what => this.odd.push({ where, what }));
  }
}

/** Whether what is looked for would be found: a page with one picture of ours that runs a script. */
async function notices(browser, site, report) {
  const live = new Tally();
  const change = text => text.replace(POLICY, "").replace("</main>", "<img src=https://evil.example/x onerror=alert(7)></main>");
  await open(browser, site, change, ["index.html"], [], live);
  const seen = live.dialogs.length > 0 && live.requests.length > 0 && live.odd.length > 0;
  report.check("hostile: a script that does run is noticed", seen ? [] : ["it is not"]);
}

/** The policy alone: every text stands unescaped in a page, and is stopped by the policy. */
async function unescaped(browser, site, texts, report) {
  const stopped = new Tally(), blocked = new Set();
  let markup = "";
  const server = await serve(site, "/", text => text.replace("</main>", () => `${markup}</main>`));
  await withPage(browser, { viewport: WIDE }, async (page, context) => {
    stopped.watch(page, context, server.root, () => short(markup));
    // The browser tells of a request before the policy stops it.
    context.on("requestfailed", request => {
      if (/csp/i.test(request.failure()?.errorText ?? "")) blocked.add(request.url());
    });
    // No policy keeps a page from leading elsewhere by itself.
    for (markup of texts.filter(text => !/http-equiv=refresh/.test(text))) {
      await page.goto(server.root);
      await page.evaluate(() => {
        for (const one of document.querySelectorAll("main *")) {
          for (const type of ["mouseover", "focus", "toggle", "load", "error"]) one.dispatchEvent(new Event(type));
        }
      });
      stopped.pages += 1;
    }
  });
  server.close();
  report.check(`hostile, by the policy alone: ${stopped.pages} texts as markup, no dialog`, grouped(stopped.dialogs));
  const gone = stopped.requests.filter(({ what }) => !blocked.has(what));
  report.check(`hostile, by the policy alone: ${blocked.size} requests elsewhere, all stopped`, grouped(gone));
}

/** Opens pages and does with each what a reader could do that makes scripts of a page run. */
async function open(browser, site, change, paths, texts, tally) {
  const server = await serve(site, "/", change);
  await withPage(browser, { viewport: WIDE }, async (page, context) => {
    let at = "";
    tally.watch(page, context, server.root, () => at);
    for (at of paths) {
      await page.goto(server.root + at);
      tally.note(at, await page.evaluate(look, texts));
    }
  });
  server.close();
}

/** In the page: touches everything, and counts the texts that stand on it as words or values. */
function look(texts) {
  const odd = [];
  const events = ["mouseover", "mouseenter", "pointerenter", "focus", "toggle", "animationstart", "load", "error", "wheel"];
  const all = [...document.querySelectorAll("*")];
  for (const one of all) {
    for (const { name, value } of one.attributes) {
      if (/^on/i.test(name)) odd.push(`${name} of ${one.nodeName}`);
      if (/^(href|src|action|formaction|data|xlink:href)$/i.test(name)) {
        // What is no address leads nowhere.
        const leads = URL.canParse(value, location.href) ? new URL(value, location.href).protocol : "https:";
        if (!/^(https?|mailto):$/.test(leads) && value !== "data:,") odd.push(`${name}=${value} of ${one.nodeName}`);
      }
    }
    if (/^(iframe|object|embed|base|style|frame|portal|template)$/i.test(one.nodeName)) odd.push(`<${one.nodeName}>`);
    if (one.hasAttribute("popover")) one.showPopover();
    if (one.nodeName === "DETAILS") one.open = true;
    // Moving the pointer loads a card; a click could leave the page.
    for (const type of events) one.dispatchEvent(new Event(type, { bubbles: false }));
  }
  const fold = text => text.replace(/\s+/g, " ").trim();
  const values = all.flatMap(one => [...one.attributes].map(({ value }) => value));
  const shown = fold(`${document.documentElement.textContent}\n${values.join("\n")}`);
  const instances = texts.map(fold).filter(Boolean).reduce((sum, text) => sum + shown.split(text).length - 1, 0);
  return { odd, instances };
}

/** Asks the search for each text, and opens an address that holds it. */
async function ask(browser, site, texts, tally) {
  const server = await serve(site, "/", text => text.replace(POLICY, ""));
  await withPage(browser, { viewport: WIDE }, async (page, context) => {
    let at = "";
    tally.watch(page, context, server.root, () => at);
    for (const text of texts) {
      // A lone surrogate or NUL has no place in an address.
      const words = encodeURIComponent(text.toWellFormed());
      for (at of [`search/index.html?q=${words}`, `sources/h1-${words.replaceAll("%2F", "-").replaceAll("%00", "")}/`]) {
        await page.goto(server.root + at);
        await page.waitForFunction(() => !document.querySelector(".found") || !document.querySelector(".find.wide input").value
          || document.querySelector(".found .count").textContent !== "" || document.querySelector(".found").hidden, null, { timeout: WAIT });
        const found = await page.evaluate(look, [text]);
        tally.note(at, found);
      }
    }
  });
  server.close();
}

/** Previews a site of faults: the page that is served with them, and one that they are laid over later. */
async function preview(browser, site, tally) {
  const folder = mkdtempSync(join(tmpdir(), "backstory-faults."));
  cpSync(site, folder, { recursive: true });
  const texts = payloads(site);
  const server = spawn(process.env.BACKSTORY, ["serve", "-r", folder, "-p", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const root = await address(server);
    await withPage(browser, { viewport: WIDE }, async (page, context) => {
      tally.watch(page, context, root, () => site);
      await page.goto(root);
      const overlay = page.locator(".backstory-overlay");
      await overlay.waitFor({ timeout: WAIT });
      const before = await overlay.innerText();
      tally.note(site, await page.evaluate(look, texts));
      if (!/^\d+ errors?/.test(before)) tally.odd.push({ where: site, what: `the overlay begins ${short(before)}` });
      // The same errors and one more, brought by the script of the preview.
      appendFileSync(join(folder, "content/index.md"), `\n[[${texts[0].replace(/[\r\n\]|]/g, " ")}]]\n\nThe last words.\n`);
      await page.waitForFunction(() => document.body.innerText.includes("The last words"), null, { timeout: WAIT });
      tally.note(site, await page.evaluate(look, texts));
    });
  } finally {
    server.kill("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  }
}
