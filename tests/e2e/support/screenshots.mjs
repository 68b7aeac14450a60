// SPDX-License-Identifier: Apache-2.0
// doc/page-*.png: the page as it is, with bots as the people. `node screenshots.mjs FOLDER`
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { startBots } from './bots.mjs';
import { startBrowser } from './browsers.mjs';
import { PageDriver } from './page_driver.mjs';
import { startServer } from './server.mjs';
import { during } from './until.mjs';

const folder = process.argv[2] ?? 'doc';
const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../web');
const largest = 200_000;
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844, deviceScaleFactor: 1, isMobile: true, hasTouch: true };

/** Eight bits a pixel would do for most of it, but no PNG tool is taken for granted: the size is only checked. */
async function take(driver, name) {
  const file = path.join(folder, `page-${name}.png`);
  await driver.page.screenshot({ path: file });
  const { size } = await stat(file);
  console.log(`${file}: ${Math.round(size / 1000)} kB${size > largest ? ', more than wanted' : ''}`);
  await driver.close();
}

const server = await startServer();
const browser = await startBrowser('chromium');
const bots = startBots(server, 'team', ['--count', 4, '--seconds', 120]);
try {
  const lobby = await PageDriver.open(browser, server.callUrl('team', { name: 'Ada' }), { viewport: desktop });
  await lobby.until(() => document.querySelector('#preview').videoWidth > 0, 'a preview');
  await take(lobby, 'lobby');

  const call = await PageDriver.join(browser, server.callUrl('team', { name: 'Ada', autojoin: 1 }), { viewport: desktop });
  await call.until(() => window.confab.participants.length === 5, 'everybody');
  await call.click('People');
  await during(1500); // until the layout's change has glided to its end
  await take(call, 'desktop');

  const small = await PageDriver.join(browser, server.callUrl('team', { name: 'Ada', autojoin: 1 }), { viewport: phone });
  await small.until(() => window.confab.participants.length === 5, 'everybody');
  await during(1500);
  await take(small, 'phone');

  if (existsSync(path.join(web, 'learn/index.html'))) {
    await take(await PageDriver.open(browser, `${server.address}/learn/`, { viewport: desktop }), 'learn');
  }
} finally {
  await bots.stop().catch(() => {});
  await browser.stop();
  await server.stop();
}
