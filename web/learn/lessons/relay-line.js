// SPDX-License-Identifier: Apache-2.0
// @ts-check

/**
 * @typedef {object} Events
 * @property {(servers: RTCIceServer[]) => void} welcome the STUN and TURN servers of this confab
 * @property {(polite: boolean) => void} met there is another one to talk to
 * @property {(message: any) => void} heard
 * @property {() => void} left
 * @property {(reason: string, words: string) => void} closed
 */

// #region line
export class RelayLine {
  #reason = '';
  #words = '';

  /** @param {string} room @param {Events} events */
  constructor(room, events) {
    this.events = events;
    const address = new URL(`../relay/${room}`, location.href);
    address.search = address.hash = '';
    address.protocol = address.protocol.replace('http', 'ws');
    this.socket = new WebSocket(address);
    this.socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    this.socket.onclose = () => this.events.closed(this.#reason, this.#words);
  }

  /** @param {object} message */
  send(message) {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.socket.send(JSON.stringify(message));
  }

  close() {
    this.socket.close();
  }

  /** @param {any} message of the relay itself */
  #hear({ type, others, iceServers, text, reason, message }) {
    if (type === 'welcome') {
      this.events.welcome(iceServers);
      if (others.length > 0) this.events.met(true); // the later is polite
    }
    if (type === 'joined') this.events.met(false);
    if (type === 'said') this.events.heard(JSON.parse(text));
    if (type === 'left') this.events.left();
    if (type === 'bye') [this.#reason, this.#words] = [reason, message];
  }
}
// #endregion
