// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { applyUplink } from './uplink.js';

/**
 * @typedef {import('../state/wire.js').Kind} Kind
 * @typedef {import('../state/wire.js').Uplink} Uplink
 * @typedef {object} Context what a peer needs of its session
 * @property {RTCIceServer[]} iceServers
 * @property {boolean} observer
 * @property {Record<Kind, MediaStreamTrack | null>} tracks ours, as they are when asked
 * @property {(message: import('../state/wire.js').Message) => void} send
 * @property {(peer: Peer) => void} changed its connection's state is another
 */

/** One RTCPeerConnection: answers one offer, and is replaced rather than negotiated again. */
export class Peer {
  /** Built by hand: the server's tracks may come without a stream. */
  stream = new MediaStream();
  /** @type {Partial<Record<Kind, RTCRtpSender>>} */
  #senders = {};
  /** @type {RTCIceCandidateInit[] | null} those that came before the offer was set; null from then on */
  #early = [];
  /** @type {(RTCIceCandidate | null)[] | null} ours from before the answer went out; null from then on */
  #unsent = [];
  /** @type {Uplink | null} */
  #uplink = null;
  /** One setParameters at a time, or the browser refuses the second. */
  #tuning = Promise.resolve();

  /**
   * @param {string} id
   * @param {string} kind 'camera': ours goes out and the mix comes in; 'screen': it only goes out
   * @param {Context} context
   */
  constructor(id, kind, context) {
    this.id = id;
    this.kind = kind;
    this.context = context;
    this.connection = new RTCPeerConnection({ iceServers: context.iceServers, bundlePolicy: 'max-bundle' });
    this.connection.ontrack = event => this.stream.addTrack(event.track);
    this.connection.onicecandidate = event => this.#trickle(event.candidate);
    this.connection.onconnectionstatechange = () => {
      if (this.connected) this.#tuneUplink();
      context.changed(this);
    };
  }

  /** Whether it is the one that brings the mix. */
  get isMix() {
    return this.kind !== 'screen';
  }

  get connected() {
    return this.connection.connectionState === 'connected';
  }

  /** @param {string} offer */
  async answer(offer) {
    await this.connection.setRemoteDescription({ type: 'offer', sdp: offer });
    const early = this.#early ?? [];
    this.#early = null;
    for (const candidate of early) this.#add(candidate);
    if (!this.context.observer) await this.#send();
    await this.connection.setLocalDescription(await this.connection.createAnswer());
    const sdp = this.connection.localDescription?.sdp ?? '';
    this.context.send({ type: 'answer', peer: this.id, sdp });
    const unsent = this.#unsent ?? [];
    this.#unsent = null;
    for (const candidate of unsent) this.#trickle(candidate);
  }

  /**
   * @param {number} mline
   * @param {string} candidate
   */
  addCandidate(mline, candidate) {
    const init = { sdpMLineIndex: mline, candidate };
    if (this.#early) this.#early.push(init);
    else this.#add(init);
  }

  /**
   * @param {Kind} kind
   * @param {MediaStreamTrack | null} track
   */
  async setTrack(kind, track) {
    const sender = this.#senders[kind];
    if (!sender || sender.track === track) return;
    try {
      await sender.replaceTrack(track);
      if (kind === 'video') await this.#tuneUplink();
    } catch (error) {
      // Closed meanwhile: its successor takes the track from the context.
      console.debug('confab: track not replaced', error);
    }
  }

  /** @param {Uplink} uplink */
  setUplink(uplink) {
    this.#uplink = uplink;
    return this.#tuneUplink();
  }

  close() {
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  /** Both directions on every line, track or not: what is switched on later needs no new negotiation. */
  async #send() {
    for (const transceiver of this.connection.getTransceivers()) {
      const kind = /** @type {Kind} */ (transceiver.receiver.track.kind);
      transceiver.direction = 'sendrecv';
      this.#senders[kind] = transceiver.sender;
      await transceiver.sender.replaceTrack(this.context.tracks[kind]);
    }
  }

  #tuneUplink() {
    this.#tuning = this.#tuning.then(async () => {
      if (this.#uplink && this.#senders.video) await applyUplink(this.#senders.video, this.#uplink);
    });
    return this.#tuning;
  }

  /** @param {RTCIceCandidateInit} candidate */
  #add(candidate) {
    this.connection.addIceCandidate(candidate).catch(error => console.debug('confab: candidate not taken', error));
  }

  /** @param {RTCIceCandidate | null} candidate */
  #trickle(candidate) {
    // An empty candidate ends one line's list (Firefox); only the null that ends them all is told.
    if (candidate?.candidate === '') return;
    if (this.#unsent) {
      this.#unsent.push(candidate);
      return;
    }
    const mline = candidate?.sdpMLineIndex ?? 0;
    this.context.send({ type: 'candidate', peer: this.id, mline, candidate: candidate?.candidate ?? '' });
  }
}
