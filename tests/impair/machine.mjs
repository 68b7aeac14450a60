// SPDX-License-Identifier: Apache-2.0
// The machine under a case: who may use it, and how much of it was left.
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

import { until } from '../e2e/support/until.mjs';
import { end, start } from './processes.mjs';

const lockFile = path.join(tmpdir(), 'confab-impair.lock');

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

/** Of cgroup version 1 and 2: the folder of our group, the file of its claim, and the most that it takes. */
const groups = [
  { folder: '/sys/fs/cgroup/cpu/confab-impair', file: 'cpu.shares', most: '262144', version: 'cpu' },
  { folder: '/sys/fs/cgroup/confab-impair', file: 'cpu.weight', most: '10000', version: '' },
];

/** Where this process is in the hierarchy of that version. */
async function groupOfOurs(version) {
  const lines = (await readFile('/proc/self/cgroup', 'utf8')).split('\n').map((line) => line.split(':'));
  return lines.find(([, controllers]) => controllers?.split(',').includes(version))?.[2];
}

/** From now on what we start comes before all else on the machine, and its processes are equal among each other: without a group
 *  of their own each session would have the same share (sched_autogroup), a browser with its ten processes as much as the room.
 *  Returns what undoes it. Where it cannot be done, nothing is. */
export async function comeFirst() {
  for (const { folder, file, most, version } of groups) {
    try {
      const before = await groupOfOurs(version);
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, file), most);
      await writeFile(path.join(folder, 'cgroup.procs'), String(process.pid));
      return async () => {
        await writeFile(path.join(path.dirname(folder), before, 'cgroup.procs'), String(process.pid));
        await until(() => rmdir(folder).then(() => true, () => false), 5000, `no process is left in ${folder}`);
      };
    } catch { /* not this version, or not for us */ }
  }
  return async () => {};
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
