// SPDX-License-Identifier: Apache-2.0
// A whole call without a mouse; and nothing that the keyboard cannot reach.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { startServer } from './support/server.mjs';
import { until } from './support/until.mjs';

for (const kind of ['chromium', 'firefox']) {
  describe(`the keyboard alone in ${kind}`, () => {
    let server;
    let browser;
    let bots;
    let call;

    before(async () => {
      server = await startServer();
      browser = await startBrowser(kind);
      bots = startBots(server, 'keys', ['--count', 1, '--seconds', 600]);
      call = await PageDriver.open(browser, server.callUrl('keys'));
    });

    after(async () => {
      await bots?.stop().catch(() => {});
      await browser?.stop();
      await server?.stop();
    });

    const type = (text) => call.page.keyboard.type(text);

    test('joins under a name', async () => {
      await call.tabTo('Your name');
      await type('Kim');
      await call.press('Enter');
      await call.playing();
      assert.ok(!(await call.focus()).nowhere, 'the focus is in the call');
    });

    test('speaks while Space is held, and only then', async () => {
      await call.press('m');
      await call.pressed('Microphone', false);
      // Where a button has the focus, Space is for the button.
      await call.run(() => document.activeElement.blur());
      await call.page.keyboard.down(' ');
      await call.pressed('Microphone', true);
      await call.says('You are heard while you hold Space');
      await call.page.keyboard.up(' ');
      await call.pressed('Microphone', false);
    });

    test('Space on a button presses the button', async () => {
      await call.tabTo('Camera');
      await call.press(' ');
      await call.pressed('Camera', false);
      await call.press(' ');
      await call.pressed('Camera', true);
    });

    test('chooses a layout, raises the hand, pins', async () => {
      await call.press('l');
      await call.until(() => document.querySelectorAll('#layouts button').length > 5, 'the layouts');
      await call.tabTo('speaker');
      await call.press('Enter');
      await call.pressed('speaker', true);
      await call.press('Escape');
      await call.press('h');
      await call.pressed('Raise hand', true);
      await call.tabTo('Pin ');
      await call.press('Enter');
      await call.until(() => Boolean(window.confab.layout.pinned), 'somebody is pinned');
      assert.match((await call.focus()).name, /^Pin /, 'the focus stays on the tile');
      await call.press('Enter');
      await call.until(() => !window.confab.layout.pinned, 'nobody is pinned');
    });

    test('every button of the bar is reached', async () => {
      for (const name of [
        'Microphone',
        'Camera',
        'Raise hand',
        'Layout',
        'Record',
        'People',
        'Chat',
        'More',
        'Leave',
      ]) {
        await call.tabTo(name);
      }
    });

    test('panels take the focus and give it back', async () => {
      for (const [key, panel, opener] of [
        ['p', 'people', 'People'],
        ['c', 'chat', 'Chat'],
        ['r', 'record', 'Record'],
        ['l', 'layout', 'Layout'],
      ]) {
        await call.press(key);
        assert.ok(
          await call.run((id) => document.getElementById(id).contains(document.activeElement), `panel-${panel}`),
          `${panel} has the focus`,
        );
        await call.press('Escape');
        assert.match((await call.focus()).name, new RegExp(`^${opener}`));
      }
    });

    test('single keys can be switched off', async () => {
      await call.tabTo('More');
      await call.press('Enter');
      await call.tabTo('Settings');
      await call.press('Enter');
      await call.tabTo('Single keys are shortcuts');
      await call.press(' ');
      await call.press('Escape');
      await call.press('p');
      assert.equal(await call.see('#panel-people'), false);
      await call.run(() => localStorage.removeItem('confab.keys'));
    });

    test('leaves, and is asked what now', async () => {
      await call.tabTo('Leave');
      await call.press('Enter');
      await call.state('left');
      await until(async () => (await call.focus()).name === 'Join again', 5000, 'the focus is on "Join again"');
    });
  });
}
