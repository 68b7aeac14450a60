// SPDX-License-Identifier: Apache-2.0
// Who may do what to whom: hosts mute, remove, lock and appoint; the others read what has happened to them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { watchSignalling } from './support/page_faults.mjs';
import { RawClient } from './support/raw_client.mjs';
import { startServer } from './support/server.mjs';

for (const kind of ['chromium', 'firefox']) {
  describe(`hosts and guests in ${kind}`, () => {
    let server;
    let browser;
    let call;
    let guest;
    const room = 'hosts';

    before(async () => {
      server = await startServer();
      browser = await startBrowser(kind);
      call = await PageDriver.join(browser, server.callUrl(room, { name: 'Ada', autojoin: 1 }), {
        faults: [[watchSignalling]],
      });
      guest = await RawClient.join(server, room, { name: 'Grace' });
      await call.until(() => window.confab.participants.length === 2, 'both');
    });

    after(async () => {
      await browser?.stop();
      await server?.stop();
    });

    const openGrace = async () => {
      if (!(await call.see('#panel-people'))) await call.click('People');
      const row = '#roster li:not([data-key=""])';
      await call.until(
        (selector) => [...document.querySelectorAll(selector)].some((one) => one.innerText.includes('Grace')),
        'Grace',
        row,
      );
      await call.run(() =>
        [...document.querySelectorAll('#roster .person')]
          .find((one) => one.innerText.includes('Grace') && one.getAttribute('aria-expanded') === 'false')
          ?.click(),
      );
    };

    test('the roster says who is host, and how loud everybody is', async () => {
      await call.click('People');
      await call.until(() => document.querySelector('#roster .icon-host') !== null, 'a host');
      await openGrace();
      await call.accessible('the people');
      await call.until(
        () =>
          [...document.querySelectorAll('#roster .loudness')].some(
            (one) => Number(one.style.getPropertyValue('--level')) > 0,
          ),
        'a level',
      );
    });

    test('a host mutes a guest', async () => {
      await openGrace();
      await call.click('Mute');
      assert.equal((await guest.next('mute')).by, await call.run(() => window.confab.participant));
      await call.until(
        () => !window.confab.participants.find(({ name }) => name === 'Grace').audio,
        'Grace is muted for all',
      );
    });

    test('a host locks the room: newcomers read that', async () => {
      await call.click('Lock room');
      await call.pressed('Lock room', true);
      await call.says('Locked');
      const late = await PageDriver.open(browser, server.callUrl(room, { name: 'Late' }));
      await late.click('Join');
      await late.state('error');
      await late.says('locked');
      await late.accessible('a locked room');
      await late.close();
      await call.page.bringToFront();
      await call.click('Lock room');
      await call.pressed('Lock room', false);
    });

    test('removing somebody is asked twice', async () => {
      await openGrace();
      await call.click('Remove');
      assert.equal(guest.isClosed, false);
      await call.click('Really remove?');
      assert.equal((await guest.next('bye')).reason, 'kicked');
      await call.until(() => window.confab.participants.length === 1, 'Grace is gone');
    });

    test('who is muted, made a host, and removed is told so', async () => {
      await call.press('Escape');
      await call.click('Leave');
      await call.state('left');
      const host = await RawClient.join(server, room, { name: 'Hedy' });
      await call.click('Join again');
      await call.playing();
      const id = await call.run(() => window.confab.participant);
      await call.click('People');
      assert.equal(await call.see('#lock'), false, 'a guest locks nothing');
      await call.press('Escape');
      host.send({ type: 'mute', participant: id });
      await call.says('Hedy has muted you.');
      await call.pressed('Microphone', false);
      await call.accessible('muted');
      await call.click('Microphone');
      await call.pressed('Microphone', true);
      host.send({ type: 'role', participant: id, role: 'host' });
      await call.click('People');
      await call.until(() => !document.querySelector('#lock').hidden, 'a host may lock');
      host.send({ type: 'kick', participant: id });
      await call.state('left');
      await call.says('A host has removed you from the room.');
      await call.accessible('kicked');
      await host.close();
    });
  });
}
