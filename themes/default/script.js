// What is here improves pages that work without it. First, the look that was chosen (in k, a style),
// before the page is drawn.
{
let d = document, k = d.documentElement.style, s = {}, t;
try { s = localStorage } catch {}
k.colorScheme = s.theme || "";
// The key / leads to the search field (f) or page, unless it was switched off on the latter.
d.onkeydown = e => {
  let f = d.querySelector("[type=search]"), a = d.querySelector("nav [href*=search]");
  if (e.key != "/" || !a || s.keys == "off" || e.target.matches("input")) return;
  e.preventDefault();
  f?.offsetParent ? f.focus() : a.click();
};
addEventListener("DOMContentLoaded", () => {
  let i = d.querySelector("[name=theme]"), c = d.createElement("div"),
    later = (f, ms) => {
      clearTimeout(t);
      t = setTimeout(f, ms);
    },
    hide = () => later(() => c.hidePopover(), 300);
  i.value = k.colorScheme;
  i.parentNode.hidden = 0;
  i.onchange = () => k.colorScheme = s.theme = i.value;
  // Cards: where there is a pointer, a name (a) leads to its page, and its entry in the list of people
  // and places (e) opens beside it (in c) while it is pointed at or focused. Elsewhere a tap leads to
  // the entry, without script.
  if (!matchMedia("(hover)").matches) return;
  d.body.append(c);
  c.popover = "auto";
  c.className = "pop";
  c.onmouseenter = () => clearTimeout(t);
  c.onmouseleave = hide;
  for (let a of d.querySelectorAll(".ent")) {
    let e = d.querySelector(a.hash);
    a.href = e.querySelector("a").href;
    a.onmouseenter = a.onfocus = () => later(() => {
      c.innerHTML = e.innerHTML;
      c.showPopover({source: a});
    }, 400);
    a.onmouseleave = a.onblur = hide;
  }
});
}
