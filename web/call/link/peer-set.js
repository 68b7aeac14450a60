// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { Peer } from './peer.js';

/**
 * @typedef {import('../state/wire.js').Offer} Offer
 * @typedef {import('../state/wire.js').Kind} Kind
 * @typedef {Omit<import('./peer.js').Context, 'changed'>} Context
 * @typedef {object} Events
 * @property {(stream: MediaStream) => void} show this is the mix from now on
 * @property {() => void} connected
 * @property {(kind: string) => void} failed the connection of a camera or a screen is lost beyond repair
 */

/** The peers of a session by id, and which of them is on the stage. */
export class PeerSet {
  /** @type {Map<string, Peer>} */
  peers = new Map();
  /** For scripts: the connections alone. @type {Map<string, RTCPeerConnection>} */
  connections = new Map();
  /** Successor's id -> the peer that goes once it is connected. @type {Map<string, string>} */
  #replaced = new Map();

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
    if (offer.replaces) this.#replaced.set(peer.id, offer.replaces);
    // With nothing else to see, be ready for its first frame.
    if (first) this.events.show(peer.stream);
    await peer.answer(offer.sdp);
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
    const all = [...this.peers.values()].filter(peer => peer.isMix).reverse();
    return all.find(peer => peer.connected) ?? all[0];
  }

  /** Whether the one that brings the mix is lost beyond repair. */
  get broken() {
    return [...this.peers.values()].some(peer => peer.isMix && peer.connection.connectionState === 'failed');
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
    this.#replaced.delete(id);
  }

  /** @param {Peer} peer */
  #changed(peer) {
    if (peer.connection.connectionState === 'failed') this.events.failed(peer.kind);
    if (!peer.connected || !peer.isMix) return;
    this.events.show(peer.stream);
    this.events.connected();
    const predecessor = this.#replaced.get(peer.id);
    this.#replaced.delete(peer.id);
    if (predecessor) this.drop(predecessor);
  }
}
