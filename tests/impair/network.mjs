// SPDX-License-Identifier: Apache-2.0
// A network of namespaces on this machine: one of the server, one of each browser, and a switch between them.
//
//   cf-impair-…-srv ──veth── cf-impair-…-sw ──veth── cf-impair-…-c1   the clean browser
//                                        └───relay── cf-impair-…-c2   the impaired one
//
// Nothing in it reaches the machine's own network, and nothing from there comes in.
import { randomBytes } from 'node:crypto';

import { run } from './processes.mjs';
import { Relay } from './relay.mjs';

const prefix = 'cf-impair-';
const hosts = { srv: 1, c1: 11, c2: 12 };

/** What a run that crashed has left: its namespaces, and whatever runs in them. */
export async function removeLeftovers() {
  const names = (await run('ip', 'netns', 'list')).split('\n').map((line) => line.split(' ')[0]);
  for (const name of names.filter((one) => one.startsWith(prefix))) await removeNamespace(name);
}

async function removeNamespace(name) {
  const pids = (await run('ip', 'netns', 'pids', name)).split('\n').filter(Boolean).map(Number);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch { /* it ended meanwhile */ }
  }
  await run('ip', 'netns', 'del', name);
}

export class Network {
  constructor(id) {
    this.id = id;
    this.made = [];
  }

  /** `down` and `up`: what the link of the impaired browser does to packets, as tests/impair/relay.cpp reads it. */
  static async make({ down, up, ipv6 = false }) {
    const network = new Network(prefix + randomBytes(3).toString('hex'));
    try {
      await network.#build(ipv6, up, down);
      return network;
    } catch (error) {
      await network.remove();
      throw error;
    }
  }

  namespace(host) { return `${this.id}-${host}`; }

  /** As it stands in an address of the web. */
  address(host) { return this.ipv6 ? `[fd77::${hosts[host]}]` : `10.77.0.${hosts[host]}`; }

  /** Runs `ip` in a namespace. */
  ip(host, ...args) { return run('ip', '-n', this.namespace(host), ...args); }

  /** Takes a host's address away and gives it another, as when somebody leaves the Wi-Fi. */
  async moveHost(host) {
    await this.ip(host, 'addr', 'flush', 'dev', 'eth0');
    await this.ip(host, 'addr', 'add', ...this.#interfaceAddress(hosts[host] + 100), 'dev', 'eth0');
  }

  async remove() {
    await this.relay?.stop();
    for (const host of this.made.reverse()) await removeNamespace(this.namespace(host));
    this.made = [];
  }

  async #build(ipv6, up, down) {
    this.ipv6 = ipv6;
    for (const host of ['sw', ...Object.keys(hosts)]) {
      await run('ip', 'netns', 'add', this.namespace(host));
      this.made.push(host);
      await this.ip(host, 'link', 'set', 'lo', 'up');
    }
    await this.ip('sw', 'link', 'add', 'br0', 'type', 'bridge');
    await this.ip('sw', 'link', 'set', 'br0', 'up');
    for (const host of ['srv', 'c1']) {
      await this.ip(host, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', host, 'netns', this.namespace('sw'));
    }
    this.relay = await Relay.start(`${this.namespace('c2')}:eth0`, `${this.namespace('sw')}:c2`, up, down);
    for (const host of Object.keys(hosts)) await this.#plugIn(host);
  }

  /** Gives a host its address, and joins it to the switch. */
  async #plugIn(host) {
    await this.ip(host, 'addr', 'add', ...this.#interfaceAddress(hosts[host]), 'dev', 'eth0');
    // An address of its own that comes a second later is another network to Chromium: it gives up what it was loading.
    if (!this.ipv6) await this.ip(host, 'link', 'set', 'dev', 'eth0', 'addrgenmode', 'none');
    await this.ip(host, 'link', 'set', 'eth0', 'up');
    await this.ip('sw', 'link', 'set', host, 'master', 'br0', 'up');
  }

  #interfaceAddress(number) { return this.ipv6 ? [`fd77::${number}/64`, 'nodad'] : [`10.77.0.${number}/24`]; }
}
