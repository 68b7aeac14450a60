// SPDX-License-Identifier: Apache-2.0
// A network of namespaces on this machine: the server's, the browser's, and a gateway between them.
//
//   cf-reach-…-srv ──veth── cf-reach-…-gw ──veth── cf-reach-…-cli
//   10.77.1.2                10.77.1.1  198.51.100.1         198.51.100.2
//   2001:db8:1::2        2001:db8:1::1  2001:db8:2::1       2001:db8:2::2
//
// Nothing in it reaches the machine's own network, and nothing from there comes in.
import { randomBytes } from 'node:crypto';

import { end, run, start } from '../impair/processes.mjs';

/** The addresses of a family, by who has them. `public`: what the gateway has for the server. */
export const v4 = { server: '10.77.1.2', inside: '10.77.1.1', outside: '198.51.100.1', client: '198.51.100.2', public: '203.0.113.7', bits: 24 };
const v6 = { server: '2001:db8:1::2', inside: '2001:db8:1::1', outside: '2001:db8:2::1', client: '2001:db8:2::2', bits: 64 };

export class Network {
  #made = [];

  constructor(family) {
    this.id = `cf-reach-${randomBytes(3).toString('hex')}`;
    this.family = family;
  }

  /** `rules`: of the gateway's packet filter, as nft reads them. */
  static async make({ ipv6 = false, rules = '' }) {
    const network = new Network(ipv6 ? v6 : v4);
    try {
      await network.#build(rules);
      return network;
    } catch (error) {
      await network.remove();
      throw error;
    }
  }

  namespace(host) { return `${this.id}-${host}`; }

  /** As it stands in an address of the web. */
  get serverHost() { return this.family === v6 ? `[${v6.server}]` : v4.server; }

  async remove() {
    for (const name of this.#made.splice(0).reverse()) await run('ip', 'netns', 'del', name);
  }

  async #build(rules) {
    for (const host of ['srv', 'gw', 'cli']) {
      await run('ip', 'netns', 'add', this.namespace(host));
      this.#made.push(this.namespace(host));
      await this.#ip(host, 'link', 'set', 'lo', 'up');
      // Link-local addresses are good at once: Chromium takes one that comes later for another network, and begins anew.
      await this.#inside(host, 'sysctl', '-qw', 'net.ipv6.conf.default.accept_dad=0');
    }
    const { server, inside, outside, client } = this.family;
    await this.#connect('srv', server, inside);
    await this.#connect('cli', client, outside);
    for (const key of ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding']) await this.#inside('gw', 'sysctl', '-qw', `${key}=1`);
    if (this.family === v4) await this.#ip('gw', 'addr', 'add', `${v4.public}/32`, 'dev', 'lo');
    if (rules) await this.#filter(rules);
  }

  async #connect(host, address, gateway) {
    const { bits } = this.family;
    await this.#ip(host, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', host, 'netns', this.namespace('gw'));
    for (const [where, device, own] of [[host, 'eth0', address], ['gw', host, gateway]]) {
      await this.#ip(where, 'addr', 'add', `${own}/${bits}`, 'dev', device, ...(bits === 64 ? ['nodad'] : []));
      await this.#ip(where, 'link', 'set', device, 'up');
    }
    await this.#ip(host, 'route', 'add', 'default', 'via', gateway);
  }

  async #filter(rules) {
    const nft = start(this.namespace('gw'), 'nft', ['-f', '-']);
    nft.stdin.end(rules);
    const status = await new Promise((resolve) => { nft.once('exit', resolve); });
    if (status !== 0) throw new Error(`nft ended with ${status}`);
  }

  #ip(host, ...args) { return run('ip', '-n', this.namespace(host), ...args); }

  #inside(host, ...command) { return run('ip', 'netns', 'exec', this.namespace(host), ...command); }

  /** A coturn on the gateway, with that shared secret: reached from outside, relays inside. Returns what ends it. */
  async startTurn(secret, { certificate, key }) {
    const child = start(this.namespace('gw'), 'turnserver', ['-n', '--log-file=stdout', '--no-cli', '--no-stdout-log', '--use-auth-secret',
      `--static-auth-secret=${secret}`, '--realm=reach.test', `--listening-ip=${v4.outside}`, `--relay-ip=${v4.inside}`,
      `--cert=${certificate}`, `--pkey=${key}`, '--pidfile=/dev/null'], { stdio: 'ignore' });
    return () => end(child);
  }
}
