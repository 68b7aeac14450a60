// SPDX-License-Identifier: Apache-2.0
// What becomes of recordings: pauses, kills, full disks, many switches; and the finished files.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Api } from './support/api.mjs';
import { botTable, startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { colourAt, longestGap, offsets, packets, plays, playsInBrowser, probe } from './support/media_file.mjs';
import { RawClient } from './support/raw_client.mjs';
import { startServer } from './support/server.mjs';
import { bar } from './support/strict.mjs';
import { during, until } from './support/until.mjs';

const kills = Number(process.env.CONFAB_KILLS ?? 3);
const seconds = Number(process.env.CONFAB_ARCHIVE_SECONDS ?? 6);
const pauseSeconds = Number(process.env.CONFAB_PAUSE_SECONDS ?? 4);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

describe('the archive', () => {
  let server;
  let api;
  const file = (name) => path.join(server.recordings, name);

  before(async () => {
    server = await startServer();
    api = new Api(server);
  });
  after(() => server?.stop());

  /** Bots in a room, all of them to be seen. */
  async function call(room, args) {
    const bots = startBots(server, room, ['--seconds', 3600, ...args]);
    await until(async () => (await server.rooms())[room], 10_000, 'the room');
    await during(3000);
    return bots;
  }

  test('a pause leaves no gap, no black, and sound and picture in step', async (t) => {
    const bots = await call('pause', ['--count', 1, '--pattern', 'flash']);
    const id = await api.record('pause');
    const began = performance.now();
    await during(seconds * 1000);
    const before = (performance.now() - began) / 1000;
    await api.change('pause', id, { paused: true });
    await during(pauseSeconds * 1000);
    await api.change('pause', id, { paused: false });
    const again = performance.now();
    await during(seconds * 1000);
    await api.stop('pause', id);
    const wanted = before + (performance.now() - again) / 1000;
    const manifest = await api.finished(id);
    await bots.stop();

    const one = file(`${id}.webm`);
    const { duration } = await probe(one);
    bar(t, 'difference of the length, s', Math.abs(duration - wanted), '<=', 1.1, 2); // waits for two keyframes
    await plays(one);
    bar(t, 'longest gap of the picture, s', longestGap(await packets(one, 'video')), '<=', 0.15, 0.5);
    bar(t, 'longest gap of the sound, s', longestGap(await packets(one, 'audio')), '<=', 0.15, 0.5);
    const all = await offsets(one);
    const third = Math.ceil(all.length / 3);
    for (const [where, some] of Object.entries({ start: all.slice(0, third), middle: all.slice(third, -third), end: all.slice(-third) }))
      if (some.length > 0) bar(t, `A/V offset at the ${where} (median), ms`, Math.abs(median(some)), '<=', 40, 100);
    assert.equal(manifest.pauses.length, 1);
    assert.ok(Math.abs(manifest.pauses[0].seconds - pauseSeconds) < 1, JSON.stringify(manifest.pauses));
    assert.ok(Math.abs(manifest.seconds - duration) < 0.1);
    assert.ok(manifest.chapters.length > 0 && manifest.files.some((f) => f.kind === 'poster'));
  });

  /** The last thing that the journal tells, with the time of day (ms) and its place in the file (s). */
  async function lastEvent(id, is) {
    const lines = (await readFile(file(`${id}.jsonl`), 'utf8')).split('\n').filter(Boolean);
    const event = lines.flatMap((line) => { try { return [JSON.parse(line)]; } catch { return []; } }).findLast(is);
    return event && { at: Date.parse(event.at), t: event.t };
  }

  /** Kills a room so many times at random moments while it is recorded; what each cost, in seconds. */
  async function killAndGoOn(room, times, page) {
    const bots = await call(room, ['--count', 2]);
    const id = await api.record(room);
    const nameOf = (part) => (part > 1 ? `${id}.part${part}.webm` : `${id}.webm`);
    const runs = (part) => until(async () => (await packets(file(nameOf(part)), 'video').catch(() => [])).length > 30, 20_000,
      `part ${part} runs`);
    const lost = [];
    for (let part = 1; part <= times; part += 1) {
      await runs(part);
      // Who comes is in the journal, with the time of day and the time in the file: two clocks, compared.
      const witness = await RawClient.join(server, room, { observer: true, name: `witness ${part}` });
      const { at, t: place } = await until(() => lastEvent(id, (e) => e.name === `witness ${part}`), 5000, 'the journal knows');
      await during(Math.random() * 1500);
      const { [room]: pid } = await server.rooms();
      process.kill(pid, 'SIGKILL');
      const recorded = place + (Date.now() - at) / 1000;
      await plays(file(nameOf(part)));
      lost.push(recorded - (await packets(file(nameOf(part)), 'video')).at(-1).time);
      await playsInBrowser(page, `/recordings/${nameOf(part)}`);
      await witness.close();
      await until(async () => (await server.rooms())[room], 10_000, 'the next room');
    }
    await runs(times + 1);
    await api.stop(room, id);
    const manifest = await api.finished(id);
    await bots.stop();
    assert.equal(manifest.parts.length, times + 1);
    assert.equal(manifest.gaps.length, times);
    for (const part of manifest.parts) {
      await plays(file(part.file));
      await playsInBrowser(page, `/recordings/${part.file}`);
      assert.ok(Math.abs((await probe(file(part.file))).duration - part.seconds) < 0.1);
    }
    return lost;
  }

  test('every file of a killed room plays, in FFmpeg and in Chromium', async (t) => {
    const browser = await startBrowser('chromium');
    try {
      const page = await browser.newPage();
      await page.goto(server.address);
      const lost = [];
      const most = 4; // a room that dies more than five times in a minute is not started again
      for (let round = 0; lost.length < kills; round += 1)
        lost.push(...await killAndGoOn(`kill${round}`, Math.min(most, kills - lost.length), page));
      t.diagnostic(`lost: ${lost.map((s) => s.toFixed(2))} s`);
      bar(t, 'lost by a kill, s', Math.max(...lost), '<=', 1, 2.5);
    } finally {
      await browser.stop();
    }
  });

  test('a hundred layouts, and colours in their places in a file that follows them', async () => {
    const table = (await botTable()).slice(0, 4);
    const bots = await call('layouts', ['--count', 4]);
    const id = await api.record('layouts', { layout: 'grid', width: 640, height: 360 });
    const names = ['speaker', 'grid', '1+5', 'side-by-side', 'sidebar'];
    for (let i = 0; i < 100; i += 1) {
      await api.change('layouts', id, { layout: names[i % names.length] });
      await during(60);
    }
    await api.change('layouts', id, { layout: 'grid' });
    await during(3000);
    await api.stop('layouts', id);
    const manifest = await api.finished(id);
    await bots.stop();
    const one = file(`${id}.webm`);
    await plays(one);
    assert.ok(manifest.layouts.length > 80, `${manifest.layouts.length} layouts in the manifest`);
    const { duration, streams } = await probe(one);
    assert.equal(streams.find((s) => s.codec_type === 'video').width, 640);
    const seen = [];
    for (const [x, y] of [[160, 90], [480, 90], [160, 270], [480, 270]]) {
      const rgb = await colourAt(one, duration - 0.5, x, y);
      seen.push(table.find((bot) => rgb.every((value, c) => Math.abs(value - bot.rgb[c]) <= 25))?.index);
    }
    assert.deepEqual([...seen].sort(), table.map((bot) => bot.index), 'one colour in each quadrant');
  });

  test('thirty starts and stops are thirty files that play', async () => {
    const bots = await call('often', ['--count', 1]);
    const ids = [];
    for (let i = 0; i < 30; i += 1) {
      ids.push(await api.record('often'));
      await during(50);
      await api.stop('often', ids.at(-1));
      await until(async () => !(await api.ask('GET', 'rooms/often/recordings')).some((r) => r.id === ids.at(-1)), 10_000, 'it ends');
    }
    assert.equal(new Set(ids).size, 30);
    for (const id of ids) {
      await api.finished(id, 120_000);
      await plays(file(`${id}.webm`));
      assert.ok((await packets(file(`${id}.webm`), 'video')).length > 0);
    }
    await bots.stop();
  });
});

test('a small disk ends a recording at its reserve, and nobody in the call notices', { skip: process.getuid() !== 0 && 'needs root' },
  async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'confab-small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=30m', 'tmpfs', folder]);
    const config = path.join(folder, 'confab.toml');
    execFileSync('sh', ['-c', `printf '[recording]\nreserve_mb = 20\n' > ${config}`]);
    const server = await startServer(['--config', config], path.join(folder, 'rec'));
    try {
      const api = new Api(server);
      const bots = startBots(server, 'small', ['--count', 4, '--seconds', 40]);
      await until(async () => (await server.rooms()).small, 10_000, 'the room');
      await during(3000);
      const id = await api.record('small');
      await during(4000);
      await writeFile(path.join(folder, 'others'), Buffer.alloc(10_000_000)); // the rest of the machine fills it
      await until(async () => (await api.ask('GET', 'recordings')).find((one) => one.id === id)?.state === 'ready', 60_000, 'it ends');
      const one = path.join(folder, 'rec', `${id}.webm`);
      await plays(one);
      const manifest = JSON.parse(await readFile(path.join(folder, 'rec', `${id}.json`), 'utf8'));
      assert.match(manifest.reason, /reserve_mb/);
      t.diagnostic(`${manifest.seconds} s; ${manifest.reason}; ${JSON.stringify(manifest.problems)}`);
      const { bots: report } = await bots.report;
      for (const bot of report) bar(t, `longest gap of bot ${bot.index}, ms`, bot.gapMs, '<=', 150, 5000);
    } finally {
      await server.stop();
      execFileSync('umount', [folder]);
      await rm(folder, { recursive: true, force: true });
    }
  });
