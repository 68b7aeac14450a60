// SPDX-License-Identifier: Apache-2.0
// `confab bot` as the other people in the room.
import { spawn, execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { program } from './server.mjs';

/** Colour (rgb as decoded) and tone (Hz) of every bot, by its index. */
export async function botTable() {
  const { stdout } = await promisify(execFile)(program, ['bot', '--table']);
  return JSON.parse(stdout);
}

/** Starts bots; `.report` resolves with their JSON report when they end, `.stop()` ends them early. */
export function startBots(server, room, args) {
  const child = spawn(program, ['bot', '--url', server.address, '--room', room, '--json', ...args.map(String)],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { err += data; });
  const report = new Promise((resolve, reject) => {
    child.on('close', (code) => {
      try {
        resolve({ ...JSON.parse(out), exitCode: code, stderr: err });
      } catch {
        reject(new Error(`bot exited ${code}: ${err}`));
      }
    });
  });
  report.catch(() => {}); // whoever awaits it hears of it
  return {
    child,
    report,
    stop() {
      child.kill('SIGTERM');
      return report;
    },
  };
}
