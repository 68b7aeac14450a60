// SPDX-License-Identifier: Apache-2.0
// How the page arrives: light, under any path, on any screen.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { startPrefixProxy } from './support/prefix_proxy.mjs';
import { startServer } from './support/server.mjs';
import { bar } from './support/strict.mjs';

const screens = [
  [320, 568],
  [390, 844],
  [844, 390],
  [720, 900],
  [1280, 800],
  [3840, 2160],
];
const heaviest = process.env.CONFAB_WEB ? 150_000 : 60_000; // a folder's files are more, and as they were written

describe('the page arrives', () => {
  let server;
  let browser;

  before(async () => {
    server = await startServer();
    browser = await startBrowser('chromium');
  });

  after(async () => {
    await browser?.stop();
    await server?.stop();
  });

  test('with few bytes before any media', async (t) => {
    const call = await PageDriver.open(browser, server.callUrl('weight', { name: 'Ada' }));
    await call.until(() => document.querySelector('#preview').videoWidth > 0, 'a preview');
    const sizes = await call.run(() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(({ name, entryType }) => entryType === 'navigation' || name.includes('/assets/'))
      .map(({ transferSize }) => transferSize)); // headers and all, as it came
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const paint = await call.run(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    t.diagnostic(`${sizes.length} files, ${Math.round(total / 1000)} kB`);
    assert.ok(sizes.length > 4 && sizes.every((size) => size > 0), 'all of them came now');
    assert.ok(total <= heaviest, `${total} bytes`);
    bar(t, 'first paint, ms', paint, '<=', 300, 5000);
    await call.close();
  });

  test('under a path of its own, behind a proxy', async () => {
    const inner = await startServer(['--behind-proxy']);
    const proxy = await startPrefixProxy(inner, '/tools/video');
    const landing = await PageDriver.open(browser, `${proxy.address}/`);
    await landing.run(() => {
      document.querySelector('#room').value = 'prefixed';
    });
    await Promise.all([landing.page.waitForNavigation(), landing.click('Open room')]);
    await landing.until(
      () => location.pathname === '/tools/video/r/prefixed' && document.body.dataset.state === 'idle',
      'the call page',
    );
    await landing.click('Join');
    await landing.playing();
    await landing.click('Layout');
    await landing.until(() => document.querySelectorAll('#layouts li').length > 10, 'the layouts of the server');
    await landing.press('Escape');
    await landing.click('Record');
    await landing.says('None yet.');
    await landing.close();
    proxy.stop();
    await inner.stop();
  });

  test('the landing page offers a name, refuses a wrong one, and knows where one was', async () => {
    const landing = await PageDriver.open(browser, `${server.address}/`);
    assert.match(await landing.run(() => document.querySelector('#room').value), /^[a-z]+-[a-z]+-\d\d$/);
    await landing.run(() => {
      document.querySelector('#room').value = '';
    });
    await landing.click('Open room');
    await landing.says('Give the room a name');
    await landing.accessible('a wrong name');
    await landing.run(() => localStorage.setItem('confab.rooms', '["before"]'));
    await landing.page.reload();
    await landing.says('Recent rooms');
    assert.equal(await landing.run(() => document.querySelector('#rooms a').getAttribute('href')), 'r/before');
    assert.equal(await landing.run(() => document.querySelector('.learn a').getAttribute('href')), 'learn/');
    await landing.accessible('the landing page');
    await landing.close();
  });

  test('on every screen all controls are inside, and large enough to be pressed', async () => {
    const call = await PageDriver.join(browser, server.callUrl('screens', { name: 'Ada', autojoin: 1 }));
    // What slides in is outside for a moment.
    await call.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    for (const [width, height] of screens) {
      const where = `${width} x ${height}`;
      await call.page.setViewport({ width, height });
      // The bar hears of it with the next frame.
      await call.until((wide) => (document.querySelector('#bar #share') !== null) === wide, 'the bar fits', width >= 720);
      for (const panel of ['', 'people', 'chat', 'layout', 'record', 'invite', 'settings', 'more']) {
        await call.run((name) => {
          const [current] = [...document.querySelectorAll('button[data-panel][aria-expanded="true"]')];
          if (name === '') document.querySelector('.panel:not([hidden]) [data-close]')?.click();
          else if (current?.dataset.panel !== name) document.querySelector(`button[data-panel="${name}"]`).click();
        }, panel);
        await call.fits(`${where}, ${panel}`);
        const outside = await call.run(() =>
          [...document.querySelectorAll('#bar button, .drawer > :not([hidden]) > header button')]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.textContent.trim() || one.ariaLabel, one.getBoundingClientRect()])
            .filter(
              ([, box]) =>
                box.left < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5 || box.width < 36,
            )
            .map(([name]) => name),
        );
        assert.deepEqual(outside, [], `${where}, ${panel}`);
      }
      await call.run(() => document.querySelector('.panel:not([hidden]) [data-close]')?.click());
      const picture = await call.run(() => document.querySelector('#picture').getBoundingClientRect().toJSON());
      assert.ok(Math.abs(picture.width / picture.height - 16 / 9) < 0.02, `${where}: the picture keeps its shape`);
      assert.ok(
        picture.width > width * 0.98 || picture.height > height * 0.98,
        `${where}: the picture is as large as it can be`,
      );
    }
    await call.close();
  });

  test('nothing moves by itself before one joins', async () => {
    const call = await PageDriver.open(browser, 'about:blank');
    await call.page.evaluateOnNewDocument(() => {
      window.moved = [];
      new PerformanceObserver((list) =>
        window.moved.push(
          ...list
            .getEntries()
            .filter((one) => !one.hadRecentInput)
            .flatMap((one) => one.sources.map(({ node }) => node?.id || node?.className || node?.nodeName)),
        ),
      ).observe({ type: 'layout-shift', buffered: true });
    });
    await call.page.goto(server.callUrl('still', { name: 'Ada' }));
    await call.until(
      () =>
        document.querySelector('#preview').videoWidth > 0 && document.querySelector('#device-audio').options.length > 0,
      'all has come',
    );
    assert.deepEqual(await call.run(() => window.moved), []);
    await call.close();
  });
});
