// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { Heartbeat } from './heartbeat.js';

/** @typedef {import('../state/wire.js').Message} Message */
/** @typedef {{open: () => void, message: (message: Message) => void, close: () => void}} Events */

const kPausesMs = [300, 600, 1000, 2000, 3000, 5000];
/** Everybody in a room is told at the same moment that it was started again. */
const kSpreadMs = 800;
/**
 * For a connection to open; a dead network says nothing for minutes otherwise. Firefox (153) keeps the sockets of attempts
 * that were given up, three for each, and has no more than six to a server. After two short attempts it would wait for those
 * old ones, whose own pauses double: 15 s were measured until it had noticed that the network was back.
 */
const kOpenMs = globalThis.navigator?.userAgent.includes('Firefox/') ? 12000 : 5000;
/** From then to being welcomed: the room may have to be started. */
const kWelcomeMs = 15000;
/** A connection that lasted this long was a good one: the next retry is a quick one again. */
const kStableMs = 5000;

/**
 * How long to wait before trying again. Chance keeps those apart who were all cut at the same moment.
 * @param {number} attempt how many have failed
 * @param {boolean} atOnce the server is there
 * @param {number} chance 0 to 1
 */
export function pauseMs(attempt, atOnce, chance) {
  if (atOnce && attempt === 0) return kSpreadMs * chance;
  return kPausesMs[Math.min(attempt, kPausesMs.length - 1)] * (0.5 + chance);
}

/** The WebSocket: JSON both ways, and the pauses between attempts. What is said over it is the session's affair. */
export class Signalling {
  /** @type {WebSocket | null} */
  #socket = null;
  #attempt = 0;
  #timer = 0;
  #isWaiting = false;
  #heartbeat = new Heartbeat({ ask: () => this.send({ type: 'ping' }), dead: () => this.#dead() });

  /**
   * @param {string} url
   * @param {Events} events `close` comes for what we did not close ourselves
   */
  constructor(url, events) {
    this.url = url;
    this.events = events;
  }

  connect() {
    this.close();
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    this.#after(kOpenMs, () => this.#lost(socket));
    socket.onopen = () => {
      if (this.#socket !== socket) return;
      this.#after(kWelcomeMs, () => this.#lost(socket));
      this.#heartbeat.begin();
      this.events.open();
    };
    socket.onclose = () => this.#lost(socket);
    socket.onmessage = event => {
      if (this.#socket === socket) this.#receive(event.data);
    };
  }

  /** Connects again after a pause, longer each time. @param {{atOnce?: boolean}} [how] */
  retry({ atOnce = false } = {}) {
    this.close();
    this.#isWaiting = true;
    this.#after(pauseMs(this.#attempt, atOnce, Math.random()), () => this.connect());
    this.#attempt++;
  }

  /** The network may be another one: is the connection still good? A pause before the next attempt is over. */
  doubt() {
    if (this.#isWaiting) this.connect();
    else this.#heartbeat.probe();
  }

  /** The server has not forgotten us. */
  waits() {
    const socket = this.#socket;
    if (socket) this.#after(kWelcomeMs, () => this.#lost(socket));
  }

  /** The server has let us in. */
  welcomed() {
    this.#after(kStableMs, () => (this.#attempt = 0));
  }

  /** @param {Message} message */
  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close() {
    clearTimeout(this.#timer);
    this.#heartbeat.end();
    this.#isWaiting = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** @param {unknown} data */
  #receive(data) {
    this.#heartbeat.heard();
    try {
      const message = JSON.parse(String(data));
      if (typeof message?.type === 'string') this.events.message(message);
    } catch (error) {
      console.warn('confab: a message was not understood', error);
    }
  }

  #dead() {
    if (this.#socket) this.#lost(this.#socket);
  }

  /** @param {WebSocket} socket */
  #lost(socket) {
    if (this.#socket !== socket) return;
    this.close();
    this.events.close();
  }

  /**
   * @param {number} ms
   * @param {() => void} action
   */
  #after(ms, action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, ms);
  }
}
