// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { Peer } from './peer.js';

/**
 * @typedef {import('../state/wire.js').Offer} Offer
 * @typedef {import('../state/wire.js').Kind} Kind
 * @typedef {Omit<import('./peer.js').Context, 'changed'>} Context
 * @typedef {object} Events
 * @property {(stream: MediaStream) => Promise<void>} show this is the mix from now on; resolves when it is seen
 * @property {() => void} connected the mix can come
 */

/** The peers of a session by id, and which of them is on the stage. */
export class PeerSet {
  /** @type {Map<string, Peer>} */
  peers = new Map();
  /** For scripts: the connections alone. @type {Map<string, RTCPeerConnection>} */
  connections = new Map();

  /** @param {Events} events */
  constructor(events) {
    this.events = events;
  }

  /**
   * @param {Offer} offer
   * @param {Context} context
   */
  async accept(offer, context) {
    this.drop(offer.peer);
    const peer = new Peer(offer.peer, offer.kind, { ...context, changed: changed => this.#changed(changed) });
    const first = peer.isMix && this.peers.size === 0;
    this.peers.set(peer.id, peer);
    this.connections.set(peer.id, peer.connection);
    await peer.answer(offer.sdp);
    // With nothing else to see, be ready for its first frame. It has tracks now.
    if (first && this.peers.get(peer.id) === peer) void this.events.show(peer.stream);
  }

  /** @param {string} id */
  get(id) {
    return this.peers.get(id);
  }

  /**
   * @param {Kind} kind
   * @param {MediaStreamTrack | null} track
   */
  setTrack(kind, track) {
    for (const peer of this.peers.values()) if (peer.isMix) void peer.setTrack(kind, track);
  }

  /** The one that brings the mix: the newest that is connected, else the newest. */
  get mix() {
    const all = this.#of('camera').reverse();
    return all.find(peer => peer.connected) ?? all[0];
  }

  /** @param {string} kind */
  newest(kind) {
    return this.#of(kind).at(-1);
  }

  /**
   * Those that the server need not replace. A screen is ours to replace: it would not be shared meanwhile.
   * @param {boolean} isQuiet nothing comes of the mix
   */
  working(isQuiet) {
    return [...this.peers.values()].filter(peer => !peer.isMix || (peer.connected && !isQuiet)).map(({ id }) => id);
  }

  /** Closes all but these. @param {Iterable<string>} ids */
  keep(ids) {
    const kept = new Set(ids);
    for (const id of [...this.peers.keys()]) if (!kept.has(id)) this.drop(id);
  }

  /** @param {string} id */
  drop(id) {
    this.peers.get(id)?.close();
    this.peers.delete(id);
    this.connections.delete(id);
  }

  /** The oldest first. @param {string} kind */
  #of(kind) {
    return [...this.peers.values()].filter(peer => peer.kind === kind);
  }

  /** The newest that is connected takes the place of those before it. @param {Peer} peer */
  async #changed(peer) {
    if (!peer.connected || this.#of(peer.kind).filter(one => one.connected).at(-1) !== peer) return;
    if (peer.isMix) {
      this.events.connected();
      await this.events.show(peer.stream);
    }
    const all = this.#of(peer.kind);
    for (const older of all.slice(0, Math.max(0, all.indexOf(peer)))) this.drop(older.id);
  }
}
