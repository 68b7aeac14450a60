// SPDX-License-Identifier: Apache-2.0
// Started by script/impair.
import { cases } from './cases.mjs';
import { lockMachine, comeFirst } from './machine.mjs';
import { medians } from './medians.mjs';
import { help, Misuse, parsedOptions } from './options.mjs';
import { Pass, tidyMachine } from './one_pass.mjs';
import { table } from './table.mjs';

const told = (text) => console.error(`impair: ${text}`);
const giveUpMs = 10_000;
let running;
let interrupted = false;

/** One pass, alone on the machine. */
async function onePass(name, options) {
  const lock = await lockMachine(told);
  let restore = async () => {};
  try {
    await tidyMachine();
    restore = await comeFirst();
    running = new Pass(name, cases[name], options);
    return await running.run();
  } finally {
    running = undefined;
    await restore();
    await lock.release();
  }
}

async function measureCase(name, options) {
  const rows = [];
  for (let i = 0; i < options.repeat && !interrupted; i += 1) {
    told(`${name}, ${options.browser}${options.peerToPeer ? ', peer to peer' : ''}, pass ${i + 1} of ${options.repeat}`);
    const row = await onePass(name, { ...options, seed: options.seed + i });
    const { C, machine } = row;
    if ((C.fps < 28 && !options.peerToPeer) || machine.idlePercent < 10) {
      told(`C has ${C.fps} fps, the cores ${machine.idlePercent} % of idle time: the row says little of confab`);
    }
    rows.push(row);
    if (options.passes) console.log(JSON.stringify(row));
  }
  if (!options.passes && !interrupted) console.log(JSON.stringify(medians(rows)));
}

/** The pass fails once its processes are gone, and ends by itself; if it should wait for something that is gone with them, we end it. */
async function interrupt() {
  if (interrupted) return;
  interrupted = true;
  told('interrupted, tidying up');
  const pass = running;
  if (!pass) process.exit(130); // it waits for its turn
  await pass.undo();
  setTimeout(() => process.exit(130), giveUpMs).unref();
}

async function main() {
  const options = parsedOptions(process.argv.slice(2));
  if (options.help) return console.log(help.trimEnd());
  if (options.list) {
    const width = Math.max(...Object.keys(cases).map(({ length }) => length));
    return console.log(Object.entries(cases).map(([name, { about }]) => `${name.padEnd(width)}  ${about}`).join('\n'));
  }
  if (options.table) return console.log(await table(options.files));
  if (process.getuid() !== 0) throw new Misuse('network namespaces need root');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
  for (const name of options.cases) {
    if (interrupted) break;
    try {
      await measureCase(name, options);
    } catch (error) {
      if (interrupted) break;
      told(`${name}: ${error.message}`);
      process.exitCode = 1;
    }
  }
  if (interrupted) process.exitCode = 130;
  return undefined;
}

try {
  await main();
} catch (error) {
  told(error.message);
  process.exitCode = error instanceof Misuse ? 2 : 1;
}
