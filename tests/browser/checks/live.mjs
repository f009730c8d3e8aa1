// The preview: `backstory serve` on a copy of the story, edited while a page of it is open.

import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WIDE, withPage } from "../browser.mjs";

const WAIT = 30_000;

export async function checkLive(browser, story, report) {
  const folder = mkdtempSync(join(tmpdir(), "backstory-live."));
  cpSync(story, folder, { recursive: true });
  let server = start(folder, "0");
  try {
    const root = await address(server);
    await withPage(browser, { viewport: WIDE }, async page => {
      const errors = [];
      page.on("pageerror", error => errors.push(String(error)));
      page.on("console", message => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.goto(root);
      await page.evaluate(() => (window.mark = "still the same page"));
      await report.attempt("preview: an edit shows in place and the reader's place is kept", () => edit(page, folder));
      await report.attempt("preview: a sentence above moves nothing on the screen", () => editAbove(page, folder));
      await report.attempt("preview: errors are laid over and taken away", () => breakAndMend(page, folder));
      await report.attempt("preview: styles are exchanged without reload", () => style(page, folder));
      await report.attempt("preview: every kind of fault shows and goes", () => faults(page, folder));
      report.check("preview: nothing on the console", errors);
      await report.attempt("preview: open pages find the server again after a crash", async () => {
        server.kill("SIGKILL");
        await once(server, "exit");
        appendFileSync(index(folder), "\nA sentence that was written while the server was gone.\n");
        server = start(folder, new URL(root).port);
        await address(server);
        await shows(page, "written while the server was gone");
        return stayed(page);
      });
      await report.attempt("preview: another script reloads the page", () => script(page, folder));
    });
    await report.attempt("preview: another web site gets nothing", () => stranger(browser, root));
  } finally {
    server.kill("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(folder, port) {
  return spawn(process.env.BACKSTORY, ["serve", "-r", folder, "-p", port], { stdio: ["ignore", "pipe", "ignore"] });
}

/** Where the server says that it is. */
export async function address(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /^Serving (http\S+)/.exec(line);
    if (found) return found[1];
  }
  throw new Error("the preview does not start");
}

const index = folder => join(folder, "content/index.md");
const replace = (file, from, to) => {
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
};

/** What a reload would have undone. */
async function stayed(page) {
  return page.evaluate(() => {
    const problems = [];
    if (window.mark !== "still the same page") problems.push("the page was loaded anew");
    if (performance.getEntriesByType("navigation").length !== 1) problems.push("there was a navigation");
    return problems;
  });
}

const shows = (page, text) =>
  page.waitForFunction(words => document.body.innerText.includes(words), text, { timeout: WAIT });

async function edit(page, folder) {
  const link = page.locator("main article a.ent").first();
  await link.scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    const details = document.createElement("details");
    details.id = "by-a-script";
    details.innerHTML = "<summary>added by a script</summary>open";
    details.open = true;
    document.querySelector("main").append(details);
  });
  await link.evaluate(one => one.focus());
  await page.locator("body > [popover]:popover-open").waitFor({ timeout: WAIT });
  await page.evaluate(() => (window.before = { y: scrollY, paragraph: document.querySelector("main article p") }));
  if ((await page.evaluate(() => scrollY)) === 0) await page.evaluate(() => scrollTo(0, 60));
  const y = await page.evaluate(() => scrollY);
  appendFileSync(index(folder), "\nA sentence that was written while the page was open.\n");
  await shows(page, "written while the page was open");
  const problems = await stayed(page);
  return problems.concat(await page.evaluate(y => {
    const problems = [];
    if (Math.abs(scrollY - y) > 1) problems.push(`scrolled from ${y} to ${scrollY}`);
    if (!document.querySelector("body > [popover]:popover-open")) problems.push("the card was closed");
    if (!document.activeElement.matches("a.ent")) problems.push("the focus was lost");
    if (!document.querySelector("#by-a-script[open]")) problems.push("what a script added was lost");
    if (window.before.paragraph !== document.querySelector("main article p")) problems.push("what has not changed was replaced");
    return problems;
  }, y));
}

