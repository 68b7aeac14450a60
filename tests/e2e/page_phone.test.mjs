// SPDX-License-Identifier: Apache-2.0
// The call page on a phone: fingers, two cameras, little room. (Only Chromium pretends to be one.)
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { startServer } from './support/server.mjs';

const phone = { width: 390, height: 844, deviceScaleFactor: 1, isMobile: true, hasTouch: true };

/* Runs in the page before anything else: counts what keeps the screen awake. */
function watchWakeLock() {
  window.awake = 0;
  const request = async () => {
    window.awake += 1;
    return {
      released: false,
      release: async () => {
        window.awake -= 1;
      },
    };
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request } });
}

describe('the call page on a phone', () => {
  let server;
  let browser;
  let bots;
  let call;

  before(async () => {
    server = await startServer();
    browser = await startBrowser('chromium', ['--use-fake-device-for-media-stream=device-count=2']);
    bots = startBots(server, 'phone', ['--count', 2, '--seconds', 600]);
    call = await PageDriver.join(browser, server.callUrl('phone', { name: 'Ada', autojoin: 1 }), {
      faults: [[watchWakeLock]],
      viewport: phone,
    });
    await call.until(() => window.confab.participants.length === 3, 'everybody');
  });

  after(async () => {
    await bots?.stop().catch(() => {});
    await browser?.stop();
    await server?.stop();
  });

  test('stays awake', async () => {
    await call.until(() => window.awake === 1, 'a wake lock');
  });

  test('names people in letters that can be read', async () => {
    const sizes = await call.run(() =>
      [...document.querySelectorAll('.tile-name')].map((one) => [
        one.textContent,
        Number.parseFloat(getComputedStyle(one).fontSize),
        one.getBoundingClientRect().height,
      ]),
    );
    assert.deepEqual(sizes.map(([name]) => name).sort(), ['Ada', 'bot0', 'bot1']);
    for (const [name, size, height] of sizes) assert.ok(size >= 11 && height > 10, `${name}: ${size} px`);
  });

  test('flips the camera', async () => {
    const device = () => call.run(() => document.querySelector('#device-video').value);
    const first = await device();
    await call.click('Flip camera');
    await call.until(
      (was) => document.querySelector('#device-video').value !== was && document.querySelector('#self').videoWidth > 0,
      'the other camera',
      first,
    );
    await call.pressed('Camera', true);
  });

  test('finds the rest behind "More"', async () => {
    await call.click('More');
    await call.accessible('the sheet More');
    await call.fits('the sheet More');
    await call.click('Raise hand');
    await call.pressed('Raise hand', true);
    await call.click('Layout');
    await call.until(() => document.querySelectorAll('#layouts li').length > 10, 'the layouts');
    await call.accessible('the layouts');
    await call.click('Close layout');
    assert.equal((await call.focus()).name, 'More');
  });

  test('the first tap on a still picture only brings the controls back', async () => {
    await call.page.setViewport({ ...phone, width: 844, height: 390 });
    await call.until(() => 'still' in document.querySelector('#call').dataset, 'the controls are gone');
    await call.page.touchscreen.tap(300, 150);
    await call.until(() => !('still' in document.querySelector('#call').dataset), 'they are back');
    assert.equal(await call.run(() => window.confab.layout.pinned ?? null), null, 'nobody was pinned');
  });

  test('goes to sleep when it leaves', async () => {
    await call.click('Leave');
    await call.state('left');
    await call.until(() => window.awake === 0, 'no wake lock');
  });
});
