// SPDX-License-Identifier: Apache-2.0
// The call page: every control by its name, and a whole call with the keyboard alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { watchSignalling } from './support/page_faults.mjs';
import { startServer } from './support/server.mjs';
import { until } from './support/until.mjs';

for (const kind of ['chromium', 'firefox']) {
  describe(`the call page in ${kind}`, () => {
    let server;
    let browser;
    let bots;
    let call;
    const room = `page-${kind}`;

    before(async () => {
      server = await startServer();
      browser = await startBrowser(kind);
      bots = startBots(server, room, ['--count', 2, '--seconds', 600]);
      call = await PageDriver.open(browser, server.callUrl(room, { name: 'Ada' }), { faults: [[watchSignalling]] });
    });

    after(async () => {
      await bots?.stop().catch(() => {});
      await browser?.stop();
      await server?.stop();
    });

    const sent = (type) =>
      call.run((wanted) => window.signalling.sent.filter((one) => one.type === wanted).at(-1), type);

    test('the lobby shows the camera and how loud the microphone is, and remembers who we are', async () => {
      await call.until(() => document.querySelector('#preview').videoWidth > 0, 'a preview');
      // Firefox runs no sound graph on a machine without a sound device.
      if (kind === 'chromium')
        await call.until(() => Number(document.querySelector('#level').ariaValueNow) > 0, 'a level');
      await call.until(() => document.querySelector('#device-audio').options.length > 0, 'microphones to choose from');
      await call.accessible('the lobby');
      await call.click('Camera');
      await call.says('Your camera is off');
      await call.click('Camera');
      await call.until(() => document.querySelector('#preview').videoWidth > 0, 'a preview again');
      await call.click('Join');
      await call.playing();
      assert.equal(await call.run(() => localStorage.getItem('confab.name')), '"Ada"');
      await call.until(() => window.confab.participants.length === 3, 'everybody');
      await call.accessible('the call');
    });

    test('microphone, camera and hand are toggles that the server hears of', async () => {
      const own = (field) =>
        call.run(
          (which) =>
            window.confab.participants.find(({ participant }) => participant === window.confab.participant)[which],
          field,
        );
      for (const [name, field] of [
        ['Microphone', 'audio'],
        ['Camera', 'video'],
        ['Raise hand', 'hand'],
      ]) {
        const first = await own(field);
        for (const wanted of [!first, first]) {
          await call.click(name);
          await call.pressed(name, wanted);
          await until(async () => (await own(field)) === wanted, 5000, `${field} is ${wanted} for all`);
        }
      }
    });

    test('a tile pins and unpins its person', async () => {
      const pinned = () =>
        call.run(
          () => window.confab.participants.find(({ participant }) => participant === window.confab.layout.pinned)?.name,
        );
      const tile = await call.run(() =>
        [...document.querySelectorAll('.tile-button')]
          .map((one) => one.ariaLabel)
          .find((label) => label.includes('bot1')),
      );
      await call.click(tile);
      await until(async () => (await pinned()) === 'bot1', 5000, 'bot1 is pinned');
      await call.pressed(tile, true);
      await call.click(tile);
      await until(async () => (await pinned()) === undefined, 5000, 'nobody is pinned');
    });

    test('the layouts have drawings, and the one that is chosen is shown', async () => {
      await call.click('Layout');
      await call.until(() => document.querySelectorAll('#layouts .thumbnail rect').length > 30, 'drawings');
      await call.accessible('the layouts');
      await call.click('speaker');
      await call.pressed('speaker', true);
      await call.click('auto');
      await call.pressed('auto', true);
      await call.click('Close layout');
      assert.equal((await call.focus()).name, 'Layout');
    });

    test('the invite is a link, and a picture of it', async () => {
      await call.click('More');
      await call.accessible('the panel More');
      await call.click('Invite');
      await call.until(() => document.querySelectorAll('#qr svg path').length > 0, 'the QR code');
      assert.equal(await call.run(() => document.querySelector('#link').textContent), `${server.address}/r/${room}`);
      await call.accessible('the invite');
      await call.press('Escape');
      assert.equal((await call.focus()).name, 'More');
    });

    test('settings change devices and the self view', async () => {
      await call.click('More');
      await call.click('Settings');
      assert.ok(await call.see('#device-audio'), 'the devices can be changed in the call');
      await call.accessible('the settings');
      await call.click('Show my own camera', 'checkbox');
      await call.until(() => document.querySelector('#self').hidden, 'no self view');
      await call.click('Show self view');
      await call.until(() => !document.querySelector('#self').hidden, 'the self view');
      await call.press('Escape');
    });

    test('statistics are plotted as they come', async () => {
      await call.press('s');
      const values = () =>
        call.run(() =>
          [...document.querySelectorAll('.plot')].map((plot) => ({
            name: plot.querySelector('.plot-name').textContent,
            value: Number.parseFloat(plot.querySelector('.plot-value').textContent),
            points: plot.querySelector('polyline').getAttribute('points').split(' ').length,
          })),
        );
      await until(
        async () => {
          const [received, , frames] = await values();
          return received.value > 20 && received.points >= 3 && frames.value > 5;
        },
        15_000,
        'bitrate and frames',
      );
      await call.says('VP8');
      await call.accessible('the statistics');
      await call.press('s');
      assert.equal(await call.see('#stats'), false);
    });

    test('the list of keys opens and closes by keys', async () => {
      await call.press('?');
      await call.says('Speak while you hold it');
      await call.accessible('the help');
      await call.press('Escape');
      assert.equal(await call.see('#help'), false);
    });

    test('controls step back while nobody moves, and never while the keyboard is on them', async () => {
      await call.until(() => 'still' in document.querySelector('#call').dataset, 'the controls are gone');
      await call.press('Tab');
      await call.until(() => Number(getComputedStyle(document.querySelector('#bar')).opacity) === 1, 'they are back');
    });

    // Which screen, a browser asks in a window of its own, which no test can press: a canvas stands in.
    test('a screen is shared and shared no more', async () => {
      await call.run(() => {
        navigator.mediaDevices.getDisplayMedia = async () => {
          const canvas = document.createElement('canvas');
          canvas.getContext('2d').fillRect(0, 0, 9, 9);
          return canvas.captureStream(5);
        };
      });
      await call.click('Share screen');
      await call.pressed('Share screen', true);
      await call.press('d');
      await call.pressed('Share screen', false);
    });

    test('who leaves can come back with one press', async () => {
      await call.click('Leave');
      await call.state('left');
      await call.says('You have left the room.');
      assert.equal((await call.focus()).name, 'Join again');
      await call.accessible('the goodbye');
      await call.press('Enter');
      await call.playing();
      assert.equal((await sent('join')).name, 'Ada');
      await call.close();
    });

    test('who only watches sends nothing and has no controls for it', async () => {
      const viewer = await PageDriver.open(browser, server.callUrl(room, { name: 'Eve' }), {
        faults: [[watchSignalling]],
      });
      await viewer.click('Only watch and listen', 'checkbox');
      await viewer.click('Join');
      await viewer.playing();
      assert.equal(await viewer.run(() => window.signalling.sent[0].observer), true);
      assert.equal(await viewer.see('#microphone'), false);
      assert.equal(await viewer.see('#people'), true);
      await viewer.accessible('the call of a viewer');
      await viewer.close();
    });
  });
}
