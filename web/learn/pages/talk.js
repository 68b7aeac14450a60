// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { kMachineNames, StateDrawing } from '../drawing/state-drawing.js';
import { call } from '../lessons/call.js';
import { chosenPair } from '../lessons/chosen-pair.js';

/**
 * @typedef {object} Page
 * @property {HTMLElement} machines
 * @property {HTMLVideoElement} far
 * @property {import('../drawing/message-log.js').MessageLog} log
 * @property {(connection: RTCPeerConnection) => void} changed the connection's state is another
 * @property {(words: string) => void} failed
 */

/** One call of the steps with two pages: makes it, shows its states and messages, and drops it. */
export class Talk {
  /** @type {RTCPeerConnection | null} */
  connection = null;
  /** @type {import('../lessons/negotiation.js').Negotiation | null} */
  negotiation = null;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.drawings = kMachineNames.map(name => new StateDrawing(name, ['You']));
    page.machines.append(...this.drawings.map(drawing => drawing.element));
  }

  /**
   * @param {import('../lessons/negotiation.js').Line} line
   * @param {boolean} polite
   * @param {MediaStream} stream
   * @param {RTCConfiguration} [configuration]
   */
  begin(line, polite, stream, configuration) {
    this.end();
    const { far: screen, log } = this.page;
    const watched = {
      /** @param {object} message */
      send: message => {
        log.add('You', 'they', message);
        line.send(message);
      },
    };
    const { connection, negotiation } = call({ line: watched, polite, stream, screen, configuration });
    this.connection = connection;
    this.negotiation = negotiation;
    for (const event of ['signalingstatechange', 'iceconnectionstatechange', 'connectionstatechange'])
      connection.addEventListener(event, () => this.#show());
    this.#show();
  }

  /** @param {any} message */
  async receive(message) {
    this.page.log.add('They', 'you', message);
    try {
      await this.negotiation?.receive(message);
    } catch (error) {
      this.page.failed(error instanceof Error ? error.message : String(error));
    }
  }

  end() {
    this.connection?.close();
    this.connection = this.negotiation = null;
    this.page.far.srcObject = null;
    this.drawings.forEach(drawing => drawing.clear());
  }

  async pair() {
    return this.connection ? chosenPair(this.connection) : null;
  }

  #show() {
    const { connection } = this;
    if (!connection) return;
    this.drawings.forEach(drawing => drawing.show('You', connection[drawing.name]));
    this.page.changed(connection);
  }
}
