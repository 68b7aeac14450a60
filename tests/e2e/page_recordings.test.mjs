// SPDX-License-Identifier: Apache-2.0
// Recording from the page: start, pause, resume, stop; and what becomes of the file. In a locked room it is for those who
// are in it, and for nobody else.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { watchSignalling } from './support/page_faults.mjs';
import { startServer } from './support/server.mjs';
import { during, until } from './support/until.mjs';

for (const kind of ['chromium', 'firefox']) {
  describe(`recordings in ${kind}`, () => {
    let server;
    let browser;
    let call;

    before(async () => {
      server = await startServer();
      browser = await startBrowser(kind);
      call = await PageDriver.join(browser, server.callUrl('files', { name: 'Ada', autojoin: 1 }), {
        faults: [[watchSignalling]],
      });
    });

    after(async () => {
      await browser?.stop();
      await server?.stop();
    });

    test('there is none yet, and the panel says so', async () => {
      await call.click('Record');
      await call.says('None yet.');
      await call.accessible('no recordings');
    });

    test('starts, pauses, goes on, and stops', async () => {
      await call.click('Start recording');
      await call.says('What everybody sees, by Ada');
      await call.says('00:01');
      await call.click('Pause recording');
      await call.says('(paused)');
      await call.accessible('a recording that is paused');
      await call.click('Resume recording');
      await call.until(() => window.confab.recording.state === 'on', 'it goes on');
      await during(1000); // a second to look at
      await call.click('Stop recording');
      await call.says('Recording stopped.');
      await call.until(() => !document.querySelector('#record-form').hidden, 'the next may be started');
    });

    test('the file is listed, finished, with a picture, and can be saved', async () => {
      await call.until(() => document.querySelector('.file img')?.hidden === false, 'its picture');
      await until(
        async () =>
          (await fetch(`${server.address}/api/v1/recordings?room=files`).then((answer) => answer.json()))[0].state ===
          'ready',
        20_000,
        'ready',
      );
      await call.until(() => document.querySelector('.file progress')?.hidden, 'no progress any more');
      const href = await call.run(() => document.querySelector('.file .save').href);
      const saved = await fetch(href);
      assert.match(saved.headers.get('content-disposition'), /attachment/);
      await call.accessible('the recordings');
    });

    test('it plays over the call', async () => {
      await call.click('Play');
      await call.until(() => document.querySelector('#film').currentTime > 0.2, 'it plays');
      await call.accessible('the player');
      await call.press('Escape');
      assert.equal(await call.see('#player'), false);
      assert.equal((await call.focus()).name, 'Play');
    });

    test('it is deleted after a second press', async () => {
      await call.click('Delete');
      assert.equal(await call.run(() => document.querySelectorAll('.file').length), 1);
      await call.click('Really delete?');
      await call.says('The recording is deleted.');
      await call.says('None yet.');
      assert.ok(!(await call.focus()).nowhere, 'the focus is somewhere');
    });

    test('format and tracks are asked for, and remembered', async () => {
      await call.run(() => {
        document.querySelector('#record-format').value = 'mp4';
        document.querySelector('#record-tracks').checked = true;
      });
      await call.click('Start recording');
      await call.click('Stop recording');
      const wish = await call.run(() => window.signalling.sent.filter(({ type }) => type === 'record').at(-2));
      assert.deepEqual(wish, { type: 'record', on: true, format: 'mp4', tracks: true });
      assert.equal(await call.run(() => localStorage.getItem('confab.record.format')), '"mp4"');
    });
  });
}

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
