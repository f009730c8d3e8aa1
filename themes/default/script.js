(()=>{"use strict";const d=document,r=d.documentElement,K="theme";
const get=()=>{try{return localStorage.getItem(K)}catch{return null}},
set=v=>{try{v?localStorage.setItem(K,v):localStorage.removeItem(K)}catch{}v?r.dataset.theme=v:delete r.dataset.theme};
const t=get();if(t==="dark"||t==="light")r.dataset.theme=t;
d.addEventListener("DOMContentLoaded",()=>{
// Theme switch.
const f=d.createElement("fieldset");f.className="themes";const l=d.createElement("legend");const o=d.querySelector("footer.site"),w=(o?.dataset.themes||"").split("|");l.textContent=w[0];f.append(l);
for(const[v,n]of[["",w[1]],["light",w[2]],["dark",w[3]]]){const a=d.createElement("label"),i=d.createElement("input");i.type="radio";i.name="theme";i.value=v;i.checked=(get()||"")===v;i.onchange=()=>set(v);a.append(i,n);f.append(a)}
o?.append(f);
// An answer named in the address is opened.
const open=()=>{let e=null;try{if(location.hash)e=d.getElementById(decodeURIComponent(location.hash.slice(1)))}catch{}const x=e?.closest("details");if(x)x.open=true};
open();addEventListener("hashchange",open)});
addEventListener("beforeprint",()=>d.querySelectorAll("details:not([open])").forEach(e=>{e.open=true;e.dataset.p=1}));
addEventListener("afterprint",()=>d.querySelectorAll("details[data-p]").forEach(e=>{e.open=false;delete e.dataset.p}));
// Cards of people and places. The attribute is set here since it is in no standard yet; without it there is the link.
d.addEventListener("DOMContentLoaded",()=>d.querySelectorAll("[data-card]").forEach(a=>a.setAttribute("interestfor",a.dataset.card)));
// Where the browser has no interestfor of its own:
if(!HTMLElement.prototype.showPopover||"interestForElement"in HTMLAnchorElement.prototype)return;
let w,cur;const fine=matchMedia("(hover:hover) and (pointer:fine)"),
hide=()=>{clearTimeout(w);if(cur?.matches(":popover-open"))cur.hidePopover();cur=null},
later=()=>{clearTimeout(w);w=setTimeout(hide,300)},
show=a=>{const c=d.getElementById(a.getAttribute("interestfor"));if(!c||c===cur)return;hide();c.showPopover();cur=c;const b=a.getBoundingClientRect(),x=c.offsetWidth,h=c.offsetHeight;
c.style.inset="auto";c.style.margin=0;c.style.left=Math.max(8,Math.min(b.left,innerWidth-x-8))+"px";c.style.top=(b.bottom+h+8<innerHeight?b.bottom+6:Math.max(8,b.top-h-6))+"px";c.onpointerenter=()=>clearTimeout(w);c.onpointerleave=later};
d.addEventListener("pointerover",e=>{const a=e.target.closest?.("[interestfor]");if(!a||!fine.matches)return;clearTimeout(w);w=setTimeout(show,400,a)});
d.addEventListener("pointerout",e=>{if(e.target.closest?.("[interestfor]"))later()});
d.addEventListener("focusin",e=>{const a=e.target.closest?.("[interestfor]");if(a?.matches(":focus-visible")){clearTimeout(w);w=setTimeout(show,400,a)}else if(cur&&!cur.contains(e.target))later()});
d.addEventListener("keydown",e=>{if(e.key==="Escape")hide()})})();
