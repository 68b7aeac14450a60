// SPDX-License-Identifier: Apache-2.0
// Programs that are run to their end, and programs that are ended by us.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const politeMs = 5000;
const execute = promisify(execFile);

/** Runs a program to its end: what it printed. The error has what it complained of. */
export async function run(program, ...args) {
  try {
    return (await execute(program, args)).stdout;
  } catch (error) {
    throw new Error(`${[program, ...args].join(' ')}: ${(error.stderr || error.message).trim()}`);
  }
}

/** Starts a program in a network namespace (null: in ours), in a process group of its own, so that Ctrl-C reaches us alone. It gets
 *  no session of its own: Linux gives each of these the same share of the cores (sched_autogroup). */
export function start(namespace, program, args, options = {}) {
  const [file, ...rest] = namespace ? ['ip', 'netns', 'exec', namespace, program, ...args] : [program, ...args];
  return spawn(file, rest, { stdio: ['pipe', 'pipe', 'inherit'], ...options });
}

export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/** Ends a child; SIGKILL if it takes too long. */
export async function end(child, signal = 'SIGTERM') {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), politeMs);
  await ended;
  clearTimeout(timer);
}
