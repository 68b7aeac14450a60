// SPDX-License-Identifier: Apache-2.0
// One case, once: the network, the room, two browsers in it, and what they saw.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { during, until } from '../e2e/support/until.mjs';
import { Browser } from './browser.mjs';
import { courses } from './courses.mjs';
import { useDevices, writeDevices } from './devices.mjs';
import { clockFigures, joinFigures, linkFigures, receiverFigures, senderFigures } from './figures.mjs';
import { coreTime, cores, idlePercent } from './machine.mjs';
import { Network, removeLeftovers } from './network.mjs';
import { collect, probe } from './page_probe.mjs';
import { Room } from './room.mjs';

const folderPrefix = 'confab-impair-';
const joinLimitMs = 30_000;

/** What a run that crashed has left. Only for who holds the lock of the machine. */
export async function tidyMachine() {
  await removeLeftovers();
  for (const name of await readdir(tmpdir())) {
    if (name.startsWith(folderPrefix)) await rm(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}

export class Pass {
  /** Ends what was begun, the last first. */
  #undo = [];

  constructor(name, setup, options) {
    Object.assign(this, { name, setup, options });
    /** What the two saw, by name. */
    this.seen = { C: {}, I: {} };
  }

  /** The row: figures by person. */
  async run() {
    try {
      await this.#begin();
      await this.#meet();
      const course = courses[this.setup.course ?? 'steady'];
      const figures = await course(this);
      return { case: this.name, browser: this.options.browser, peerToPeer: this.options.peerToPeer, ...figures };
    } catch (error) {
      if (this.room) error.message += `\nthe server's log ends with:\n${this.room.log.slice(-2000)}`;
      throw error;
    } finally {
      await this.undo();
    }
  }

  /** Also for who is interrupted: may be called twice. */
  async undo() {
    for (const step of this.#undo.splice(0).reverse()) await step().catch((error) => console.error(error.message));
  }

  /** Lets time pass, and tells what happened in it: `{I, C, link, machine}`. `then` runs when the measuring has begun. */
  async measure(ms, then = async () => {}) {
    const from = await this.mark();
    await then();
    await during(ms);
    const to = await this.mark();
    await this.collect();
    return this.between(from, to);
  }

  /** The state of all counters outside of the browsers, now. */
  async mark() {
    const [relay, core, roomMs] = await Promise.all([this.network.relay.counters(), coreTime(), this.room.cpuMs()]);
    return { at: relay.at, relay, core, roomMs };
  }

  /** The figures between two marks. collect() comes before. */
  between(from, to) {
    const { I, C } = this.seen;
    const of = (seen) => receiverFigures(seen, from.at, to.at);
    const { rate } = this.setup;
    const row = {
      seconds: Math.round((to.at - from.at) / 100) / 10,
      I: { ...of(I), ...joinFigures(I), sends: senderFigures(I, from.at, to.at) },
      C: { ...of(C), tileOfI: clockFigures(C.clock, from.at, to.at), sends: senderFigures(C, from.at, to.at) },
      link: { down: linkFigures(from.relay, to.relay, 'down', rate), up: linkFigures(from.relay, to.relay, 'up') },
      machine: {
        idlePercent: idlePercent(from.core, to.core), cores,
        roomCores: from.roomMs === null || to.roomMs === null ? null
          : Math.round(((to.roomMs - from.roomMs) / (to.at - from.at)) * 100) / 100,
      },
    };
    return { ...row, usedPercent: rate ? Math.round((100 * row.I.kbps) / rate) : null };
  }

  async collect() {
    for (const name of ['I', 'C']) await collect(this[name], this.seen[name]);
  }

  async #begin() {
    this.folder = await mkdtemp(path.join(tmpdir(), folderPrefix));
    this.#undo.push(() => rm(this.folder, { recursive: true, force: true }));
    this.devices = await writeDevices(this.folder);
    const { seed } = this.options;
    this.network = await Network.make({ down: `${this.setup.down},seed=${seed}`, up: `${this.setup.up},seed=${seed + 100}` });
    this.#undo.push(() => this.network.remove());
    const { peerToPeer, log, canvas: [width, height] } = this.options;
    this.room = await Room.start(this.network, this.folder, { peerToPeer, log, config: `[video]\nwidth = ${width}\nheight = ${height}\n` });
    this.#undo.push(() => this.room.stop());
  }

  /** First the clean one, then the impaired one. */
  async #meet() {
    this.C = await this.#browser('c1', 'chromium');
    this.I = await this.#browser('c2', this.options.browser);
    await this.C.open(this.room.url('C'), [useDevices('chromium'), probe('I')]);
    await until(() => this.C.run(() => document.body.dataset.state === 'joined'), joinLimitMs, 'C is in the room');
    await this.I.open(this.room.url('I'), [useDevices(this.options.browser), probe(null)]);
    await until(() => this.I.run(() => document.body.dataset.state === 'joined'), joinLimitMs, 'I is in the room');
  }

  async #browser(host, kind) {
    const { folder, devices, room: { origin } } = this;
    const browser = await Browser.start(this.network.namespace(host), kind, { origin, devices, folder });
    this.#undo.push(() => browser.stop());
    return browser;
  }
}
