// SPDX-License-Identifier: Apache-2.0
// The recordings of a locked room: for those who are in it, and for nobody else.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { startServer } from './support/server.mjs';
import { during } from './support/until.mjs';

describe('a locked room in chromium', () => {
  let folder;
  let server;
  let browser;
  let call;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'confab-locked-'));
    const config = path.join(folder, 'confab.toml');
    await writeFile(config, '[server]\nadmin_secret = "a-secret-for-tests"\n');
    server = await startServer(['--config', config]);
    browser = await startBrowser('chromium');
    call = await PageDriver.join(browser, server.callUrl('closed', { name: 'Ada', autojoin: 1 }));
  });

  after(async () => {
    await browser?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const api = (where, init) => fetch(`${server.address}/api/v1/rooms/closed/recordings${where}`, init);

  test('its page records, plays and saves as ever', async () => {
    await call.click('People');
    await call.click('Lock room');
    await call.pressed('Lock room', true);
    await call.click('Record');
    await call.click('Start recording');
    await call.says('00:01');
    assert.equal((await api('')).status, 403, 'while it runs');
    await during(500);
    await call.click('Stop recording');
    await call.until(() => document.querySelector('.file img')?.hidden === false, 'its picture');
    await call.until(() => document.querySelector('.file progress')?.hidden, 'it is finished');
    const href = await call.run(() => document.querySelector('.file .save').href);
    assert.match(href, /\?key=[0-9a-f]{64}&download=1$/);
    const saved = await fetch(href);
    assert.equal(saved.status, 200);
    assert.match(saved.headers.get('content-disposition'), /attachment/);
    await saved.arrayBuffer();
    assert.equal((await fetch(href.replace(/\?.*/, ''))).status, 403, 'without the key');
    await call.click('Play');
    await call.until(() => document.querySelector('#film').currentTime > 0.2, 'it plays');
    await call.press('Escape');
  });

  test('a stranger neither starts nor sees anything, and reads what to do', async () => {
    const refused = await api('', { method: 'POST' });
    assert.equal(refused.status, 403);
    const { code, detail } = await refused.json();
    assert.equal(code, 'room.locked');
    assert.match(detail, /Authorization: Resume/);
    const list = await fetch(`${server.address}/api/v1/recordings`).then((answer) => answer.json());
    assert.deepEqual(list, []);
  });

  test('its page deletes what it has made', async () => {
    await call.click('Delete');
    await call.click('Really delete?');
    await call.says('The recording is deleted.');
  });
});
