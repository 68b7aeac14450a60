// SPDX-License-Identifier: Apache-2.0
// What two browsers meet in: a room of `confab serve`, or nothing but a page that introduces them to each other.
import { createWriteStream } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { cpuMs } from '../bench/cpu.mjs';
import { until } from '../e2e/support/until.mjs';
import { end, hasEnded, start } from './processes.mjs';

const port = 8080;
const here = path.dirname(fileURLToPath(import.meta.url));
export const program = process.env.CONFAB_PROGRAM ?? path.join(here, '../../build/confab');

export class Room {
  #log = '';

  /** Of HTTP and the WebSocket. */
  port = port;

  constructor(child, origin) {
    Object.assign(this, { child, origin });
    child.stderr.on('data', (data) => { this.#log = (this.#log + data).slice(-20_000); });
  }

  /** In the namespace of the server; `folder` is for its files. `config`: of `confab serve`; `log`: a file to which its log is added. */
  static async start(network, folder, { peerToPeer = false, config = '', log } = {}) {
    const configFile = path.join(folder, 'confab.toml');
    await writeFile(configFile, config);
    const host = network.address('srv');
    const namespace = network.namespace('srv');
    const stdio = { stdio: ['ignore', 'pipe', 'pipe'] };
    // The addresses are those of a network of our own. So the proxy that the server asks for may be missing.
    const child = peerToPeer
      ? start(namespace, process.execPath, [path.join(here, 'introducer.mjs'), String(port)], stdio)
      : start(namespace, program, ['serve', '--listen', `${host}:${port}`, '--behind-proxy', '--recordings',
        path.join(folder, 'recordings'), '--runtime', path.join(folder, 'run'), '--config', configFile], stdio);
    const room = new Room(child, `http://${host}:${port}`);
    if (log) child.stderr.pipe(createWriteStream(log, { flags: 'a' }));
    let said = '';
    child.stdout.on('data', (data) => { said += data; });
    await until(() => {
      if (hasEnded(child)) throw new Error(`the server ended: ${room.#log}`);
      return /listening/.test(said);
    }, 10_000, 'the server listens');
    return room;
  }

  /** Where somebody of that name joins by opening the page. */
  url(name) { return `${this.origin}/r/impair?${new URLSearchParams({ name, cam: 1, mic: 1, autojoin: 1 })}`; }

  /** The last lines of the server's log. */
  get log() { return this.#log; }

  /** CPU time so far, in ms, of the process that has the media. */
  async cpuMs() {
    const pid = await this.#mediaProcess();
    return pid ? cpuMs(pid) : null;
  }

  stop() { return end(this.child); }

  async #mediaProcess() {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === this.child.pid) return Number(pid);
    }
    return null;
  }
}
