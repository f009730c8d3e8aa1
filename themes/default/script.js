// What is here improves pages that work without it. First, the look that was chosen, before the
// page is drawn.
{
let d = document, look = d.documentElement.style, store = {}, timer;
try { store = localStorage } catch {}
look.colorScheme = store.theme || "";
// The key / leads to the search field, unless it was switched off on the search page.
addEventListener("keydown", event => {
  let field = d.querySelector(".find input");
  if (event.key != "/" || event.ctrlKey || event.metaKey || event.altKey || !field || store.keys == "off" || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  field.offsetParent ? field.focus() : location = field.form.action;
});
addEventListener("DOMContentLoaded", () => {
  let select = d.querySelector("[name=theme]"), card = d.createElement("div"),
    later = (work, wait) => {
      clearTimeout(timer);
      timer = setTimeout(work, wait);
    },
    hide = () => later(() => card.hidePopover(), 300);
  select.value = look.colorScheme;
  select.parentNode.hidden = 0;
  select.onchange = () => look.colorScheme = store.theme = select.value;
  // Cards: where there is a pointer, a name leads to its page, and its card opens beside it while it
  // is pointed at or focused. Elsewhere a tap leads to the card, without script.
  if (!matchMedia("(hover)").matches) return;
  d.body.append(card);
  card.popover = "auto";
  card.className = "pop";
  card.onmouseenter = () => clearTimeout(timer);
  card.onmouseleave = hide;
  for (let link of d.querySelectorAll(".ent")) {
    let entry = d.querySelector(link.hash);
    link.href = entry.querySelector("a").href;
    link.onmouseenter = link.onfocus = () => later(() => {
      card.innerHTML = entry.innerHTML;
      card.showPopover({source: link});
    }, 400);
    link.onmouseleave = link.onblur = hide;
  }
});
}
