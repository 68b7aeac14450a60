// SPDX-License-Identifier: Apache-2.0
// What a load of the page costs: requests and connections, the first time and afterwards.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from '../support/browsers.mjs';
import { startCountingProxy } from '../support/counting_proxy.mjs';
import { PageDriver } from '../support/page_driver.mjs';
import { startServer } from '../support/server.mjs';

/** As many as a browser opens to one server at a time. */
const mostConnections = 6;

describe('a load of the page', { skip: process.env.CONFAB_WEB && 'a folder has files of its own' }, () => {
  let server;
  let proxy;

  before(async () => {
    server = await startServer();
    proxy = await startCountingProxy(server);
  });

  after(async () => {
    proxy?.stop();
    await server?.stop();
  });

  /** Opens an address until the page has loaded: what was asked for. */
  async function load(browser, path, isReady) {
    const page = await PageDriver.open(browser, proxy.address + path);
    await page.until(isReady, 'the page is ready');
    const { connections, paths } = proxy.take();
    // A browser asks for the page's icon when it likes: also after the page has gone, in the next load.
    const pages = paths.filter((one) => !one.startsWith('/api/') && one !== '/favicon.ico' && !one.endsWith('/icon.svg'));
    await page.close();
    return { connections, documents: pages.filter((one) => !one.startsWith('/assets/')), assets: pages.filter((one) => one.startsWith('/assets/')) };
  }

  for (const kind of ['chromium', 'firefox']) {
    describe(`in ${kind}`, () => {
      let browser;

      before(async () => { browser = await startBrowser(kind); });
      after(() => browser?.stop());

      for (const [name, path, isReady, files] of [
        ['the call', '/r/load', () => document.readyState === 'complete' && window.confab !== undefined, 5],
        ['the tutorial', '/learn/camera', () => document.readyState === 'complete' && document.querySelector('figure[data-source] pre') !== null, 20],
      ]) {
        test(`${name}: few connections, and each file once and for good`, async (t) => {
          const first = await load(browser, path, isReady);
          t.diagnostic(`${first.assets.length} files, ${first.connections} connections`);
          assert.deepEqual(first.documents, [path]);
          assert.ok(first.assets.length > 2 && first.assets.length <= files, first.assets.join('\n'));
          assert.equal(new Set(first.assets).size, first.assets.length, 'each once');
          assert.ok(first.assets.every((one) => /^\/assets\/[0-9a-f]{12}\//.test(one)), first.assets.join('\n'));
          assert.ok(first.connections <= mostConnections, `${first.connections} connections`);

          const second = await load(browser, path, isReady);
          assert.deepEqual(second.documents, [path]);
          assert.deepEqual(second.assets, [], 'nothing again');
          assert.equal(second.connections <= mostConnections, true);
        });
      }
    });
  }
});
