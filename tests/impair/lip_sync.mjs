// SPDX-License-Identifier: Apache-2.0
// How well voice and picture of somebody behind a bad link fit together in the mix:
//   node tests/impair/lip_sync.mjs [--seed N] CASE...
// A bot that flashes and beeps once a second sends over the link of the case (script/impair --list), and what the room makes of it
// is recorded for 40 s. Prints a line of JSON a case: by how many ms the beep follows its flash (median, least, most); 100 ms of a
// beep may get lost as a whole, so the ends say less. Needs root, as script/impair; CONFAB_PROGRAM as there.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { beepOnsets, flashOnsets } from '../e2e/support/media_file.mjs';
import { during } from '../e2e/support/until.mjs';
import { cases } from './cases.mjs';
import { lockMachine } from './machine.mjs';
import { Network } from './network.mjs';
import { tidyMachine } from './one_pass.mjs';
import { end, start } from './processes.mjs';
import { program, Room } from './room.mjs';

const recordedMs = 40_000;
const settledAfter = 6; // seconds: until then the link is being learned
const canvas = { width: 640, height: 360 };
const config = `[video]\nwidth = ${canvas.width}\nheight = ${canvas.height}\n[recording]\nauto = true\n`;

async function record({ down, up }, seed, folder) {
  const network = await Network.make({ down: `${down},seed=${seed}`, up: `${up},seed=${seed + 100}` });
  try {
    const room = await Room.start(network, folder, { config });
    const bot = start(network.namespace('c2'), program, ['bot', '--url', room.origin, '--room', 'impair', '--pattern', 'flash',
      '--size', `${canvas.width}x${canvas.height}`, '--seconds', '3600'], { stdio: ['ignore', 'ignore', 'inherit'] });
    await during(recordedMs);
    await end(bot, 'SIGINT');
    await room.stop();
  } finally {
    await network.remove();
  }
  const recordings = path.join(folder, 'recordings');
  const file = (await readdir(recordings, { recursive: true })).find((name) => name.endsWith('.webm'));
  if (!file) throw new Error('nothing was recorded: the bot did not come in');
  return path.join(recordings, file);
}

const nearest = (beeps, flash) => beeps.map((beep) => Math.round((beep - flash) * 1000)).sort((a, b) => Math.abs(a) - Math.abs(b))[0];

async function figures(name, seed) {
  const lock = await lockMachine((text) => console.error(`lip_sync: ${text}`));
  const folder = await mkdtemp(path.join(tmpdir(), 'confab-impair-'));
  try {
    const file = await record(cases[name], seed, folder);
    const beeps = await beepOnsets(file);
    const flashes = (await flashOnsets(file, canvas.width / 2, canvas.height / 2)).filter((time) => time > settledAfter);
    const late = flashes.map((flash) => nearest(beeps, flash)).sort((a, b) => a - b);
    return { case: name, flashes: late.length, medianMs: late[late.length >> 1], leastMs: late[0], mostMs: late.at(-1) };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await tidyMachine();
    await lock.release();
  }
}

const { values, positionals } = parseArgs({ options: { seed: { type: 'string', default: '1' } }, allowPositionals: true });
const unknown = positionals.find((name) => !cases[name]);
if (positionals.length === 0 || unknown) {
  console.error(unknown ? `lip_sync: there is no case "${unknown}"; script/impair --list has them` : 'usage: lip_sync.mjs [--seed N] CASE...');
  process.exit(2);
}
for (const name of positionals) console.log(JSON.stringify(await figures(name, Number(values.seed))));
process.exit(0);
