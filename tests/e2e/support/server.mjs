// SPDX-License-Identifier: Apache-2.0
// A `confab serve` of the test's own, on a port and in folders of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { until } from './until.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const program = process.env.CONFAB_PROGRAM ?? path.join(root, 'build/confab');
/** CONFAB_WEB=FOLDER: the page from there, so that work on it needs no build. */
const page = process.env.CONFAB_WEB ? ['--web', process.env.CONFAB_WEB] : [];

/** Starts a server; resolves when it listens. `args` come after the folders; `into`: the recordings, else its own. */
export async function startServer(args = [], into = undefined) {
  const folder = await mkdtemp(path.join(tmpdir(), 'confab-e2e-'));
  const recordings = into ?? path.join(folder, 'recordings');
  const child = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--recordings', recordings,
    '--runtime', path.join(folder, 'run'), ...page, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let log = '';
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { log += data; });
  const address = await until(() => {
    if (child.exitCode !== null) throw new Error(`serve ended: ${log}`);
    return /listening on (\S+)/.exec(out)?.[1];
  }, 10_000, 'the server listens');
  return new Server(child, address, folder, recordings, () => log);
}

class Server {
  constructor(child, address, folder, recordings, log) {
    Object.assign(this, { child, address, folder, recordings, log });
  }

  /** Process ids of the room children, by room. */
  async rooms() {
    const rooms = {};
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      try {
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
        if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== this.child.pid) continue;
        const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
        if (args[1] === 'room') rooms[args[args.indexOf('--name') + 1]] = Number(pid);
      } catch { /* it ended meanwhile */ }
    }
    return rooms;
  }

  callUrl(room, query = {}) {
    return `${this.address}/r/${room}?${new URLSearchParams(query)}`;
  }

  /** Ends it as an operator would; its folders stay. */
  async end() {
    if (this.child.exitCode === null) {
      this.child.kill('SIGTERM');
      await until(() => this.child.exitCode !== null || this.child.signalCode !== null, 10_000,
        'the server ends');
    }
  }

  async stop() {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
