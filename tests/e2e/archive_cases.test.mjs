// SPDX-License-Identifier: Apache-2.0
// What goes wrong with recordings elsewhere, measured in the finished files.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import path from 'node:path';

import { Api } from './support/api.mjs';
import { botTable, startBots } from './support/bots.mjs';
import { colourAt, longestGap, packets, plays, probe } from './support/media_file.mjs';
import { RawClient } from './support/raw_client.mjs';
import { startServer } from './support/server.mjs';
import { decodeSound, rate, toneDb } from './support/sound.mjs';
import { bar } from './support/strict.mjs';
import { during, until } from './support/until.mjs';

const seconds = Number(process.env.CONFAB_CASE_SECONDS ?? 6);
const saturation = (rgb) => Math.max(...rgb) - Math.min(...rgb);
const isNear = (rgb, other, by) => rgb.every((value, c) => Math.abs(value - other[c]) <= by);

describe('a recording of', () => {
  let server;
  let api;
  let table;
  const file = (name) => path.join(server.recordings, name);

  before(async () => {
    server = await startServer();
    api = new Api(server);
    table = await botTable();
  });
  after(() => server?.stop());

  /** Somebody who only watches, and knows the layout. */
  async function watch(room, tiles) {
    const client = await RawClient.join(server, room, { observer: true });
    const layout = () => client.messages.findLast(({ type }) => type === 'layout') ?? client.joined.layout;
    const names = (list) => list.map(({ participant }) => participant);
    await until(() => layout().tiles.length === tiles, 15_000, `${tiles} tiles, not ${names(layout().tiles)}`);
    return { client, layout };
  }
  const centre = (tile) => [tile.x + tile.width / 2, tile.y + tile.height / 2];
  const startOne = (room, first, args = []) => startBots(server, room, ['--count', 1, '--first', first, '--seconds', 3600, ...args]);

  test('four colours has them in four quadrants, all the time', async () => {
    const bots = startBots(server, 'quadrants', ['--count', 4, '--seconds', 3600]);
    const { client, layout } = await watch('quadrants', 4);
    await during(3000);
    const places = layout().tiles.map(centre);
    const id = await api.record('quadrants');
    await during(seconds * 1000);
    await api.stop('quadrants', id);
    await api.finished(id);
    await bots.stop();
    await client.close();
    const { duration } = await probe(file(`${id}.webm`));
    for (let time = 0; time < duration - 0.2; time += 1) {
      const seen = [];
      for (const [x, y] of places) {
        const rgb = await colourAt(file(`${id}.webm`), time, x, y);
        seen.push(table.slice(0, 4).find((bot) => isNear(rgb, bot.rgb, 25))?.index ?? `rgb ${rgb}`);
      }
      assert.deepEqual([...seen].sort(), [0, 1, 2, 3], `at ${time} s`);
    }
  });

  test('one camera and three voices shows the one, stands in for the others, and has all four voices', async (t) => {
    const seen = startOne('voices', 0);
    const heard = [1, 2, 3].map((index) => startOne('voices', index, ['--no-video']));
    const { client, layout } = await watch('voices', 4);
    await during(3000);
    const id = await api.record('voices');
    await during(seconds * 1000);
    await api.stop('voices', id);
    await api.finished(id);
    const one = file(`${id}.webm`);
    const { duration } = await probe(one);
    const people = client.joined.participants.concat(client.messages.filter(({ type }) => type === 'participant.joined'));
    for (const tile of layout().tiles) {
      const { name } = people.find(({ participant }) => participant === tile.participant);
      const rgb = await colourAt(one, duration / 2, tile.x + tile.width / 4, tile.y + tile.height / 4);
      if (name === 'bot0') assert.ok(isNear(rgb, table[0].rgb, 25), `the camera is rgb ${rgb}`);
      else assert.ok(Math.max(...rgb) > 40, `${name} is black: rgb ${rgb}`);
    }
    const sound = await decodeSound(one);
    const levels = table.slice(0, 4).map(({ hz }) => toneDb(sound, hz));
    t.diagnostic(`voices at ${levels.map((db) => db.toFixed(0))} dB`);
    assert.ok(levels.every((db) => db > -40), `voices at ${levels} dB`);
    for (const bots of [seen, ...heard]) await bots.stop();
    await client.close();
  });

  test('somebody whose picture stops greys it, and never shows it frozen', async () => {
    const steady = startOne('stall', 0);
    const frozen = startOne('stall', 1);
    const { client, layout } = await watch('stall', 2);
    await during(3000);
    const places = layout().tiles.map(centre);
    const id = await api.record('stall');
    await during(2000);
    frozen.child.kill('SIGSTOP');
    await during(9000);
    frozen.child.kill('SIGCONT');
    await during(4000);
    await api.stop('stall', id);
    await api.finished(id);
    await steady.stop();
    await frozen.stop();
    const one = file(`${id}.webm`);
    const { duration } = await probe(one);
    const coloured = []; // how many of the two tiles, second by second
    for (let time = 0; time < duration - 0.2; time += 1) {
      let count = 0;
      for (const [x, y] of places) count += saturation(await colourAt(one, time, x, y)) > 100 ? 1 : 0;
      coloured.push(count);
    }
    await client.close();
    assert.equal(coloured[0], 2, `${coloured}`);
    assert.equal(coloured.at(-1), 2, `${coloured}`);
    assert.ok(coloured.filter((count) => count === 1).length >= 4, `grey or an avatar for seconds: ${coloured}`);
    assert.ok(!coloured.includes(0), `the other one is always there: ${coloured}`);
  });

  test('a room that is ended is whole, and found by the next server', async () => {
    const bots = startBots(server, 'ended', ['--count', 1, '--seconds', 3600]);
    const { client } = await watch('ended', 1);
    const id = await api.record('ended');
    await during(3000);
    await server.end(); // its rooms end with it
    await bots.report.catch(() => {});
    server = await startServer([], server.recordings);
    api = new Api(server);
    const manifest = await api.finished(id);
    await plays(file(`${id}.webm`));
    assert.ok(manifest.seconds > 2, `${manifest.seconds} s`);
    assert.ok(client.isClosed);
  });

  test('a call with somebody who is left out has neither their picture nor their voice nor their name', async (t) => {
    const host = startOne('consent', 0, ['--name', 'host']);
    const { client } = await watch('consent', 1);
    await during(2000);
    const id = await api.record('consent', { tracks: true });
    const begun = performance.now();
    await during(2500);
    const guest = startOne('consent', 1, ['--name', 'guest', '--left-out']);
    await until(() => client.messages.findLast(({ type }) => type === 'layout')?.tiles.length === 2, 15_000, 'the guest is seen');
    await during(seconds * 1000);
    await guest.stop();
    await during(3500); // back to what everybody sees
    const asked = (performance.now() - begun) / 1000;
    await api.stop('consent', id);
    const manifest = await api.finished(id);
    await host.stop();
    await client.close();

    const one = file(`${id}.webm`);
    await plays(one);
    const { duration } = await probe(one);
    assert.ok(Math.abs(duration - asked) < 1, `${duration} s of ${asked} s`);
    for (let time = 0; time < duration - 0.2; time += 0.5) {
      for (const x of [320, 640, 960]) {
        const rgb = await colourAt(one, time, x, 360);
        assert.ok(isNear(rgb, table[0].rgb, 25), `at ${time} s, x ${x}: rgb ${rgb}`);
      }
    }
    const sound = await decodeSound(one);
    for (let from = 0; from + rate < sound.length; from += rate / 2) {
      const part = sound.subarray(from, from + rate);
      // The change to the view without the guest is a click in the host's tone, as loud on its other side.
      const [level, click] = [table[1].hz, 2 * table[0].hz - table[1].hz].map((hz) => toneDb(part, hz));
      assert.ok(level < Math.max(-60, click + 10), `the guest is heard at ${from / rate} s: ${level} dB`);
      assert.ok(toneDb(part, table[0].hz) > -40, `the host is not heard at ${from / rate} s`);
    }
    assert.doesNotMatch(JSON.stringify(manifest), /guest/);
    assert.deepEqual([...new Set(manifest.tracks.map(({ participant }) => participant))].length, 1);
    bar(t, 'longest gap of the picture, s', longestGap(await packets(one, 'video')), '<=', 0.5, 2);
    bar(t, 'longest gap of the sound, s', longestGap(await packets(one, 'audio')), '<=', 0.2, 1);
  });
});
