// SPDX-License-Identifier: Apache-2.0
// The server below a path of a reverse proxy: the page, the call, and the addresses that it tells.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { CallPage } from './support/call_page.mjs';
import { startPrefixProxy } from './support/prefix_proxy.mjs';
import { startServer } from './support/server.mjs';
import { until } from './support/until.mjs';

describe('behind a proxy with a path', () => {
  let server;
  let proxy;
  let bots;
  let browser;

  before(async () => {
    server = await startServer(['--behind-proxy']);
    proxy = await startPrefixProxy(server, '/sub');
    bots = startBots(proxy, 'demo', ['--seconds', 600]);
    browser = await startBrowser('chromium');
  });

  after(async () => {
    await bots?.stop().catch(() => {});
    await browser?.stop();
    proxy?.stop();
    await server?.stop();
  });

  test('the landing page leads to a call in which the picture plays', async () => {
    const landing = await browser.newPage();
    await landing.goto(`${proxy.address}/`);
    await landing.locator('#room').fill('demo');
    await landing.locator('::-p-aria([name="Open room"])').click();
    await until(() => landing.url() === `${proxy.address}/r/demo`, 10_000, 'the call page is opened');
    await landing.close();
    const call = await CallPage.join(browser, `${proxy.address}/r/demo?name=chromium&autojoin=1`);
    await call.shows(['bot0', 'chromium'], 10_000);
    assert.equal(await call.run(() => document.querySelector('#alone-link').textContent), `${proxy.address}/r/demo`);
  });

  test('the addresses of recordings lead through the proxy', async () => {
    const api = (method, where) => fetch(`${proxy.address}/api/v1/${where}`, { method });
    const { recording } = await (await api('POST', 'rooms/demo/recordings')).json();
    await until(async () => (await api('GET', `recordings/${recording}`)).ok, 10_000, 'the recording is listed');
    assert.equal((await api('DELETE', `rooms/demo/recordings/${recording}`)).status, 202);
    const finished = await until(async () => {
      const one = await (await api('GET', `recordings/${recording}`)).json();
      return one.state === 'ready' && one;
    }, 60_000, 'the recording is finished');
    const urls = [...finished.files.map((file) => file.url), finished.poster].filter(Boolean);
    assert.ok(urls.length >= 2, JSON.stringify(finished));
    for (const url of urls) {
      assert.match(url, /^\/sub\/recordings\//);
      const answer = await fetch(new URL(url, proxy.address));
      assert.equal(answer.status, 200, url);
      await answer.arrayBuffer();
    }
  });
});
