import { launch, withPage, WIDE, PHONE } from "/tmp/bt/wt-design/tests/browser/browser.mjs";
import { serve } from "/tmp/bt/wt-design/tests/browser/site.mjs";
const [site,out,...pages]=process.argv.slice(2);
const b=await launch(), s=await serve(site,"/");
for (const spec of pages){ const [look,path]=spec.split(":");
 const o={wide:{viewport:WIDE},dark:{viewport:WIDE,colorScheme:"dark"},phone:{viewport:PHONE,isMobile:true,hasTouch:true,deviceScaleFactor:2},narrow:{viewport:{width:320,height:640}},mid:{viewport:{width:800,height:900}}}[look];
 await withPage(b,o,async p=>{await p.goto(s.root+path); const f=`${out}/${path.replaceAll("/","-").replace("-index.html","").replace("index.html","home")}-${look}.png`; await p.screenshot({path:f,fullPage:true}); console.log(f)});}
await b.close(); s.close();
