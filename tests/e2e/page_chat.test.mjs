// SPDX-License-Identifier: Apache-2.0
// The chat, and texts that would like to be something else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { watchSignalling } from './support/page_faults.mjs';
import { RawClient } from './support/raw_client.mjs';
import { startServer } from './support/server.mjs';

const override = '\u202egnp.exe\u202d';
const hostileNames = [
  '<img src=x onerror=window.hacked=1>',
  `${override}Mallory`,
  'W'.repeat(64),
  `Z${'\u0301'.repeat(60)}`,
  '"><script>window.hacked=1</script>',
];
const hostileTexts = [
  '<script>window.hacked = 1</script><b>bold</b>',
  'x'.repeat(2000),
  `see ${override} and http://a.example/${override}`,
  'javascript:window.hacked=1',
  '\n'.repeat(300) + 'end',
  `e${'\u0e47'.repeat(1000)}`,
];

describe('chat', () => {
  let server;
  const browsers = {};
  const calls = {};

  before(async () => {
    server = await startServer();
    for (const kind of ['chromium', 'firefox']) {
      browsers[kind] = await startBrowser(kind);
      calls[kind] = await PageDriver.join(browsers[kind], server.callUrl('chat', { name: kind, autojoin: 1 }), {
        faults: [[watchSignalling]],
      });
    }
  });

  after(async () => {
    for (const browser of Object.values(browsers)) await browser.stop();
    await server?.stop();
  });

  test('a message arrives, is counted while unread, and is read', async () => {
    await calls.chromium.press('c');
    await calls.chromium.page.keyboard.type('Hello, see https://example.org/agenda.');
    await calls.chromium.press('Enter');
    await calls.chromium.says('Hello, see');
    await calls.firefox.until(() => document.querySelector('#unread').textContent === '1', 'one unread');
    await calls.firefox.until(
      () => document.querySelector('#announcer').textContent.includes('chromium writes: Hello'),
      'it is read aloud',
    );
    await calls.firefox.press('c');
    await calls.firefox.says('Hello, see');
    assert.equal(await calls.firefox.run(() => document.querySelector('#unread').textContent), '');
    const link = await calls.firefox.run(() => {
      const { href, rel, target } = document.querySelector('#messages a');
      return { href, rel, target };
    });
    assert.deepEqual(link, { href: 'https://example.org/agenda', rel: 'noopener noreferrer', target: '_blank' });
    await calls.firefox.accessible('the chat');
  });

  test('keys that are typed are letters, not shortcuts', async () => {
    const before = await calls.chromium.attribute('Microphone', 'aria-pressed');
    await calls.chromium.page.keyboard.type('m ');
    assert.equal(await calls.chromium.attribute('Microphone', 'aria-pressed'), before);
    await calls.chromium.run(() => {
      document.querySelector('#chat-text').value = '';
    });
  });

  test('what is refused is not lost', async () => {
    // All in one go: typed on a slow machine they would be slow enough to pass.
    await calls.chromium.run(() => {
      const field = document.querySelector('#chat-text');
      for (let i = 0; i < 30; i += 1) {
        field.value = `quick ${i}`;
        document.querySelector('#chat-form').requestSubmit();
      }
    });
    await calls.chromium.until(
      () => document.querySelector('#chat-text').value.startsWith('quick'),
      'the refused text is back',
    );
    await calls.chromium.run(() => {
      document.querySelector('#chat-text').value = '';
    });
  });

  test('who comes later reads what was written', async () => {
    const late = await PageDriver.join(browsers.chromium, server.callUrl('chat', { name: 'late', autojoin: 1 }));
    assert.equal(await late.run(() => document.querySelector('#unread').textContent), '', 'history is no news');
    await late.click('Chat');
    await late.says('Hello, see');
    await late.close();
    await calls.chromium.page.bringToFront();
  });

  test('hostile names and texts are text, and break nothing', async () => {
    const clients = [];
    for (const name of hostileNames) clients.push(await RawClient.join(server, 'chat', { name }).catch(() => null));
    const inside = clients.filter(Boolean);
    assert.ok(inside.length >= 3, 'most of these are names');
    const before = await calls.chromium.run(() => document.querySelectorAll('#messages .message').length);
    for (const [i, text] of hostileTexts.entries()) inside[i % inside.length].send({ type: 'chat', text });
    for (const [kind, call] of Object.entries(calls)) {
      await call.until(
        (count) => document.querySelectorAll('#messages .message').length >= count,
        'the texts',
        before + hostileTexts.length,
      );
      for (const viewport of [
        { width: 1280, height: 800 },
        { width: 320, height: 568 },
      ]) {
        await call.page.setViewport(viewport);
        await call.fits(`${kind}, ${viewport.width} wide, chat`);
        assert.ok(
          await call.run(() =>
            [...document.querySelectorAll('#messages .text, #messages .person-name')].every(
              (one) => one.getBoundingClientRect().right <= innerWidth,
            ),
          ),
          'nothing sticks out',
        );
      }
      await call.page.setViewport({ width: 1280, height: 800 });
      await call.press('Escape');
      await call.press('p');
      await call.until(
        (count) => document.querySelectorAll('#roster li').length >= count,
        'the people',
        2 + inside.length,
      );
      await call.fits(`${kind}, people`);
      await call.accessible('hostile people');
      assert.equal(await call.run(() => window.hacked), undefined);
      assert.equal(
        await call.run(() => document.querySelectorAll('#messages :is(script, b, img), #roster img').length),
        0,
      );
    }
    for (const client of inside) await client.close();
  });
});
