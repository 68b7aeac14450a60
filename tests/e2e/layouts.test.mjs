// SPDX-License-Identifier: Apache-2.0
// The picture changes while a browser looks: layouts, pin, a shared screen, a lecture.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { botTable, startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { CallPage } from './support/call_page.mjs';
import { layoutNames } from './support/command.mjs';
import { startServer } from './support/server.mjs';
import { bar } from './support/strict.mjs';
import { during, until } from './support/until.mjs';

const botCount = 5;

/* Runs in the page: keyframes received so far. */
async function keyframesInPage() {
  const [connection] = window.confab.peers.values();
  const stats = [...(await connection.getStats()).values()];
  return stats.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video').keyFramesDecoded;
}

describe('the picture of five bots', () => {
  let server;
  let browser;
  let bots;
  let table;
  let call;

  before(async () => {
    server = await startServer();
    table = (await botTable()).slice(0, botCount);
    bots = startBots(server, 'demo', ['--count', botCount, '--seconds', 900]);
    browser = await startBrowser('chromium', ['--use-fake-device-for-media-stream=display-media-type=monitor']);
    call = await CallPage.join(browser, server.callUrl('demo', { name: 'viewer', autojoin: 1, observer: 1 }));
    await call.shows(table.map((bot) => `bot${bot.index}`), 15_000);
  });
  after(async () => {
    await bots?.stop().catch(() => {});
    await browser?.stop();
    await server?.stop();
  });

  const layout = () => call.run(() => window.confab.layout);
  const isRight = (tile) => {
    const bot = table.find(({ index }) => `bot${index}` === tile.name);
    return tile.kind !== 'camera' || !bot || tile.rgb.every((value, c) => Math.abs(value - bot.rgb[c]) <= 20);
  };
  const isAllRight = async () => (await call.tiles()).every(isRight);
  async function choose(name) {
    await call.run((wanted) => window.confab.setLayout(wanted), name);
    await until(async () => (await layout()).name === name, 3000, `the layout ${name}`);
  }

  test('goes through every layout without a pause', async (t) => {
    const names = await layoutNames();
    assert.ok(names.length >= 20, names.join());
    await during(2000);
    await call.watchFrames();
    const keyframes = await call.run(keyframesInPage);
    const started = performance.now();
    for (const name of names) {
      await choose(name);
      await until(isAllRight, 3000, `the colours of ${name}`)
        .catch(async () => assert.fail(`${name}: ${JSON.stringify(await call.tiles())}`));
    }
    const seconds = (performance.now() - started) / 1000;
    const { fps, longestGap } = await call.frames();
    const extra = await call.run(keyframesInPage) - keyframes - Math.ceil(seconds / 5); // one in five seconds comes anyway
    t.diagnostic(`${names.length} layouts in ${seconds.toFixed(1)} s`);
    bar(t, 'longest gap, ms', longestGap, '<=', 100, 5000);
    bar(t, 'fps', fps, '>=', 28, 5);
    bar(t, 'extra keyframes a switch', extra / names.length, '<=', 1, 1);
  });

  test('who is pinned is large, and the rest keeps its place', async () => {
    await choose('1+5');
    const before_ = await call.tiles();
    const small = before_.at(-1);
    await call.run((id) => window.confab.pin(id), small.participant);
    await until(async () => (await layout()).tiles[0].participant === small.participant, 3000, 'the pinned one in focus');
    await until(isAllRight, 3000, 'the colours');
    const after_ = await call.tiles();
    assert.equal((await layout()).pinned, small.participant);
    for (const tile of before_.slice(1, -1)) {
      const now = after_.find(({ participant }) => participant === tile.participant);
      assert.deepEqual([now.x, now.y], [tile.x, tile.y], `${tile.name} stays`);
    }
    await call.run(() => window.confab.pin(null));
    await until(async () => !(await layout()).pinned, 3000, 'nobody is pinned');
  });

  test('a wrong layout is an error and changes nothing', async () => {
    const before_ = await layout();
    await call.run(() => window.confab.setLayout('mosaic'));
    await until(() => call.run(() => document.querySelector('#toasts')?.textContent.includes('mosaic')), 3000, 'the words');
    assert.deepEqual(await layout(), before_);
  });

  test('a shared screen turns auto into a presentation, and back', async (t) => {
    await choose('auto');
    const presenter = await CallPage.join(browser,
      server.callUrl('demo', { name: 'presenter', autojoin: 1, cam: 0, mic: 0 }));
    await call.shows([...table.map((bot) => `bot${bot.index}`), 'presenter'], 5000);
    await presenter.click('Share screen');
    await call.page.bringToFront(); // who is behind gets no frames
    await call.watchFrames();
    await until(async () => (await layout()).tiles.some(({ kind }) => kind === 'screen'), 10_000, 'the screen');
    const [screen] = (await call.tiles()).filter(({ kind }) => kind === 'screen');
    assert.equal(screen.name, 'presenter');
    assert.ok(screen.width > 900, `${screen.width} wide`);
    await until(isAllRight, 3000, 'the colours of the others');
    await during(1000);
    bar(t, 'longest gap, ms', (await call.frames()).longestGap, '<=', 150, 5000);
    await presenter.page.bringToFront();
    await presenter.click('Share screen');
    await until(async () => !(await layout()).tiles.some(({ kind }) => kind === 'screen'), 3000, 'the screen is gone');
    await until(isAllRight, 3000, 'the colours of the grid');
    await presenter.page.close();
    await call.shows(table.map((bot) => `bot${bot.index}`), 5000);
  });

  test('a picture that stalls is grey, then an avatar, then back', async () => {
    const frozen = startBots(server, 'demo', ['--count', 1, '--first', botCount, '--seconds', 900]);
    await call.shows([...table.map((bot) => `bot${bot.index}`), `bot${botCount}`], 10_000);
    const rgb = async () => (await call.tiles()).find(({ name }) => name === `bot${botCount}`).rgb;
    const saturation = (c) => Math.max(...c) - Math.min(...c);
    await until(async () => saturation(await rgb()) > 100, 5000, 'its colour');
    frozen.child.kill('SIGSTOP');
    await until(async () => saturation(await rgb()) < 20, 4000, 'grey');
    const grey = await rgb();
    await until(async () => Math.abs((await rgb())[0] - grey[0]) > 20 || saturation(await rgb()) > 20, 8000, 'an avatar');
    frozen.child.kill('SIGCONT');
    await until(async () => saturation(await rgb()) > 100, 8000, 'its colour again');
    await frozen.stop();
    await call.shows(table.map((bot) => `bot${bot.index}`), 5000);
  });

  test('in a lecture the host sees the others, the others see the host', async () => {
    const host = await CallPage.join(browser, server.callUrl('demo', { name: 'host', autojoin: 1, mic: 0 }));
    await call.shows([...table.map((bot) => `bot${bot.index}`), 'host'], 5000);
    const own = await host.run(() => window.confab.participant);
    await call.run((id) => window.confab.pin(id), own);
    await choose('lecture');
    await call.shows(['host'], 3000);
    await host.shows(table.map((bot) => `bot${bot.index}`), 3000);
    await until(async () => (await host.tiles()).every(isRight), 5000, 'what the host sees');
    await choose('auto');
    await host.shows([...table.map((bot) => `bot${bot.index}`), 'host'], 3000);
    await until(async () => (await host.tiles()).every(isRight), 5000, 'the grid again');
    await host.page.close();
  });
});
