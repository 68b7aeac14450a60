// SPDX-License-Identifier: Apache-2.0
// What recording costs: a room of bots with none, and with one that follows what everybody sees, by turns.
// node tests/bench/recording.mjs [BOTS] [SECONDS]   Prints cores of the room's process, medians of five turns each.
import { Api } from '../e2e/support/api.mjs';
import { startBots } from '../e2e/support/bots.mjs';
import { startServer } from '../e2e/support/server.mjs';
import { during, until } from '../e2e/support/until.mjs';
import { cpuMs } from './cpu.mjs';

const count = Number(process.argv[2] ?? 4);
const seconds = Number(process.argv[3] ?? 10);
const turns = 5;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const server = await startServer();
const bots = startBots(server, 'bench', ['--count', count, '--seconds', 3600, '--pattern', 'moving']);
try {
  const api = new Api(server);
  const { bench: pid } = await until(async () => (await server.rooms()).bench && server.rooms(), 10_000, 'the room');
  await during(5000);
  const measure = async () => {
    const before = await cpuMs(pid);
    const since = performance.now();
    await during(seconds * 1000);
    return (await cpuMs(pid) - before) / (performance.now() - since);
  };
  const rest = [];
  const recording = [];
  for (let turn = 0; turn < turns; turn += 1) {
    rest.push(await measure());
    const id = await api.record('bench');
    await during(1500); // past its first keyframe
    recording.push(await measure());
    await api.stop('bench', id);
    await api.finished(id);
  }
  console.log(JSON.stringify({ bots: count, restCores: median(rest), recordingCores: median(recording),
    addedCores: median(recording.map((value, turn) => value - rest[turn])) }));
} finally {
  await bots.stop().catch(() => {});
  await server.stop();
}
