// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { StateDrawing } from '../drawing/state-drawing.js';
import { Negotiation } from '../lessons/negotiation.js';

/**
 * A second connection between the two ends, with nothing but a channel for texts, where offers can be made to meet.
 * Not on the call's own: Chromium (156, measured) shows no more frames of a video that came in while an offer was taken back.
 */
export class Collision {
  /** @type {RTCPeerConnection | null} */
  #connection = null;
  /** @type {Negotiation | null} */
  #negotiation = null;
  #drawing = new StateDrawing('signalingState', ['You']);

  /**
   * @param {HTMLElement} place of the drawing; hidden until there is something to see
   * @param {import('../drawing/message-log.js').MessageLog} log
   * @param {() => void} changed
   */
  constructor(place, log, changed) {
    this.place = place;
    this.log = log;
    this.changed = changed;
    place.append(this.#drawing.element);
  }

  get isOpen() {
    return this.#connection?.connectionState === 'connected';
  }

  /** How often offers have met. */
  get count() {
    return this.#negotiation?.collisions ?? 0;
  }

  /** @param {import('../lessons/negotiation.js').Line} line @param {boolean} polite */
  begin(line, polite) {
    this.end();
    const connection = (this.#connection = new RTCPeerConnection());
    const send = (/** @type {object} */ message) => {
      this.#note('You', 'they', message);
      line.send({ collision: message });
    };
    this.line = { send };
    this.#negotiation = new Negotiation(connection, this.line, polite);
    connection.addEventListener('signalingstatechange', () => this.#drawing.show('You', connection.signalingState));
    connection.addEventListener('connectionstatechange', this.changed);
    if (!polite) connection.createDataChannel('texts');
  }

  /** Both ends make an offer at the same moment: a restart of ICE changes nothing that can be seen, and needs one. */
  provoke() {
    this.#restart();
    this.line?.send({ type: 'collide', brief: 'let us both make an offer' });
  }

  /** @param {any} message */
  async receive(message) {
    if (message.type === 'collide') this.#restart();
    this.#note('They', 'you', message);
    await this.#negotiation?.receive(message);
    this.changed();
  }

  end() {
    this.#connection?.close();
    this.#connection = this.#negotiation = null;
    this.#drawing.clear();
    this.place.hidden = true;
  }

  #restart() {
    this.place.hidden = false;
    this.#connection?.restartIce();
  }

  /** How the connection came about is no part of the show. @param {string} from @param {string} to @param {object} message */
  #note(from, to, message) {
    if (!this.place.hidden) this.log.add(from, to, message);
  }
}
