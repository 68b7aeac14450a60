// SPDX-License-Identifier: Apache-2.0
// The main job: Chromium, Firefox and bots in one room; what each sees and hears.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import path from 'node:path';

import { botTable, startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { CallPage } from './support/call_page.mjs';
import { startServer } from './support/server.mjs';
import { bar } from './support/strict.mjs';
import { writeTone } from './support/tone_file.mjs';
import { during, until } from './support/until.mjs';

const botCount = 3;
// Not two of a bot's tones apart (600 Hz): what distorts a little makes one of them out of the other then, at -60 dB.
const ownTone = { chromium: 4730, firefox: 4100 };
const seconds = Number(process.env.CONFAB_CALL_SECONDS ?? 10);

describe('a call of both browsers and three bots', () => {
  let server;
  let bots;
  let table;
  const browsers = {};
  const calls = {};

  before(async () => {
    server = await startServer();
    table = (await botTable()).slice(0, botCount);
    bots = startBots(server, 'demo', ['--count', botCount, '--seconds', 600, '--listen']);
    const tone = path.join(server.folder, 'tone.wav');
    await writeTone(tone, ownTone.chromium);
    browsers.chromium = await startBrowser('chromium', [`--use-file-for-fake-audio-capture=${tone}`]);
    browsers.firefox = await startBrowser('firefox');
    for (const kind of ['chromium', 'firefox']) {
      calls[kind] = await CallPage.join(browsers[kind], server.callUrl('demo', { name: kind, autojoin: 1 }));
    }
  });

  after(async () => {
    await bots?.stop().catch(() => {});
    for (const browser of Object.values(browsers)) await browser.stop();
    await server?.stop();
  });

  const everyone = () => ['bot0', 'bot1', 'bot2', 'chromium', 'firefox'];

  for (const kind of ['chromium', 'firefox']) {
    test(`${kind} sees every bot's colour where the layout says`, async (t) => {
      await calls[kind].shows(everyone(), 10_000);
      const isRight = (tile) => {
        const bot = table.find((b) => `bot${b.index}` === tile.name);
        return !bot || tile.rgb.every((value, c) => Math.abs(value - bot.rgb[c]) <= 20);
      };
      await until(async () => (await calls[kind].tiles()).every(isRight), 5000, 'the colours')
        .catch(async () => assert.fail(JSON.stringify(await calls[kind].tiles())));
      for (const tile of await calls[kind].tiles()) t.diagnostic(`${tile.name} rgb ${tile.rgb}`);
    });

    test(`${kind} hears everyone but itself`, async (t) => {
      const others = [...table.map((bot) => bot.hz),
        ownTone[kind === 'chromium' ? 'firefox' : 'chromium']];
      // Whoever has just joined is heard in a part of the two seconds only: again, then.
      const [own, ...heard] = await until(async () => {
        const levels = await calls[kind].tones([ownTone[kind], ...others]);
        return levels.slice(1).every((db) => db > -26) && levels;
      }, 15_000, 'everybody is heard');
      t.diagnostic(`own ${own.toFixed(0)} dB, others ${heard.map((db) => db.toFixed(0))} dB`);
      for (const db of heard) assert.ok(db > -60, `heard at ${db} dB`);
      assert.ok(own <= Math.min(...heard) - 40 || own < -90, `own ${own}, others ${heard}`);
    });
  }

  test('both receive a steady picture', async (t) => {
    for (const call of Object.values(calls)) await call.watchFrames();
    await during(seconds * 1000);
    for (const [kind, call] of Object.entries(calls)) {
      const { fps, longestGap } = await call.frames();
      bar(t, `${kind} fps`, fps, '>=', 28, 5);
      bar(t, `${kind} longest gap, ms`, longestGap, '<=', 150, 5000);
    }
  });

  test('a camera that is switched off becomes an avatar, and comes back', async () => {
    // Chromium's fake camera is green; avatars are never that bright.
    const isCamera = async () => (await calls.firefox.tiles()).find(({ name }) => name === 'chromium')?.rgb[1] > 130;
    assert.ok(await isCamera());
    await calls.chromium.click('Camera');
    await until(async () => !await isCamera(), 3000, 'an avatar');
    await calls.firefox.shows(everyone(), 1000);
    await calls.chromium.click('Camera');
    await until(isCamera, 20_000, 'the camera');
  });

  test('a tab that is closed is gone at once, and nobody freezes', async (t) => {
    const guest = await CallPage.join(browsers.firefox,
      server.callUrl('demo', { name: 'guest', autojoin: 1, mic: 0 }));
    await calls.chromium.shows([...everyone(), 'guest'], 10_000);
    await calls.chromium.watchFrames();
    const closed = performance.now();
    await guest.page.close();
    await calls.chromium.shows(everyone(), 10_000);
    bar(t, 'tile gone after, ms', performance.now() - closed, '<=', 2000, 5000);
    await during(1000);
    bar(t, 'longest gap around it, ms', (await calls.chromium.frames()).longestGap, '<=', 150, 5000);
  });

  test('bots hear everyone but themselves', async (t) => {
    const { bots: reports } = await bots.stop();
    for (const [index, report] of reports.entries()) {
      const own = report.tones[table[index].hz];
      for (const other of table.filter((bot) => bot.index !== index)) {
        const heard = report.tones[other.hz];
        bar(t, `bot${index} hears bot${other.index} at, dB`, heard, '>=', -40, -60); // what comes late is silence
        bar(t, `bot${index}: own tone below bot${other.index}'s, dB`, heard - own, '>=', 40, 25); // late packets click
      }
    }
    await calls.chromium.shows(['chromium', 'firefox'], 5000);
  });

  test('a browser that is killed is gone within ten seconds', async (t) => {
    const killed = performance.now();
    browsers.firefox.process.kill('SIGKILL');
    await calls.chromium.shows(['chromium'], 15_000);
    bar(t, 'tile gone after, ms', performance.now() - killed, '<=', 10_000, 15_000);
  });
});
