// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';

import { program } from './server.mjs';
import { until } from './until.mjs';

/** Runs `confab` with these arguments to its end, with more environment: `{status, out, err}`. */
export async function runCommand(args, env = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let out = '';
  let err = '';
  let status;
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { err += data; });
  child.on('close', (code) => { status = code; });
  try {
    await until(() => status !== undefined, 15_000, `confab ${args.join(' ')} ends`);
  } finally {
    child.kill('SIGKILL');
  }
  return { status, out, err };
}

/** The names of all layouts. */
export async function layoutNames() {
  const { out } = await runCommand(['layouts', '--json']);
  return JSON.parse(out).map(({ name }) => name);
}