async function editAbove(page, folder) {
  // Long enough that the head of the text is above the screen.
  const more = Array.from({ length: 20 }, (_, n) => `\nParagraph ${n} of the tail of the text.\n`);
  appendFileSync(index(folder), more.join(""));
  await shows(page, "Paragraph 19 of the tail");
  const last = page.locator("main article > p").last();
  await last.evaluate(one => one.scrollIntoView({ block: "center" }));
  const top = () => last.evaluate(one => Math.round(one.getBoundingClientRect().top));
  const before = await top();
  const file = index(folder);
  const text = readFileSync(file, "utf8");
  const words = "One more paragraph stands at the head of it all. ".repeat(12);
  writeFileSync(file, text.replace(/\n---\n\s*/, end => `${end}${words}\n\n`));
  await shows(page, "stands at the head of it all");
  const after = await top();
  const problems = await stayed(page);
  if (Math.abs(after - before) > 2) problems.push(`what was at ${before} is at ${after}`);
  return problems;
}

async function breakAndMend(page, folder) {
  const file = index(folder);
  const good = readFileSync(file, "utf8");
  writeFileSync(file, good.replace(/^---\n/, "---\ntitel: <b>wrong</b>\nupdated: never\n"));
  const overlay = page.locator(".backstory-overlay");
  await overlay.waitFor({ timeout: WAIT });
  const problems = await stayed(page);
  const text = await overlay.innerText();
  if (!text.includes("content/index.md")) problems.push(`the overlay does not name the file: ${text}`);
  if ((await overlay.locator("b").count()) > 0) problems.push("the overlay has markup of the content");
  if ((await overlay.evaluate(one => getComputedStyle(one).position)) !== "fixed") problems.push("the overlay has no style");
  writeFileSync(file, good);
  await overlay.waitFor({ state: "detached", timeout: WAIT });
  return problems.concat(await stayed(page));
}

async function style(page, folder) {
  // A theme of the site's own: the default one with another word in its style sheet.
  mkdirSync(join(folder, "templates"), { recursive: true });
  const size = () => page.evaluate(() => getComputedStyle(document.querySelector("h1")).textTransform);
  const before = await size();
  const styles = join(folder, "themes/loud");
  mkdirSync(styles, { recursive: true });
  writeFileSync(join(styles, "theme.toml"), 'name = "loud"\nextends = "default"\n');
  writeFileSync(join(styles, "extra.css"), "h1 { text-transform: uppercase }\n");
  const settings = join(folder, "site.toml");
  writeFileSync(settings, `theme = "loud"\n${readFileSync(settings, "utf8")}`);
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector("h1")).textTransform === "uppercase", null, { timeout: WAIT });
  replace(join(styles, "extra.css"), "uppercase", "lowercase");
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector("h1")).textTransform === "lowercase", null, { timeout: WAIT });
  const problems = await stayed(page);
  if (before === "lowercase") problems.push("the theme had it already");
  const sheets = await page.evaluate(() => document.querySelectorAll("head link[rel=stylesheet]").length);
  if (sheets > 2) problems.push(`${sheets} style sheets stay`);
  return problems;
}

