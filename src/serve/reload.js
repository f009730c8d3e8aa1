// The preview's script. It waits for builds, asks for its page anew and changes in the open one only what
// is different now, so that scroll position, focus, open parts and cards stay. What cannot be done that way
// is reloaded.
(() => {
  "use strict";
  const script = document.currentScript;
  let version = script.dataset.version;
  // The page as it was served, and for each of its nodes the one that is shown. Scripts of the page may have
  // changed, moved or added nodes since; what is compared is only what was served.
  let served = null;
  let shown = new Map();

  const OURS = "[data-backstory]";
  const isBlank = (node) => node.nodeType === 3 && !node.data.trim();
  const pair = (one, other, into) => {
    into.set(one, other);
    const others = other.childNodes;
    one.childNodes.forEach((child, at) => pair(child, others[at], into));
  };
  const withoutOurs = (root) => root.querySelectorAll(OURS).forEach((node) => node.remove());
  // Blanks behind the last element differ by how much of the page was parsed.
  const withoutEnd = (body) => {
    while (body.lastChild && isBlank(body.lastChild)) body.lastChild.remove();
  };
  const remember = () => {
    served = document.documentElement.cloneNode(true);
    pair(served, document.documentElement, shown);
    withoutOurs(served);
    // Pages are served without styles of their own, but a script may already have set one.
    served.removeAttribute("style");
    const body = served.querySelector("body");
    if (body) withoutEnd(body);
  };

  // What cannot be changed in place without running scripts again.
  const scripts = (root) =>
    Array.from(root.querySelectorAll(`script[src]:not(${OURS})`), (one) => one.getAttribute("src")).join("\n");
  const isOdd = (fresh) => !fresh.body || !served.querySelector("body") || scripts(fresh) !== scripts(served);

  const isStyle = (node) => node.nodeName === "LINK" && node.relList.contains("stylesheet");
  const isAlike = (one, other) =>
    one.nodeType === other.nodeType && one.nodeName === other.nodeName &&
    (one.nodeType !== 1 || ((one.id || "") === (other.id || "") &&
      // What a link leads to and what a script attached to it belong together.
      (one.nodeName !== "A" || one.getAttribute("href") === other.getAttribute("href")) &&
      (one.nodeName !== "LINK" && one.nodeName !== "SCRIPT")));

  // Paragraphs are numbered, so one that is put in changes the ids of all behind it: by its words a node is
  // known before it is by its id.
  const isSame = (one, other) =>
    one.isEqualNode(other) ||
    (one.nodeType === 1 && one.nodeName === other.nodeName && !/^(A|LINK|META|SCRIPT)$/.test(one.nodeName) &&
      one.textContent.trim() !== "" && one.textContent === other.textContent);

  /** Which old node each new one continues, in order; nothing for new ones. */
  const matches = (old, now) => {
    const found = new Array(now.length).fill(null);
    let first = 0;
    let [oldEnd, end] = [old.length, now.length];
    while (first < oldEnd && first < end && isSame(old[first], now[first])) {
      found[first] = old[first];
      first += 1;
    }
    while (oldEnd > first && end > first && isSame(old[oldEnd - 1], now[end - 1])) {
      found[--end] = old[--oldEnd];
    }
    // In between: equal ones further on, then alike ones in their turn.
    const NEAR = 200;
    const before = (from, test) => {
      for (let at = from; at < Math.min(oldEnd, from + NEAR); at += 1) if (test(old[at])) return at;
      return -1;
    };
    const returns = (node, from) => {
      for (let at = from; at < Math.min(end, from + NEAR); at += 1) if (isSame(node, now[at])) return true;
      return false;
    };
    let next = first;
    for (let at = first; at < end; at += 1) {
      const node = now[at];
      let place = isBlank(node) ? (next < oldEnd && isBlank(old[next]) ? next : -1)
        : before(next, (one) => isSame(one, node));
      const isFree = (one) => isAlike(one, node) && !returns(one, at + 1);
      if (place < 0 && node.id) place = before(next, (one) => one.id === node.id && isFree(one));
      if (place < 0 && next < oldEnd && isBlank(old[next]) && !isBlank(node)) {
        if (next + 1 < oldEnd && isFree(old[next + 1])) place = next + 1;
      }
      if (place < 0 && next < oldEnd && isFree(old[next])) place = next;
      if (place < 0) continue;
      found[at] = old[place];
      next = place + 1;
    }
    return found;
  };

  const insert = (parent, node, before, into) => {
    const copy = document.importNode(node, true);
    pair(node, copy, into);
    parent.insertBefore(copy, before);
    return copy;
  };
  // The old sheet is used until the new one is there.
  const takeAway = (node, replaced) => {
    if (isStyle(node) && replaced.length > 0) {
      const last = replaced[replaced.length - 1];
      const away = () => node.remove();
      last.addEventListener("load", away);
      last.addEventListener("error", away);
    } else {
      node.remove();
    }
  };

  const attributes = (old, now, live) => {
    for (const { name, value } of now.attributes) {
      if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    // What a script has set there before the page was remembered is not to be lost.
    if (live === document.documentElement) return;
    for (const { name } of old.attributes) if (!now.hasAttribute(name)) live.removeAttribute(name);
  };

  /** Makes `live`, which shows `old`, show `now`, and notes in `into` what shows what. */
  const change = (old, now, into) => {
    const live = shown.get(old);
    if (old.isEqualNode(now)) return same(old, now, into);
    into.set(now, live);
    if (old.nodeType !== 1) {
      live.data = now.data;
      return;
    }
    attributes(old, now, live);
    const [children, news] = [Array.from(old.childNodes), Array.from(now.childNodes)];
    const found = matches(children, news);
    const kept = new Set(found);
    const last = children.length > 0 ? shown.get(children[children.length - 1]) : null;
    let before = last && last.parentNode === live ? last.nextSibling : null;
    const sheets = [];
    for (let at = news.length - 1; at >= 0; at -= 1) {
      if (found[at]) {
        change(found[at], news[at], into);
        const here = shown.get(found[at]);
        if (here.parentNode === live) before = here;
      } else {
        before = insert(live, news[at], before, into);
        if (isStyle(before)) sheets.push(before);
      }
    }
    for (const child of children) if (!kept.has(child)) takeAway(shown.get(child), sheets);
  };
  const same = (old, now, into) => {
    into.set(now, shown.get(old));
    const others = now.childNodes;
    old.childNodes.forEach((child, at) => same(child, others[at], into));
  };

  /** Something that the reader sees and that stays: it shall not move on the screen. */
  const anchor = () => {
    if (scrollY === 0) return null;
    for (let y = 0; y < innerHeight; y += 40) {
      const node = document.elementFromPoint(innerWidth / 2, y);
      const place = node && node.closest("p, li, h1, h2, h3, h4, tr, blockquote, figure, summary");
      if (place && !place.closest("[popover], dialog") && getComputedStyle(place).position !== "fixed") {
        return { place, top: place.getBoundingClientRect().top };
      }
    }
    return null;
  };
  const settle = (place, x, y) => {
    const moved = place && place.place.isConnected ? place.place.getBoundingClientRect().top - place.top : 0;
    const top = place && place.place.isConnected ? scrollY + moved : y;
    if (top !== scrollY || x !== scrollX) scrollTo({ left: x, top, behavior: "instant" });
  };

  /** Shows the errors that came with the page, or takes them away. */
  const overlay = (fresh) => {
    const now = Array.from(fresh.querySelectorAll(`${OURS}:not(script)`));
    const old = Array.from(document.querySelectorAll(`${OURS}:not(script)`));
    if (now.length === old.length && now.every((node, at) => node.isEqualNode(old[at]))) return;
    old.forEach((node) => node.remove());
    now.forEach((node) => script.before(document.importNode(node, true)));
  };

  const update = (fresh) => {
    overlay(fresh);
    const next = fresh.querySelector(`script${OURS}`).dataset.version;
    withoutOurs(fresh);
    withoutEnd(fresh.body);
    // Its content is no markup where scripts run.
    for (const one of fresh.querySelectorAll("noscript")) one.textContent = one.innerHTML;
    const now = fresh.documentElement;
    if (!served.isEqualNode(now)) {
      const into = new Map();
      const [place, x, y] = [anchor(), scrollX, scrollY];
      const focused = document.activeElement;
      // Browsers that hold the place themselves would move it twice.
      const style = document.documentElement.style;
      style.overflowAnchor = "none";
      change(served, now, into);
      settle(place, x, y);
      style.removeProperty("overflow-anchor");
      if (focused && !focused.isConnected && focused.id) {
        const again = document.getElementById(focused.id);
        if (again) again.focus({ preventScroll: true });
      }
      served = now;
      shown = into;
    }
    version = next;
  };

  let busy = false;
  let wanted = version;
  const renew = async () => {
    if (busy) return;
    busy = true;
    try {
      while (wanted !== version) {
        const asked = wanted;
        // When the server is gone, the events will tell that it is back.
        const response = await fetch(location.href, { cache: "no-store" }).catch(() => null);
        if (!response) return;
        if (!response.ok || response.redirected) return reload();
        const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
        if (!fresh.querySelector(`script${OURS}`) || isOdd(fresh)) return reload();
        update(fresh);
        // The page may be newer than what was asked for; the event that says so is on its way.
        if (wanted === asked) wanted = version;
      }
    } catch {
      reload();
    } finally {
      busy = false;
    }
  };
  const reload = () => {
    disconnect();
    location.reload();
  };

  // A hidden tab lets go of its connection, because browsers allow six to a server, and catches up when it is
  // shown again: each page knows the version that it was served from.
  let events = null;
  const connect = () => {
    if (events || document.hidden) return;
    events = new EventSource("/__backstory/events");
    events.addEventListener("build", (event) => {
      wanted = JSON.parse(event.data).version;
      renew();
    });
    // A server that is gone is asked again by the browser; one that refused is not.
    events.addEventListener("error", () => {
      if (!events || events.readyState !== EventSource.CLOSED) return;
      disconnect();
      setTimeout(connect, 5000);
    });
  };
  const disconnect = () => {
    if (events) events.close();
    events = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  remember();
  connect();
})();
