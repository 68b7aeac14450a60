// SPDX-License-Identifier: Apache-2.0
// What a change of layout costs: a room of nine bots at rest, and changing its layout once a second, animated.
// node tests/bench/layout_change.mjs [SECONDS]   Prints core-% of the room's process, and ms of CPU for one change.
import { startBots } from '../e2e/support/bots.mjs';
import { RawClient } from '../e2e/support/raw_client.mjs';
import { startServer } from '../e2e/support/server.mjs';
import { during, until } from '../e2e/support/until.mjs';
import { cpuMs } from './cpu.mjs';

const seconds = Number(process.argv[2] ?? 20);
const layouts = ['grid', '1+9', '1+21', '5x5']; // all nine have a place in each

const server = await startServer();
const bots = startBots(server, 'bench', ['--count', 9, '--seconds', 600, '--pattern', 'moving']);
try {
  const client = await RawClient.join(server, 'bench', { name: 'director', observer: true });
  const { bench: pid } = await until(async () => (await server.rooms()).bench && server.rooms(), 10_000, 'the room');
  await until(() => client.messages.findLast(({ type }) => type === 'layout')?.tiles.length === 9, 15_000, 'nine tiles');
  await during(3000);

  const measure = async (each) => {
    const before = await cpuMs(pid);
    for (let s = 0; s < seconds; s += 1) {
      each(s);
      await during(1000);
    }
    return (await cpuMs(pid) - before) / seconds; // ms a second
  };
  const rest = [];
  const changing = [];
  for (let round = 0; round < 3; round += 1) {
    rest.push(await measure(() => {}));
    changing.push(await measure((s) => client.send({ type: 'layout', name: layouts[s % layouts.length] })));
  }
  const median = (values) => values.sort((a, b) => a - b)[1];
  console.log(JSON.stringify({
    restCorePercent: median(rest) / 10,
    changingCorePercent: median(changing) / 10,
    msOfCpuPerChange: median(changing) - median(rest),
  }));
  await client.close();
} finally {
  await bots.stop().catch(() => {});
  await server.stop();
}
