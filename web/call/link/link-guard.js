// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { PeerHealth } from './peer-health.js';

/** @typedef {import('./peer.js').Peer} Peer */

const kLookMs = 1000;
/** While something seems to be wrong. */
const kLookSoonMs = 300;
const kSuspectMs = 8000;
/** Wishes in a row, before we say that it will not work. */
const kHopeless = 4;
const kWords = 'The connection for sound and picture is lost. Making another one…';

/** Sees that media do not flow any more, before the browser does, and asks for another connection in the place of that one. */
export class LinkGuard {
  /** @type {Map<string, PeerHealth>} */
  #health = new Map();
  #suspiciousUntil = 0;
  /** Nothing came of the mix when it last looked. */
  isQuiet = false;
  #timer = 0;

  /**
   * @param {import('../state/store.js').Store} store
   * @param {import('./peer-set.js').PeerSet} peers
   * @param {object} events
   * @param {() => void} events.quiet nothing has come for a moment: so perhaps nothing comes at all
   * @param {(peer: Peer) => void} events.replace
   * @param {(peer: Peer) => void} events.hopeless
   */
  constructor(store, peers, events) {
    this.store = store;
    this.peers = peers;
    this.events = events;
    store.subscribe(({ phase }, before) => {
      if (phase !== before.phase) this.#follow(phase);
    });
  }

  /** The network may be another one, or the device may have slept. */
  doubt() {
    this.#suspiciousUntil = performance.now() + kSuspectMs;
    if (this.store.state.phase === 'joined') this.#lookIn(0);
  }

  /** @param {string} phase */
  #follow(phase) {
    clearTimeout(this.#timer);
    this.#health.clear();
    if (phase === 'joined') this.#lookIn(kLookMs);
    else if (this.store.state.repair) this.store.set({ repair: '' });
  }

  /** @param {number} ms */
  #lookIn(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  async #look() {
    const kinds = [this.peers.newest('camera'), this.peers.newest('screen')].filter(peer => peer !== undefined);
    for (const peer of kinds) await this.#lookAt(peer);
    if (this.store.state.phase !== 'joined') return;
    const all = [...this.#health.values()];
    const repair = all.some(({ wishes }) => wishes > 0) ? kWords : '';
    if (repair !== this.store.state.repair) this.store.set({ repair });
    const wasQuiet = this.isQuiet;
    this.isQuiet = this.#health.get('camera')?.isQuiet ?? false;
    if (this.isQuiet && !wasQuiet) this.events.quiet();
    const soon = performance.now() < this.#suspiciousUntil || all.some(one => one.isQuiet || one.wishes > 0);
    this.#lookIn(soon ? kLookSoonMs : kLookMs);
  }

  /** @param {Peer} peer */
  async #lookAt(peer) {
    const { connection, id, kind } = peer;
    const bytes = peer.isMix ? await bytesOf(connection) : undefined;
    if (this.store.state.phase !== 'joined' || this.peers.get(id) !== peer) return;
    const now = performance.now();
    const health = this.#health.get(kind) ?? new PeerHealth();
    this.#health.set(kind, health);
    if (!health.judge({ id, state: connection.connectionState, bytes }, now, now < this.#suspiciousUntil)) return;
    if (health.wishes > kHopeless) this.events.hopeless(peer);
    else this.events.replace(peer);
  }
}

/** All that has come in, by whatever this browser counts. @param {RTCPeerConnection} connection */
async function bytesOf(connection) {
  let bytes = 0;
  try {
    const report = await connection.getStats();
    report.forEach(one => (bytes += one.bytesReceived ?? 0));
  } catch (error) {
    console.debug('confab: no statistics', error);
  }
  return bytes;
}
