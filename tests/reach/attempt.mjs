// SPDX-License-Identifier: Apache-2.0
// One case, once: the network, the server, a browser that opens a room, and the pair of candidates that carries its media.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { until } from '../e2e/support/until.mjs';
import { Browser } from '../impair/browser.mjs';
import { useDevices, writeDevices } from '../impair/devices.mjs';
import { end, hasEnded, run, start } from '../impair/processes.mjs';
import { turnSecret } from './cases.mjs';
import { Network } from './network.mjs';

const port = 8080;
const joinLimitMs = 20_000;
const program = process.env.CONFAB_PROGRAM ?? fileURLToPath(new URL('../../build/confab', import.meta.url));

/* Runs in the page before its own scripts: when the picture of the room began. */
function watchPicture() {
  const look = () => {
    const stage = document.querySelector('#stage');
    if (!stage) return void setTimeout(look, 20);
    stage.requestVideoFrameCallback(() => { window.reachPictureMs = performance.now(); });
    return undefined;
  };
  look();
}

/* Runs in the page: how its media go. */
async function pathInPage() {
  for (const connection of (window.confab?.peers ?? new Map()).values()) {
    const stats = new Map(await connection.getStats());
    const transport = [...stats.values()].find(({ type }) => type === 'transport');
    const pair = stats.get(transport?.selectedCandidatePairId);
    if (pair) {
      const [local, remote] = [stats.get(pair.localCandidateId), stats.get(pair.remoteCandidateId)];
      return { local: local.candidateType, protocol: local.protocol, relay: local.relayProtocol,
        remote: remote.address, remoteType: remote.candidateType };
    }
  }
  return null;
}

export class Attempt {
  /** Ends what was begun, the last first. */
  #undo = [];

  #log = '';

  #state = 'never opened';

  constructor(name, setup) { Object.assign(this, { name, setup }); }

  /** The row. */
  async run() {
    try {
      await this.#begin();
      return { case: this.name, ...await this.#join() };
    } catch (error) {
      await this.undo();
      error.message += `\nthe page is ${this.#state}; the server's log ends with:\n${this.#log.slice(-1500)}`;
      throw error;
    } finally {
      await this.undo();
    }
  }

  /** Also for who is interrupted: may be called twice. */
  async undo() {
    for (const step of this.#undo.splice(0).reverse()) await step().catch((error) => console.error(error.message));
  }

  async #begin() {
    this.folder = await mkdtemp(path.join(tmpdir(), 'confab-reach-'));
    this.#undo.push(() => rm(this.folder, { recursive: true, force: true }));
    this.network = await Network.make(this.setup);
    this.#undo.push(() => this.network.remove());
    if (this.setup.turn) await this.#startTurn();
    await this.#serve();
  }

  async #startTurn() {
    const files = { certificate: path.join(this.folder, 'cert.pem'), key: path.join(this.folder, 'key.pem') };
    await run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1',
      '-subj', '/CN=reach.test', '-keyout', files.key, '-out', files.certificate);
    this.#undo.push(await this.network.startTurn(turnSecret, files));
  }

  async #serve() {
    const config = path.join(this.folder, 'confab.toml');
    await writeFile(config, this.setup.config ?? '');
    const server = start(this.network.namespace('srv'), program, ['serve', '--listen', `${this.setup.ipv6 ? '[::]' : '0.0.0.0'}:${port}`,
      '--behind-proxy', '--config', config, '--recordings', path.join(this.folder, 'recordings'), '--runtime', path.join(this.folder, 'run')],
    { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#undo.push(() => end(server));
    server.stderr.on('data', (data) => { this.#log = (this.#log + data).slice(-20_000); });
    let said = '';
    server.stdout.on('data', (data) => { said += data; });
    await until(() => {
      if (hasEnded(server)) throw new Error('the server ended');
      return /listening/.test(said);
    }, 10_000, 'the server listens');
  }

  async #join() {
    const origin = `http://${this.setup.page ?? this.network.serverHost}:${port}`;
    const browser = await Browser.start(this.network.namespace('cli'), 'chromium',
      { origin, devices: await writeDevices(this.folder), folder: this.folder, args: ['--ignore-certificate-errors'] });
    this.#undo.push(() => browser.stop());
    await browser.open(`${origin}/r/reach?${new URLSearchParams({ name: 'R', cam: 1, mic: 1, autojoin: 1 })}`,
      [useDevices('chromium'), [watchPicture, null]]);
    this.#undo.push(async () => { this.#state = await browser.run(() => document.body.dataset.state).catch(() => 'lost'); });
    const picture = until(() => browser.run(() => window.reachPictureMs), joinLimitMs, 'a picture has come');
    const pictureMs = await picture.catch((error) => {
      if (this.setup.fails) return null;
      throw error;
    });
    const way = await browser.run(pathInPage);
    return { pictureMs: pictureMs && Math.round(pictureMs), ...way, ok: this.#isRight(pictureMs, way) };
  }

  #isRight(pictureMs, way) {
    if (this.setup.fails) return pictureMs === null;
    return Object.entries(this.setup.expect).every(([key, value]) => way?.[key] === value);
  }
}
