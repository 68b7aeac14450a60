// SPDX-License-Identifier: Apache-2.0
// The admin's page, with bots in the rooms that it shows.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { AdminPage } from './support/admin_page.mjs';
import { violations } from './support/axe.mjs';
import { botTable, startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { startPrefixProxy } from './support/prefix_proxy.mjs';
import { startServer } from './support/server.mjs';
import { until } from './support/until.mjs';

const secret = 'a-secret-for-tests';

for (const kind of ['chromium', 'firefox']) {
  describe(`the admin's page in ${kind}`, () => {
    let server;
    let browser;
    let admin;
    const bots = {};
    const api = async (where) => (await fetch(`${server.address}/api/v1/${where}`)).json();

    before(async () => {
      server = await startServer();
      browser = await startBrowser(kind);
      admin = await AdminPage.open(browser, server.address);
      await admin.reaches('board');
    });
    after(async () => {
      await Promise.all(Object.values(bots).map((one) => one.stop().catch(() => {})));
      await browser?.stop();
      await server?.stop();
    });

    test('says how to begin while there is no room', async () => {
      assert.match(await admin.text('#no-rooms'), /first who joins/);
      assert.deepEqual(await violations(admin.page), []);
    });

    test('lists the rooms and who is in them', async () => {
      bots.north = startBots(server, 'north', ['--count', 2, '--seconds', 600]);
      bots.south = startBots(server, 'south', ['--count', 1, '--seconds', 600]);
      await admin.showsRooms({ north: ['bot0', 'bot1'], south: ['bot0'] });
      assert.match(await admin.text('#summary'), /^2 rooms · 3 people · [0-9.]+ cores$/);
      const card = await admin.text('[data-room="north"]');
      assert.match(card, /2 people · up \d+ s · process \d+/);
      assert.match(card, /[0-9.]+ cores/);
      assert.match(card, /\d+ MB/);
    });

    test('shows what they see', async () => {
      const table = await botTable();
      const isRight = async () => {
        const { layout: { tiles, canvas }, participants } = await api('rooms/north');
        const colours = await admin.colours('north', tiles.map((tile) =>
          [(tile.x + tile.width / 2) / canvas.width, (tile.y + tile.height / 2) / canvas.height]));
        return colours.length === 2 && tiles.every((tile, i) => {
          const { name } = participants.find((one) => one.participant === tile.participant);
          const { rgb } = table.find(({ index }) => `bot${index}` === name);
          return rgb.every((value, c) => Math.abs(value - colours[i][c]) <= 24);
        });
      };
      await until(isRight, 10_000, 'the colours of both bots in the snapshot');
    });

    test('changes a layout, and hears of changes', async () => {
      const menu = '[data-room="north"] select';
      await admin.page.select(menu, '1+5');
      await until(async () => (await api('rooms/north/layout')).name === '1+5', 5000, 'the layout');
      await fetch(`${server.address}/api/v1/rooms/north/layout`, { method: 'PUT', body: '{"name":"pip"}' });
      await until(async () => await admin.property(menu, 'value') === 'pip', 5000, 'the menu');
      assert.equal((await api('rooms/south/layout')).name, 'auto');
    });

    test('pins somebody and lets go again', async () => {
      const pinned = async () => (await api('rooms/north')).layout.pinned;
      await admin.click('Pin bot1');
      const wanted = (await api('rooms/north')).participants.find(({ name }) => name === 'bot1').participant;
      await until(async () => await pinned() === wanted, 5000, 'the pin');
      await admin.click('Pin bot1');
      await until(async () => !await pinned(), 5000, 'no pin');
    });

    test('mutes somebody', async () => {
      await admin.click('Mute bot1');
      await until(async () => (await api('rooms/north')).participants.find(({ name }) => name === 'bot1').audio === false,
        5000, 'bot1 is muted');
      await until(() => admin.property('[aria-label="Mute bot1"]', 'disabled'), 5000, 'the button knows');
    });

    test('locks a room and opens it', async () => {
      const locked = async () => (await api('rooms/north/lobby')).locked;
      await admin.click('Lock north');
      await until(locked, 5000, 'the lock');
      await until(async () => await admin.property('[aria-label="Lock north"]', 'ariaPressed') === 'true', 5000,
        'the button knows');
      await admin.click('Lock north');
      await until(async () => !await locked(), 5000, 'no lock');
    });

    test('records, pauses, stops; plays and deletes what is recorded', async () => {
      const running = async () => (await api('rooms/north')).recordings[0];
      await admin.click('Record north');
      await until(async () => (await running())?.state === 'on', 5000, 'it records');
      await admin.click('Pause the recording of north');
      await until(async () => (await running())?.state === 'paused', 5000, 'it pauses');
      await admin.click('Go on with the recording of north');
      await until(async () => (await running())?.state === 'on', 5000, 'it goes on');
      await admin.click('Stop the recording of north');
      const [{ id }] = await api('recordings');
      await until(async () => (await api(`recordings/${id}`)).state === 'ready', 60_000, 'it is finished');
      await admin.click(`Play ${id}`);
      await until(async () => await admin.property('#film', 'currentTime') > 0, 10_000, 'it plays');
      await admin.click('Close player');
      await admin.click(`Delete ${id}`);
      await admin.click('Cancel');
      assert.equal((await api('recordings')).length, 1);
      await admin.click(`Delete ${id}`);
      await admin.click('Delete');
      await until(async () => (await api('recordings')).length === 0, 5000, 'it is gone');
      await until(() => admin.text('#no-recordings'), 5000, 'the page says that there are none');
    });

    test('can be used by everybody, on a phone too', async () => {
      assert.deepEqual(await violations(admin.page), []);
      await admin.page.setViewport({ width: 390, height: 844 });
      const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
      assert.equal(await admin.page.evaluate(isTooWide), false);
      assert.deepEqual(await violations(admin.page), []);
      await admin.page.setViewport({ width: 1360, height: 900 });
    });

    test('sends somebody away by the keyboard alone', async () => {
      await admin.page.evaluate(() => document.querySelector('[aria-label="Remove bot0"]').focus());
      await admin.page.keyboard.press('Enter');
      assert.equal(await admin.text('#confirm-title'), 'Remove bot0?');
      await admin.page.keyboard.press('Tab');
      await admin.page.keyboard.press('Enter');
      await admin.showsRooms({ north: ['bot1'], south: ['bot0'] });
      assert.equal(await admin.page.evaluate(() => document.activeElement === document.body), false,
        'the focus has a place');
    });

    test('ends a room, and the other goes on', async () => {
      const { north } = await server.rooms();
      await admin.click('End room north');
      await admin.click('End room');
      await admin.showsRooms({ south: ['bot0'] });
      await until(async () => (await server.rooms()).north !== north, 10_000, 'the process ends');
      assert.deepEqual(admin.problems, []);
    });

    test('says so when the server is gone', async () => {
      const rooms = Object.values(await server.rooms());
      server.child.kill('SIGKILL');
      await until(async () => /does not answer/.test(await admin.text('#trouble')), 10_000, 'words about it');
      for (const pid of rooms) process.kill(pid);
    });
  });
}

describe('an admin with a secret', () => {
  let server;
  let browser;
  let admin;
  let proxy;
  let folder;

  before(async () => {
    browser = await startBrowser('chromium');
  });
  after(async () => {
    await proxy?.stop();
    await browser?.stop();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  test('is asked for it, and again after signing out', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'confab-admin-'));
    const config = path.join(folder, 'confab.toml');
    await writeFile(config, `[server]\nadmin_secret = "${secret}"\n`);
    server = await startServer(['--config', config]);
    proxy = await startPrefixProxy(server, '/some/prefix');
    admin = await AdminPage.open(browser, proxy.address);
    await admin.reaches('sign-in');
    assert.deepEqual(await violations(admin.page), []);
    await admin.page.type('#secret', 'another secret');
    await admin.page.keyboard.press('Enter');
    await until(async () => /not the secret/.test(await admin.text('#sign-in-hint')), 5000, 'words about it');
    await admin.page.evaluate(() => { document.querySelector('#secret').value = ''; });
    await admin.page.type('#secret', secret);
    await admin.page.keyboard.press('Enter');
    await admin.reaches('board');
    await admin.page.reload();
    await admin.reaches('board');
    await admin.click('Sign out');
    await admin.reaches('sign-in');
    await admin.page.reload();
    await admin.reaches('sign-in');
    assert.deepEqual(admin.problems, []);
  });
});

describe('a server that others can reach, without a secret', () => {
  test('shows them nothing, and says what to do', async () => {
    const browser = await startBrowser('chromium');
    const server = await startServer(['--behind-proxy']);
    try {
      const admin = await AdminPage.open(browser, server.address);
      await admin.reaches('closed');
      assert.match(await admin.text('#closed'), /admin_secret/);
      assert.deepEqual(await violations(admin.page), []);
      assert.equal((await fetch(`${server.address}/api/v1/rooms`)).status, 403);
    } finally {
      await browser.stop();
      await server.stop();
    }
  });
});
