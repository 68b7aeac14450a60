// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { LinkSampler } from './link-sampler.js';

const kEveryMs = 1000;

/** Looks at the connection that brings the mix, once a second while in a call. `sample` is fired with each. */
export class LinkWatch extends EventTarget {
  /** @type {import('./link-sampler.js').Sample} */
  latest = {};
  #sampler = new LinkSampler();
  /** @type {RTCPeerConnection | null} */
  #watched = null;
  #timer = 0;

  /**
   * @param {import('../state/store.js').Store} store
   * @param {import('./peer-set.js').PeerSet} peers
   */
  constructor(store, peers) {
    super();
    this.peers = peers;
    store.subscribe(({ phase }, before) => {
      if (phase === before.phase) return;
      clearInterval(this.#timer);
      if (phase === 'joined') this.#timer = setInterval(() => this.#look(), kEveryMs);
    });
  }

  async #look() {
    const connection = this.peers.mix?.connection;
    if (!connection || connection.connectionState !== 'connected') return;
    if (connection !== this.#watched) this.#sampler = new LinkSampler();
    this.#watched = connection;
    try {
      const report = await connection.getStats();
      /** @type {any[]} */
      const all = [];
      report.forEach(one => all.push(one));
      this.latest = this.#sampler.sample(all);
      this.dispatchEvent(new Event('sample'));
    } catch (error) {
      console.debug('confab: no statistics', error);
    }
  }
}
