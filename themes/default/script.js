// What is here improves pages that work without it. First, the look that was chosen, before the
// page is drawn.
{
let d = document, root = d.documentElement.dataset, store = {}, timer;
try { store = localStorage } catch {}
root.theme = store.theme || "";
d.onchange = ({target: input}) => {
  if (input.name == "theme") store.theme = root.theme = input.value;
};
// Cards: a name leads to its page, and its card opens beside it while it is pointed at, focused or
// tapped.
addEventListener("DOMContentLoaded", () => {
  let card = d.createElement("div"), later = (work, wait) => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  }, hide = () => later(() => card.hidePopover(), 300);
  d.querySelector("select").value = root.theme;
  d.body.append(card);
  card.popover = "auto";
  card.className = "pop";
  card.onmouseenter = () => clearTimeout(timer);
  card.onmouseleave = hide;
  for (let link of d.querySelectorAll(".ent")) {
    let entry = d.querySelector(link.hash), show = () => {
      card.innerHTML = entry.innerHTML;
      card.showPopover({source: link});
    };
    link.href = entry.querySelector("a").href;
    link.onmouseenter = link.onfocus = () => later(show, 400);
    link.onmouseleave = link.onblur = hide;
    link.onclick = event => {
      if (event.pointerType == "touch") {
        event.preventDefault();
        show();
      }
    };
  }
});
}
