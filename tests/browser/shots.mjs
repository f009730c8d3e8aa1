// shots.mjs SITE PICTURES: one page of every kind, wide, on a phone and dark, as PNG files, and as printed.

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
  await withPage(browser, { viewport: WIDE }, async page => {
    for (const { kind, path } of kinds(site)) {
      await page.goto(server.root + path);
      await page.pdf({ path: join(pictures, `${kind.replaceAll(" ", "-")}.pdf`), format: "A4" });
    }
  });
} finally {
  await browser.close();
  server.close();
}
