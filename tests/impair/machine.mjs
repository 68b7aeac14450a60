// SPDX-License-Identifier: Apache-2.0
// The machine under a case: who may use it, and how much of it was left.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

import { end, start } from './processes.mjs';

const lockFile = path.join(tmpdir(), 'confab-impair.lock');
const autogroup = '/proc/sys/kernel/sched_autogroup_enabled';

/** Waits until no other case runs on this machine. The lock goes with us, however we end: `cat` then reads the end of its input. */
export async function lockMachine(told) {
  const child = start(null, 'flock', [lockFile, 'sh', '-c', 'echo held; exec cat']);
  const held = new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', (status) => reject(new Error(`flock ended with ${status}`)));
  });
  const timer = setTimeout(() => told('waiting for another run of script/impair on this machine'), 1000);
  await held;
  clearTimeout(timer);
  return { release: () => end(child) };
}

/** Gives all processes the same claim on the cores, not all sessions: a browser is a session of its own, and the room one among
 *  the rest. Returns what undoes it. */
export async function shareCoresByProcess() {
  const before = await readFile(autogroup, 'utf8').catch(() => null);
  if (before === null || before.trim() === '0') return async () => {};
  await writeFile(autogroup, '0');
  return () => writeFile(autogroup, before);
}

/** Time that the cores have spent so far, in ticks: `{idle, all}`. */
export async function coreTime() {
  const [, ...ticks] = (await readFile('/proc/stat', 'utf8')).split('\n')[0].split(/\s+/);
  const [user, nice, system, idle, waiting, interrupts, soft, stolen] = ticks.map(Number);
  return { idle: idle + waiting, all: user + nice + system + idle + waiting + interrupts + soft + stolen };
}

export function idlePercent(before, after) {
  return Math.round((100 * (after.idle - before.idle)) / (after.all - before.all));
}

export const cores = cpus().length;
