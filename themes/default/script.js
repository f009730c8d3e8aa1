// Everything here improves what works without it. The look that was chosen, before the page is drawn:
{
const d = document, root = d.documentElement, store = look => {
  try { return look == null ? localStorage.theme : localStorage.theme = look } catch {}
};
root.dataset.theme = store() || "";
d.onchange = event => {
  if (event.target.name == "theme") store(root.dataset.theme = event.target.value);
};
d.addEventListener("DOMContentLoaded", () => {
  for (const input of d.getElementsByName("theme")) input.checked = input.value == root.dataset.theme;
  // Cards: a name leads to its page, and its card opens beside it while pointed at, focused or tapped.
  const card = d.body.appendChild(d.createElement("div"));
  card.popover = "auto";
  card.className = "pop";
  let timer;
  const later = (work, wait) => { clearTimeout(timer); timer = setTimeout(work, wait) },
    hide = () => card.hidePopover();
  card.onpointerenter = () => clearTimeout(timer);
  card.onpointerleave = () => later(hide, 300);
  for (const link of d.querySelectorAll(".ent")) {
    const entry = d.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!entry) continue;
    link.href = entry.querySelector("a").href;
    const show = () => {
      card.innerHTML = entry.innerHTML;
      card.showPopover();
      const at = link.getBoundingClientRect(), high = card.offsetHeight + 6;
      card.style.cssText = `inset:auto;margin:0;left:${Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8))}px;top:${at.bottom + high < innerHeight ? at.bottom + 6 : Math.max(8, at.top - high)}px`;
    };
    link.onpointerenter = event => event.pointerType == "mouse" && later(show, 400);
    link.onfocus = () => link.matches(":focus-visible") && later(show, 400);
    link.onpointerleave = link.onblur = () => later(hide, 300);
    link.onclick = event => {
      if (event.pointerType == "touch") {
        event.preventDefault();
        show();
      }
    };
  }
});
}
