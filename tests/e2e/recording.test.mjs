// SPDX-License-Identifier: Apache-2.0
// A call that is recorded, and the file that comes out.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import path from 'node:path';
import { readdir, stat } from 'node:fs/promises';

import { botTable, startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { CallPage } from './support/call_page.mjs';
import { beepOnsets, colourAt, flashOnsets, packets, plays, probe } from './support/media_file.mjs';
import { startServer } from './support/server.mjs';
import { bar } from './support/strict.mjs';
import { during, until } from './support/until.mjs';

const seconds = Number(process.env.CONFAB_RECORD_SECONDS ?? 8);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

describe('recording', () => {
  let server;
  let browser;

  before(async () => {
    server = await startServer();
    browser = await startBrowser('chromium');
  });
  after(async () => {
    await browser?.stop();
    await server?.stop();
  });

  const join = (room) => CallPage.join(browser, server.callUrl(room, { name: 'host', autojoin: 1, observer: 1 }));
  const recordingIs = (call, state) => until(
    () => call.run((wanted) => window.confab.recording?.state === wanted && window.confab.recording, state),
    10_000, `recording is ${state}`);
  async function start(call) {
    if (!await call.run(() => document.querySelector('#panel-record').checkVisibility())) await call.click('Record');
    await call.click('Start recording');
    return recordingIs(call, 'on');
  }
  /** Records for the test's time by the page's own button; the file's path and the time between the clicks. */
  async function record(call) {
    await start(call);
    const started = performance.now();
    await during(seconds * 1000);
    await call.click('Stop recording');
    const wanted = (performance.now() - started) / 1000;
    const { file } = await recordingIs(call, 'off');
    return { file: path.join(server.recordings, file), wanted, name: file };
  }

  test('has both streams, the right length and every colour in its place', async (t) => {
    const table = (await botTable()).slice(0, 4);
    const bots = startBots(server, 'colours', ['--count', 4, '--seconds', 600]);
    const call = await join('colours');
    await call.shows(table.map((bot) => `bot${bot.index}`), 15_000);
    await during(1200); // past the keyframe of the last join: the next is forced at once
    const { file, wanted, name } = await record(call);
    const tiles = await call.tiles();
    await bots.stop();

    const { duration, streams } = await probe(file);
    assert.deepEqual(streams.map((s) => s.codec_name).sort(), ['opus', 'vp8']);
    bar(t, 'difference of the length, s', Math.abs(duration - wanted), '<=', 0.3, 1);
    await plays(file);
    assert.ok((await packets(file, 'video'))[0].key, 'begins with a keyframe');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    for (const time of [0, duration / 2, duration - 0.5]) {
      for (const tile of tiles) {
        const bot = table.find((b) => `bot${b.index}` === tile.name);
        const rgb = await colourAt(file, time, tile.x + tile.width / 2, tile.y + tile.height / 2);
        assert.ok(rgb.every((value, c) => Math.abs(value - bot.rgb[c]) <= 20),
          `${tile.name} at ${time} s is ${rgb}, wanted ${bot.rgb}`);
      }
    }
    const served = await fetch(`${server.address}/recordings/${name}`, { headers: { range: 'bytes=0-3' } });
    assert.equal(served.status, 206);
    assert.equal(Buffer.from(await served.arrayBuffer()).toString('hex'), '1a45dfa3', 'an EBML file');
    await call.page.close();
  });

  test('keeps sound and picture together', async (t) => {
    const bots = startBots(server, 'flash', ['--count', 1, '--seconds', 600, '--pattern', 'flash']);
    const call = await join('flash');
    await call.shows(['bot0'], 15_000);
    await during(1200);
    const { file } = await record(call);
    await bots.stop();
    const flashes = await flashOnsets(file, 640, 360);
    const beeps = await beepOnsets(file);
    const offsets = flashes.map((flash) => beeps.map((beep) => (beep - flash) * 1000)
      .sort((a, b) => Math.abs(a) - Math.abs(b))[0]).filter((offset) => offset !== undefined);
    assert.ok(offsets.length >= seconds - 3, `${offsets.length} flashes with a beep in ${seconds} s`);
    t.diagnostic(`sound after picture by ${offsets.map((ms) => ms.toFixed(0))} ms`);
    bar(t, 'A/V offset (median), ms', Math.abs(median(offsets)), '<=', 40, 100);
    await call.page.close();
  });

  test('survives the death of its room', async (t) => {
    const bots = startBots(server, 'killed', ['--count', 2, '--seconds', 600]);
    const call = await join('killed');
    await call.shows(['bot0', 'bot1'], 15_000);
    await during(1200);
    const { file } = await start(call);
    const started = performance.now();
    await during(seconds * 1000);
    const { killed: pid } = await server.rooms();
    const wanted = (performance.now() - started) / 1000;
    process.kill(pid, 'SIGKILL');
    await call.playing();
    // The successor goes on with it by itself, in another part.
    const second = file.replace('.webm', '.part2.webm');
    await until(async () => (await readdir(server.recordings)).includes(second), 15_000, 'a second part');
    await during(2000);
    // What is told is what is in the files: not the time in which nothing was recorded.
    const api = async (where, method = 'GET') => (await fetch(`${server.address}/api/v1/${where}`, { method })).json();
    const [{ elapsedMs, recording }] = (await api('rooms/killed')).recordings;
    const entry = async () => (await api('recordings')).find((one) => one.id === recording);
    const listed = (await entry()).seconds;
    const asked = performance.now();
    await api(`rooms/killed/recordings/${recording}`, 'DELETE');
    await recordingIs(call, 'off');
    const rest = (performance.now() - asked) / 1000;
    // A part that was cut off says no length until it is finished.
    await until(async () => (await entry()).state === 'ready', 15_000, 'it is finished');
    const lengths = [];
    for (const name of [file, second]) lengths.push((await probe(path.join(server.recordings, name))).duration);
    const inFiles = lengths[0] + lengths[1];
    t.diagnostic(`${((asked - started) / 1000).toFixed(1)} s by the clock, told ${elapsedMs} ms, listed ${listed} s; `
      + `then the parts had ${lengths} s, ${rest.toFixed(1)} s later`);
    bar(t, 'difference of what is told, s', Math.abs(elapsedMs / 1000 - (inFiles - rest)), '<=', 0.5, 1);
    bar(t, 'difference of what is listed, s', Math.abs(listed - (inFiles - rest)), '<=', 0.5, 1);
    const torn = path.join(server.recordings, file);
    await plays(torn);
    const last = (await packets(torn, 'video')).at(-1).time;
    bar(t, 'lost by the kill, s', wanted - last, '<=', 1, 2);
    await bots.stop();
    await call.page.close();
  });

  test('stopped at once is a file that plays, not an empty one', async () => {
    const bots = startBots(server, 'brief', ['--count', 1, '--seconds', 600]);
    const call = await join('brief');
    await call.shows(['bot0'], 15_000);
    const seen = new Set();
    while (seen.size < 3) {
      await call.run(() => { window.confab.record(true); window.confab.record(false); });
      // Also "off" before it begins, and a recording's name is known before it is whole: both, and a name that is new.
      const file = await until(() => call.run((old) => {
        const { state, file: name } = window.confab.recording;
        return state === 'off' && name && !old.includes(name) && name;
      }, [...seen]), 10_000, 'another finished file');
      seen.add(file);
      await plays(path.join(server.recordings, file));
      assert.ok((await packets(path.join(server.recordings, file), 'video')).length > 0);
    }
    await bots.stop();
    await call.page.close();
  });
});
