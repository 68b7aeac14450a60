// SPDX-License-Identifier: Apache-2.0
// A call over https with a certificate that the server has made itself.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { CallPage } from './support/call_page.mjs';
import { runCommand } from './support/command.mjs';
import { startServer } from './support/server.mjs';

/* Runs in the page before its scripts: remembers where WebSockets go. */
function noteSocketsInPage() {
  window.socketUrls = [];
  window.WebSocket = class extends WebSocket {
    constructor(url, ...rest) {
      super(url, ...rest);
      window.socketUrls.push(String(url));
    }
  };
}

/** The same browser, whose pages note where their WebSockets go. */
const noting = (browser) => ({
  async newPage() {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(noteSocketsInPage);
    return page;
  },
});

describe('a call over https', () => {
  let state;
  let server;
  let bots;

  before(async () => {
    state = await mkdtemp(path.join(tmpdir(), 'confab-state-'));
    server = await startServer(['--lan', '--state', state]);
    bots = startBots(server, 'demo', ['--insecure', '--seconds', 600]);
  });

  after(async () => {
    const report = await bots?.stop();
    await server?.stop();
    await rm(state, { recursive: true, force: true });
    assert.equal(report?.exitCode, 0, report?.stderr);
  });

  test('the certificate is kept for its owner only', async () => {
    assert.match(server.address, /^https:/);
    assert.equal((await stat(path.join(state, 'certificate.pem'))).mode & 0o777, 0o600);
  });

  for (const kind of ['chromium', 'firefox']) {
    test(`the mixed picture plays in ${kind}, by wss and without a cookie`, async () => {
      const browser = await startBrowser(kind, [], { acceptInsecureCerts: true });
      try {
        const call = await CallPage.join(noting(browser), server.callUrl('demo', { name: kind, autojoin: 1 }));
        await call.shows(['bot0', kind], 10_000);
        const { sockets, secure, cookie } = await call.run(() => (
          { sockets: window.socketUrls, secure: window.isSecureContext, cookie: document.cookie }));
        assert.deepEqual(sockets, [`${server.address.replace('https', 'wss')}/ws`]);
        assert.equal(secure, true);
        assert.equal(cookie, '');
        assert.deepEqual(await browser.browser.cookies(), []);
        await call.page.close();
      } finally {
        await browser.stop();
      }
    });
  }

  test('who speaks plain http is sent to https', async () => {
    const answer = await fetch(`${server.address.replace('https', 'http')}/r/demo?name=x`, { redirect: 'manual' });
    assert.equal(answer.status, 307);
    assert.equal(answer.headers.get('location'), `${server.address}/r/demo?name=x`);
  });

  test('a bot that is not told to take any certificate takes none', async () => {
    const { status, err } = await runCommand(['bot', '--url', server.address, '--observer', '--seconds', '1']);
    assert.equal(status, 1);
    assert.match(err, /--insecure/);
  });
});
