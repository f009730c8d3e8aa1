// shots.mjs SITE PICTURES: one page of every kind, wide, on a phone and dark, as PNG files.

import { join } from "node:path";

import { PHONE, WIDE, launch, withPage } from "./browser.mjs";
import { kinds, serve } from "./site.mjs";

const [site, pictures] = process.argv.slice(2);
const LOOKS = {
  wide: { viewport: WIDE },
  phone: { viewport: PHONE, isMobile: true, hasTouch: true },
  dark: { viewport: WIDE, colorScheme: "dark" },
};

const browser = await launch();
const server = await serve(site, "/");
try {
  for (const [look, options] of Object.entries(LOOKS)) {
    await withPage(browser, options, async page => {
      for (const { kind, path } of kinds(site)) {
        await page.goto(server.root + path);
        const file = join(pictures, `${kind.replaceAll(" ", "-")}-${look}.png`);
        await page.screenshot({ path: file, fullPage: true });
        console.log(file);
      }
    });
  }
} finally {
  await browser.close();
  server.close();
}
