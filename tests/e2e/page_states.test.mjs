// SPDX-License-Identifier: Apache-2.0
// What can be the matter, and that the page says so in words: each state is reached, read and checked with axe-core.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { refuseDevices, watchSignalling, weakenNetwork } from './support/page_faults.mjs';
import { RawClient } from './support/raw_client.mjs';
import { startServer } from './support/server.mjs';
import { until } from './support/until.mjs';

const devices = [
  [
    'permission refused',
    'NotAllowedError',
    ['audio', 'video'],
    'The browser was not allowed to use the microphone and camera.',
  ],
  ['no camera', 'NotFoundError', ['video'], 'No camera was found.'],
  ['camera busy', 'NotReadableError', ['video'], 'The camera cannot be opened. Another program may be using it'],
  ['camera forbidden', 'SecurityError', ['video'], "The browser's settings forbid the camera on this page."],
];

for (const kind of ['chromium', 'firefox']) {
  describe(`states in ${kind}`, () => {
    let server;
    let browser;

    before(async () => {
      server = await startServer();
      browser = await startBrowser(kind);
    });

    after(async () => {
      await browser?.stop();
      await server?.stop();
    });

    const join = (room, faults = []) =>
      PageDriver.join(browser, server.callUrl(room, { name: 'Ada', autojoin: 1 }), {
        faults: [[watchSignalling], ...faults],
      });

    for (const [state, error, kinds, words] of devices) {
      test(`${state}: says so, and joins all the same`, async () => {
        const call = await PageDriver.open(browser, server.callUrl('devices', { name: 'Ada' }), {
          faults: [[refuseDevices, error, kinds]],
        });
        await call.says(words);
        await call.says('You can join all the same.');
        await call.accessible(state);
        await call.click('Join');
        await call.playing();
        await call.pressed('Camera', false);
        await call.pressed('Microphone', !kinds.includes('audio'));
        await call.close();
      });
    }

    test('server gone, before: says that it does not answer', async () => {
      const call = await PageDriver.open(browser, server.callUrl('gone'), { faults: [[watchSignalling]] });
      await call.run(() => {
        window.signalling.blocked = true;
      });
      await call.click('Join');
      await call.state('error');
      await call.says('The server does not answer.');
      await call.accessible('server gone');
      await call.run(() => {
        window.signalling.blocked = false;
      });
      await call.click('Try again');
      await call.playing();
      await call.close();
    });

    test('connection cut: counts its attempts, and comes back by itself', async () => {
      const call = await join('cut');
      await call.run(() => {
        window.signalling.blocked = true;
        window.signalling.cut();
      });
      await call.state('reconnecting');
      await call.says('Reconnecting… attempt 2');
      await call.accessible('reconnecting');
      await call.run(() => {
        window.signalling.blocked = false;
      });
      await call.playing();
      assert.equal(await call.see('#reconnecting'), false);
      await call.close();
    });

    test('network poor: says what was lowered and why, until it is better', async () => {
      const call = await join('poor');
      await call.run(weakenNetwork);
      await call.says('Weak network: your camera is sent at 320 × 180, for the way out carries about 100 kbit/s.');
      await call.accessible('a weak network');
      await call.run(weakenNetwork, true);
      await until(() => call.run(() => document.querySelector('#weak').hidden), 30_000, 'it is better');
      await call.close();
    });

    test('unknown layout: the server says which there are', async () => {
      const call = await join('unknown');
      await call.run(() => window.confab.setLayout('mosaic'));
      await call.says('mosaic');
      await call.accessible('an unknown layout');
      await call.close();
    });

    test('replaced by another tab: lets go and says so', async () => {
      const call = await join('replaced');
      const { resume } = await call.run(() => window.signalling.heard.find(({ type }) => type === 'joined'));
      const other = await RawClient.join(server, 'replaced', { resume, name: 'Ada' });
      await call.state('left');
      await call.says('You have joined this room from somewhere else');
      await call.accessible('replaced');
      await other.close();
      await call.close();
    });

    test('sound not allowed yet: the picture goes first, and one press brings the sound', async () => {
      const call = await join('silent', [
        [
          () => {
            const { play } = HTMLMediaElement.prototype;
            HTMLMediaElement.prototype.play = function playUnlessLoud() {
              return this.muted || this.id !== 'stage'
                ? play.call(this)
                : Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
            };
          },
        ],
      ]);
      await call.accessible('silent');
      await call.run(() => {
        HTMLMediaElement.prototype.play = async () => {};
      });
      await call.click('Turn sound on');
      await call.until(
        () => !document.querySelector('#stage').muted && document.querySelector('#sound').hidden,
        'sound',
      );
      await call.close();
    });

    test('recording on: a red frame, a badge with a timer, and words', async () => {
      const call = await join('recorded');
      const other = await RawClient.join(server, 'recorded', { name: 'Grace' });
      await call.until(() => window.confab.participants.length === 2, 'both');
      other.send({ type: 'record', on: true });
      await call.says('Recording started by Grace.');
      await call.until(() => document.querySelector('#area').classList.contains('recorded'), 'the frame');
      await call.says('00:01');
      await call.pressed('Record', true);
      await call.accessible('recorded');
      other.send({ type: 'record', paused: true });
      await call.says('Recording paused');
      await call.accessible('paused');
      other.send({ type: 'record', on: true, layout: 'speaker' });
      await call.says('2 recordings');
      const running = await call.run(() => window.confab.recordings.map(({ state }) => state).sort());
      assert.deepEqual(running, ['on', 'paused'], 'each has a state of its own');
      for (const recording of await call.run(() => window.confab.recordings.map((one) => one.recording))) {
        other.send({ type: 'record', on: false, recording });
      }
      await call.until(() => document.querySelector('#recording').hidden, 'no badge');
      await other.close();
      await call.close();
    });
  });
}
