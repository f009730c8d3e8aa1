// Search in an index of classic scripts, which every host serves and a disk too; and, on the page for wrong addresses, what
// the reader may have meant. Words are folded as in src/render/search/words.rs, the files are those of its shard.rs: they change together.
(() => {
"use strict";
const d = document;

// ── Words ──
const U = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const W = `(?:(?![ʼ${U}])[\\p{Alphabetic}\\p{N}\\p{M}])`;
const UNSPACED = new RegExp(`^[${U}]`, "u"), WORDS = new RegExp(`[${U}]+|${W}+`, "gu");
// A word as it is written: with what the folding takes away or joins.
const I = "\\u00ad\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2069";
const WRITTEN = new RegExp(`[${U}]+|(?:${W}|[${I}])+(?:['’ʼ"״׳.,](?:${W}|[${I}])+)*`, "gu");
const DROPPED = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SPELLING = { ı: "i", ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ς: "σ", ґ: "г", ٱ: "ا", ى: "ي", ی: "ي", ک: "ك", ة: "ه" };
for (let n = 0; n < 10; n++) SPELLING[String.fromCharCode(0x660 + n)] = SPELLING[String.fromCharCode(0x6f0 + n)] = `${n}`;
const SPELLED = new RegExp(`[${Object.keys(SPELLING).join("")}]`, "g");

const fold = text => text.normalize("NFKD").toLowerCase()
  .replace(/[иу]\u0306|і\u0308/g, letter => letter.normalize("NFC"))
  .replace(DROPPED, "").replace(SPELLED, letter => SPELLING[letter]).normalize("NFC");

/** The words of a folded text; runs without spaces stay whole. */
const words = folded => (folded
  .replace(/(\d)[.,'’](?=\d{3}(?!\d))/g, "$1")
  .replace(/(?<=[\u0400-\u052f])['’ʼ](?=[\u0400-\u052f])|(?<=[א-ת])['"״׳](?=[א-ת])/g, "")
  .match(WORDS) ?? [])
  .map(word => UNSPACED.test(word) ? word : [...word.replace(/^(?:وال|بال|كال|فال|ال|لل)(?=..)/, "")].slice(0, 24).join(""))
  .filter(word => UNSPACED.test(word) || [...word].length > 1 || /\p{N}/u.test(word));

/** What a query asks for, each word once: `{text, pair}`; of a run without spaces every pair. */
const asked = query => {
  const found = new Map();
  for (const word of words(fold(query))) {
    const letters = [...word];
    if (!UNSPACED.test(word)) found.set(word, { text: word, pair: false });
    else if (letters.length === 1) found.set(word, { text: word, pair: true, open: true });
    else for (let at = 0; at + 1 < letters.length; at++) found.set(letters[at] + letters[at + 1], { text: letters[at] + letters[at + 1], pair: true });
  }
  return [...found.values()].slice(0, 24);
};

/** Letters to add, drop, change or swap until one word is the other. */
const distance = (a, b) => {
  let older = [], last = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    older = last;
    last = row;
  }
  return last[b.length];
};

const make = (tag, properties, ...parts) => {
  const one = Object.assign(d.createElement(tag), properties);
  one.append(...parts);
  return one;
};

// ── A wrong address ──
const near = d.querySelector(".near");
if (near) {
  let wrong = location.pathname;
  try { wrong = decodeURIComponent(wrong); } catch {}
  if (wrong.startsWith(near.dataset.root)) wrong = wrong.slice(near.dataset.root.length);
  const bare = path => fold(path.replace(/(^|\/)index\.html?$|\.html?$/, "")).split("/").filter(Boolean);
  const said = bare(wrong);
  /** 0 for the same, 1 for nothing alike: the last part of the address, whole or word by word. */
  const unlike = parts => {
    const a = said.at(-1) ?? "", b = parts.at(-1) ?? "";
    const share = (x, y) => distance(x, y) / Math.max(x.length, y.length, 1);
    const pieces = a.split(/[^\p{L}\p{N}]+/u).filter(Boolean), others = b.split("-");
    const each = pieces.map(x => Math.min(...others.map(y => share(x, y))));
    const apart = each.reduce((sum, one) => sum + one, 0) / (each.length || 1) + 0.02 * Math.abs(others.length - pieces.length);
    return Math.min(share(a, b), apart + 0.05) + (parts.length > 1 && said.length > 1 && share(said.at(-2), parts.at(-2)) > 0.4 ? 0.1 : 0);
  };
  const found = JSON.parse(near.dataset.near)
    .map(([path, title]) => ({ path, title, far: unlike(bare(path)) }))
    .filter(one => one.path && one.far < 0.36).sort((a, b) => a.far - b.far).slice(0, 5);
  const list = near.querySelector("ul");
  for (const { path, title } of found) list.append(make("li", {}, make("a", { href: near.dataset.root + path }, title)));
  near.hidden = found.length === 0;
}

// ── The index ──
const box = d.querySelector(".found");
if (!box) return;
const say = box.dataset, store = new Map(), waiting = new Map();
window.backstorySearch = (part, number, value) => store.set(part + number, value);

/** A part of the index: its script is added to the page the first time. */
const load = (part, number) => {
  const key = part + number;
  if (!waiting.has(key)) waiting.set(key, new Promise((done, fail) => {
    const script = make("script", { src: `${say.index}${part === "m" ? "index" : key}.js` });
    script.onload = () => { script.remove(); done(store.get(key)); };
    script.onerror = () => { script.remove(); waiting.delete(key); fail(new Error(key)); };
    d.head.append(script);
  }));
  return waiting.get(key);
};

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const VALUE = Object.fromEntries([...DIGITS].map((digit, value) => [digit, value]));
const LEVELS = [0.3, 0.4, 0.55, 0.7, 0.85, 1.7, 2.2, 3];
const SHARDS = 4, FIRST = 5, MORE = 20;
const parsed = new Map();

/** The terms of one script: `{term, list, cut}`. */
const shard = async number => {
  const text = await load("w", number);
  if (!parsed.has(number)) {
    let before = [];
    parsed.set(number, text.split(",").map(entry => {
      const first = VALUE[entry[0]], gap = entry.lastIndexOf(" ");
      before = [...before.slice(0, first % 32), ...entry.slice(1, gap)];
      return { term: before.join(""), list: entry.slice(gap + 1), cut: first > 31 };
    }));
  }
  return parsed.get(number);
};

/** The terms that begin with `stem`, and some around them. */
const around = async (index, stem) => {
  let at = 0;
  while (at + 1 < index.terms.length && index.terms[at + 1] <= stem) at += 1;
  const numbers = [];
  for (; at < index.terms.length && numbers.length < SHARDS && (numbers.length === 0 || index.terms[at].startsWith(stem)); at++) numbers.push(at);
  return (await Promise.all(numbers.map(shard))).flat();
};

const decode = list => {
  const found = [];
  let last = 0, value = 0, scale = 1;
  for (const digit of list) {
    const bits = VALUE[digit];
    value += (bits % 32) * scale;
    scale *= 32;
    if (bits > 31) continue;
    last += Math.floor(value / 8);
    found.push([last, value % 8]);
    value = 0;
    scale = 1;
  }
  return found;
};

/** How well a term of the index answers a word of the query: 1 for the same, 0 for not at all. */
const likeness = (term, word, stem) => {
  if (term === word) return 1;
  if (!term.startsWith(stem)) return 0;
  if (term.startsWith(word)) return 0.5 + 0.4 * word.length / term.length;
  let same = stem.length;
  while (same < word.length && term[same] === word[same]) same += 1;
  return term.length - same <= 3 ? 0.4 : 0;
};

/** The documents that answer one word: `{scores, terms, cut, meant}`. */
const answer = async (index, { text, pair, open }) => {
  const stem = pair || text.length < 5 ? text : text.slice(0, Math.max(4, text.length - (text.length > 7 ? 3 : 2)));
  const closed = pair && !open;
  let hits = (await around(index, stem)).map(entry => ({ ...entry, like: closed ? +(entry.term === text) : likeness(entry.term, text, stem) }));
  hits = hits.filter(hit => hit.like > 0);
  let meant = "";
  if (hits.length === 0 && !pair && text.length > 3) {
    const most = text.length > 7 ? 2 : 1;
    const close = (await around(index, text.slice(0, 2)))
      .filter(({ term }) => Math.abs(term.length - text.length) <= most)
      .map(entry => ({ ...entry, like: 0.4, far: distance(entry.term, text) })).filter(({ far }) => far <= most);
    const best = Math.min(...close.map(({ far }) => far));
    hits = close.filter(({ far }) => far === best).slice(0, 8);
    meant = hits[0]?.term ?? "";
  }
  const scores = new Map();
  for (const { list, like } of hits) {
    const found = decode(list);
    const rare = Math.log(1 + (index.docs - found.length + 0.5) / (found.length + 0.5));
    for (const [doc, level] of found) scores.set(doc, Math.max(scores.get(doc) ?? 0, rare * like * LEVELS[level]));
  }
  return { scores, meant, terms: new Set(hits.map(hit => hit.term)), cut: hits.some(hit => hit.cut && hit.like === 1) };
};

/** The documents that answer all words, or, where none does, those that answer most: `[doc, score]` by kind, the best first. */
const search = async query => {
  const index = await load("m", 0);
  const answers = index.docs === 0 ? [] : await Promise.all(asked(query).map(word => answer(index, word)));
  // Words that nearly everything holds are not insisted on.
  const rare = answers.filter(one => !one.cut && one.scores.size < 0.4 * index.docs);
  const needed = rare.length > 0 ? rare : answers;
  const sums = new Map();
  for (const { scores } of answers) for (const [doc, score] of scores) {
    const sum = sums.get(doc) ?? { doc, score: 0, words: 0 };
    sum.score += score;
    sum.words += 1;
    sums.set(doc, sum);
  }
  for (const one of sums.values()) one.lacks = needed.filter(({ scores }) => !scores.has(one.doc)).length;
  const all = [...sums.values()], least = all.reduce((low, one) => Math.min(low, one.lacks), needed.length);
  const full = least === 0 ? all.filter(one => one.lacks === 0).length : 0;
  // Of a long question one word may be missing, when few answer it all.
  const most = full > 0 && full < FIRST && needed.length > 2 ? 1 : least;
  const chosen = all.filter(one => one.lacks <= most);
  chosen.sort((a, b) => a.lacks - b.lacks || b.score - a.score || a.doc - b.doc);
  const groups = new Map();
  for (const one of chosen) {
    const [kind] = index.kinds.findLast(([, first]) => first <= one.doc);
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push(one.doc);
  }
  return { index, answers, groups, count: chosen.length, partial: full === 0 && chosen.length > 0 };
};

const documentOf = async (index, doc) => {
  let low = 0, high = index.texts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (index.texts[middle] <= doc) low = middle; else high = middle - 1;
  }
  return (await load("d", low))[doc - index.texts[low]];
};

// ── Results ──
/** Where a text holds what was asked for: `[start, end, word]`. */
const marks = (text, { answers, runs }) => {
  const found = [];
  for (const { 0: written, index: start } of text.matchAll(WRITTEN)) {
    const folded = fold(written);
    if (!UNSPACED.test(written)) {
      const number = answers.findIndex(({ terms }) => words(folded).some(word => terms.has(word)));
      if (number >= 0) found.push([start, start + written.length, number]);
    } else if (folded.length === written.length) {
      for (let at = 0; at < folded.length; at++) {
        const run = runs.find(one => folded.startsWith(one, at));
        if (run) { found.push([start + at, start + at + run.length, run]); at += run.length - 1; }
      }
    }
  }
  return found;
};

/** Runs without spaces to mark: whole, and by pairs where the whole is not there. */
const runsOf = query => words(fold(query)).filter(word => UNSPACED.test(word))
  .flatMap(word => { const letters = [...word]; return letters.length < 3 ? [word] : [word, ...letters.slice(1).map((letter, at) => letters[at] + letter)]; });

const marked = (text, spots) => {
  const parts = [];
  let at = 0;
  for (const [start, end] of spots) {
    parts.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
};

const WINDOW = 260;
/** The sentence that answers most words, cut to what can be read at a glance. */
const best = (sentences, asking) => {
  let chosen = null;
  for (const text of sentences) {
    const spots = marks(text, asking), words = new Set(spots.map(spot => spot[2])).size;
    if (words > 0 && (!chosen || words > chosen.words)) chosen = { text, spots, words };
  }
  if (!chosen || chosen.text.length <= WINDOW) return chosen;
  let start = Math.max(0, chosen.spots[0][0] - WINDOW / 3), end = Math.min(chosen.text.length, start + WINDOW);
  if (start > 0) start = chosen.text.indexOf(" ", start) + 1 || start;
  if (start > chosen.spots[0][0]) start = chosen.spots[0][0];
  if (end < chosen.text.length) end = Math.max(chosen.text.lastIndexOf(" ", end), start + WINDOW / 2, chosen.spots[0][1]);
  const inside = chosen.spots.filter(spot => spot[0] >= start && spot[1] <= end).map(([a, b, word]) => [a - start, b - start, word]);
  return { ...chosen, shown: chosen.text.slice(start, end), before: start > 0, after: end < chosen.text.length, inside };
};

/** Leads the browser to the sentence on the page, where it can. */
const fragment = (href, text) => {
  const code = part => encodeURIComponent(part).replace(/-/g, "%2D");
  const pieces = text.split(" ");
  const words = text.length < 80 ? code(text) : pieces.length > 9
    ? `${code(pieces.slice(0, 4).join(" "))},${code(pieces.slice(-4).join(" "))}` : `${code(text.slice(0, 12))},${code(text.slice(-12))}`;
  return `${href}${href.includes("#") ? "" : "#"}:~:text=${words}`;
};

const item = ([href, title, note, language, sentences], asking) => {
  const link = make("a", {}, ...marked(title, marks(title, asking)));
  const one = make("li", {}, link);
  if (note) one.append(" ", make("span", { className: "meta" }, ...marked(note, marks(note, asking))));
  const hit = best(sentences, asking);
  link.href = say.root + (hit ? fragment(href, hit.text) : href);
  if (hit) {
    const shown = hit.shown === undefined ? marked(hit.text, hit.spots) : [hit.before ? "… " : "", ...marked(hit.shown, hit.inside), hit.after ? " …" : ""];
    one.append(make("p", {}, ...shown));
  }
  if (language) link.lang = language;
  return one;
};

const counted = number => say.results.replace("{n}", number.toLocaleString(d.documentElement.lang || "en"));
const count = box.querySelector(".count"), field = d.querySelector(".find.wide input"), rest = d.querySelectorAll("main > .dek, .headline > .dek, main .az, main .pager");
let turn = 0;

const group = async (kind, docs, result, asking) => {
  const list = make("ol", {}), heading = make("h2", { id: `found-${kind}` }, say[kind], " ", make("span", { className: "meta" }, `${docs.length}`));
  const section = make("section", {}, heading, list);
  section.setAttribute("aria-labelledby", heading.id);
  list.setAttribute("role", "list");
  const show = async number => {
    const from = list.children.length;
    const shown = await Promise.all(docs.slice(from, from + number).map(doc => documentOf(result.index, doc)));
    list.append(...shown.map(one => item(one, asking)));
    button.hidden = list.children.length >= docs.length;
    return list.children[from];
  };
  const button = make("button", { type: "button", onclick: async () => (await show(MORE))?.querySelector("a").focus() }, say.more);
  section.append(button);
  await show(FIRST);
  return section;
};

const run = async query => {
  const own = ++turn;
  const empty = asked(query).length === 0;
  for (const one of rest) one.hidden = !empty;
  box.hidden = empty;
  if (empty) return void box.replaceChildren(count);
  let sections = [], words = say.failed;
  try {
    const result = await search(query);
    if (own !== turn) return;
    const asking = { answers: result.answers, runs: runsOf(query) };
    sections = await Promise.all([...result.groups].map(([kind, docs]) => group(kind, docs, result, asking)));
    const meant = result.answers.map(one => one.meant).filter(Boolean);
    words = [result.count === 0 ? say.none : counted(result.count), result.partial ? say.some : "", meant.length > 0 && result.count > 0 ? say.meant.replace("{words}", meant.join(", ")) : ""].filter(Boolean).join(" · ");
  } catch {}
  if (own !== turn) return;
  box.replaceChildren(count, ...sections);
  count.textContent = words;
};

// ── The page ──
let timer;
const ask = () => {
  const address = new URL(location.href);
  address.hash = "";
  address.search = field.value.trim() ? `?q=${encodeURIComponent(field.value.trim())}` : "";
  try { history.replaceState(null, "", address); } catch {}
  run(field.value);
};
field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
field.form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(timer); ask(); });
addEventListener("keydown", event => {
  const links = [...box.querySelectorAll("li > a")], at = links.indexOf(d.activeElement);
  if (d.activeElement !== field && at < 0) return;
  if (event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus();
  else if (event.key === "Escape" && at >= 0) field.focus();
  else return;
  event.preventDefault();
});
// The key / can be switched off, as those who speak to their computer need it. What is chosen stays in this browser.
const keys = make("input", { type: "checkbox" });
try { keys.checked = localStorage.getItem("keys") !== "off"; } catch {}
keys.onchange = () => { try { keys.checked ? localStorage.removeItem("keys") : localStorage.setItem("keys", "off"); } catch {} };
d.querySelector("footer.site")?.append(make("label", { className: "keys" }, keys, say.keys));
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) run(field.value);
else field.addEventListener("focus", () => load("m", 0).catch(() => {}), { once: true });
})();
