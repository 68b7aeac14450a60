// SPDX-License-Identifier: Apache-2.0
// doc/page-*.png: the page as it is, with bots as the people. `node screenshots.mjs FOLDER`
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { startBots } from './bots.mjs';
import { startBrowser } from './browsers.mjs';
import { PageDriver } from './page_driver.mjs';
import { startServer } from './server.mjs';
import { during } from './until.mjs';

const folder = process.argv[2] ?? 'doc';
const largest = 200_000;
const desktop = { width: 1280, height: 800 };
/** The tutorial's steps: the buttons to press, the video that must play then, and in how many pages. */
const steps = {
  camera: { press: ['open'], plays: 'screen', pages: 1 },
  self: { press: ['all'], plays: 'far', pages: 1 },
  tabs: { press: ['start', 'collide'], plays: 'far', pages: 2 },
  machines: { press: ['start'], plays: 'far', pages: 2 },
  group: { press: ['join'], plays: 'stage', pages: 1 },
};
const phone = { width: 390, height: 844, deviceScaleFactor: 1, isMobile: true, hasTouch: true };

/** Eight bits a pixel would do for most of it, but no PNG tool is taken for granted: the size is only checked. */
async function take(driver, name) {
  const file = path.join(folder, `page-${name}.png`);
  await driver.page.screenshot({ path: file });
  const { size } = await stat(file);
  console.log(`${file}: ${Math.round(size / 1000)} kB${size > largest ? ', more than wanted' : ''}`);
  await driver.close();
}

/** Presses what can be pressed by now. */
const press = (page, id) => page.until((name) => {
  const button = document.getElementById(name);
  if (button.disabled) return false;
  button.click();
  return true;
}, `"${id}" can be pressed`, id);

async function takeStep(name, { press: buttons, plays, pages }) {
  const drivers = [];
  for (let i = 0; i < pages; i += 1) {
    drivers.push(await PageDriver.open(browser, `${server.address}/learn/${name}?room=team`, { viewport: desktop }));
    await press(drivers[i], buttons[0]);
  }
  const last = drivers.at(-1);
  await last.until((id) => document.getElementById(id).videoWidth > 0, `${name}: the picture`, plays);
  for (const button of buttons.slice(1)) await press(last, button);
  await during(3000); // figures and drawings
  await take(last, `learn-${name}`);
  for (const driver of drivers.slice(0, -1)) await driver.close();
}

await mkdir(folder, { recursive: true });
const server = await startServer();
const browser = await startBrowser('chromium');
const bots = startBots(server, 'team', ['--count', 4, '--seconds', 120]);
try {
  const lobby = await PageDriver.open(browser, server.callUrl('team', { name: 'Ada' }), { viewport: desktop });
  await lobby.until(() => document.querySelector('#preview').videoWidth > 0, 'a preview');
  await lobby.says('4 people are here');
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

  await take(await PageDriver.open(browser, `${server.address}/learn/`, { viewport: desktop }), 'learn');
  for (const [name, step] of Object.entries(steps)) await takeStep(name, step);
} finally {
  await bots.stop().catch(() => {});
  await browser.stop();
  await server.stop();
}