async function faults(page, folder) {
  const problems = [];
  const overlay = page.locator(".backstory-overlay");
  page.on("dialog", async dialog => {
    problems.push(`a script of the content ran: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.evaluate(() => {
    const details = Array.from(document.querySelectorAll("main details")).find(one => !one.closest("[popover]"));
    if (details) details.open = true;
    scrollTo(0, 90);
  });
  const place = () => page.evaluate(() => [Math.round(scrollY), document.querySelectorAll("main details[open]").length].join());
  const before = await place();
  const settings = join(folder, "site.toml");
  const article = join(folder, "content/articles/broken.md");
  const odd = join(folder, "content/articles/<img src=x onerror=alert(1)>.md");
  const template = join(folder, "templates/404.html");
  const theme = join(folder, "themes/loud");
  const good = readFileSync(settings, "utf8");
  const write = (file, text) => [() => writeFileSync(file, text), () => rmSync(file)];
  for (const [name, says, [damage, mend]] of [
    ["settings", "site.toml", [() => writeFileSync(settings, `${good}\ntitle =\n`), () => writeFileSync(settings, good)]],
    ["markup", "<img src=x onerror=alert(2)>", write(article, '---\n"<img src=x onerror=alert(2)>": 1\n---\n')],
    ["a file name", "<img src=x onerror=alert(1)>", write(odd, "---\ntitel: x\n---\n")],
    ["a dead link", "nobody-by-that-name", write(article, "---\ntitle: Broken\n---\n\n[[nobody-by-that-name]]\n")],
    ["bytes", "not UTF-8", write(article, Buffer.from("---\ntitle: Broken\n---\n\n\xff\xfe\x81\n", "latin1"))],
    ["a template", "404.html", write(template, "{% if %}")],
    ["a part", "gone.html", write(template, '{% include "gone.html" %}')],
    ["a theme", "loud", [() => renameSync(theme, `${theme}-away`), () => renameSync(`${theme}-away`, theme)]],
  ]) {
    damage();
    await overlay.filter({ hasText: says }).waitFor({ timeout: WAIT });
    if (await overlay.locator("img, script, svg").count()) problems.push(`${name}: the overlay has markup of the content`);
    mend();
    await overlay.waitFor({ state: "detached", timeout: WAIT });
    const now = await place();
    if (now !== before) problems.push(`${name}: the reader was at ${before} (scrolled, open parts) and is at ${now}`);
  }
  return problems.concat(await stayed(page));
}

/** What a page of another web site on this machine can do with the preview. */
async function stranger(browser, root) {
  const page = `<!doctype html><body><script>
    const tried = {};
    const load = (name, element, at) => new Promise(done => {
      element.onload = () => { tried[name] = "loaded"; done(); };
      element.onerror = () => done();
      setTimeout(done, 3000);
      at(element);
      document.body.append(element);
    });
    const events = () => new Promise(done => {
      const source = new EventSource("${root}__backstory/events");
      source.onmessage = source.onopen = () => { tried.events = "heard"; done(); };
      source.onerror = () => done();
    });
    const text = (name, options) => fetch("${root}", options).then(
      async answer => { if (answer.type !== "opaque" || (await answer.text())) tried[name] = "read"; }, () => {});
    (async () => {
      await text("fetch", {});
      await text("blind fetch", { mode: "no-cors" });
      await text("fetch with cookies", { credentials: "include" });
      await events();
      await load("script", document.createElement("script"), one => (one.src = "${root}__backstory/reload.js"));
      await load("picture", document.createElement("img"), one => (one.src = "${root}favicon.svg"));
      await load("object", document.createElement("object"), one => (one.data = "${root}"));
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet" });
      await load("style", sheet, one => (one.href = "${root}__backstory/overlay.css"));
      const frame = document.createElement("iframe");
      frame.src = "${root}";
      document.body.append(frame);
      await new Promise(done => setTimeout(done, 1500));
      window.tried = tried;
    })();
  </script>`;
  const elsewhere = createServer((_, response) => response.setHeader("content-type", "text/html").end(page));
  await new Promise(done => elsewhere.listen(0, "127.0.0.1", done));
  const problems = [];
  try {
    // "localhost" is the same site as the preview on another port, 127.0.0.1 another one.
    for (const host of ["localhost", "127.0.0.1"]) {
      await withPage(browser, { viewport: WIDE }, async page => {
        await page.goto(`http://${host}:${elsewhere.address().port}/`);
        await page.waitForFunction(() => window.tried, null, { timeout: WAIT });
        const tried = await page.evaluate(() => window.tried);
        problems.push(...Object.entries(tried).map(([name, what]) => `${host}: ${name} was ${what}`));
        for (const frame of page.frames().slice(1)) {
          const words = await frame.evaluate(() => document.body?.innerText ?? "").catch(() => "");
          if (words.includes("Backstory") || words.length > 400) problems.push(`${host}: a frame shows the preview`);
        }
        // A link that a person follows is no attack.
        await page.evaluate(root => (location.href = root), root);
        await page.waitForURL(root, { timeout: WAIT });
        if ((await page.locator("h1").count()) === 0) problems.push(`${host}: a link to the preview leads nowhere`);
      });
    }
  } finally {
    elsewhere.close();
  }
  return problems;
}

async function script(page, folder) {
  writeFileSync(join(folder, "themes/loud/script.js"), "addEventListener('load', () => (window.run = 'anew'));\n");
  await page.waitForFunction(() => window.run === "anew", null, { timeout: WAIT });
  return (await page.evaluate(() => window.mark)) === undefined ? [] : ["the page was not loaded anew"];
}
