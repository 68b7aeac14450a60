// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** @typedef {import('../state/wire.js').Message} Message */
/** @typedef {{open: () => void, message: (message: Message) => void, close: () => void}} Events */

const kDelaysMs = [200, 500, 1000, 2000, 4000, 5000];
/** From connecting to being welcomed; a dead network says nothing for minutes otherwise. */
const kWelcomeMs = 15000;
/** A connection that lasted this long was a good one: the next retry is a quick one again. */
const kStableMs = 5000;

/** The WebSocket: JSON both ways, and the pauses between attempts. What is said over it is the session's affair. */
export class Signalling {
  /** @type {WebSocket | null} */
  #socket = null;
  #attempt = 0;
  #timer = 0;

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
    this.#after(kWelcomeMs, () => this.#lost(socket));
    socket.onopen = () => this.events.open();
    socket.onclose = () => this.#lost(socket);
    socket.onmessage = event => {
      if (this.#socket === socket) this.#receive(event.data);
    };
  }

  /** Connects again after a pause, longer each time. @param {{atOnce?: boolean}} [how] */
  retry({ atOnce = false } = {}) {
    this.close();
    const pause = kDelaysMs[Math.min(this.#attempt, kDelaysMs.length - 1)];
    this.#after(atOnce && this.#attempt === 0 ? 0 : pause, () => this.connect());
    this.#attempt++;
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
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** @param {unknown} data */
  #receive(data) {
    try {
      const message = JSON.parse(String(data));
      if (typeof message?.type === 'string') this.events.message(message);
    } catch (error) {
      console.warn('confab: a message was not understood', error);
    }
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
