// SPDX-License-Identifier: Apache-2.0
// @ts-check

/**
 * @typedef {object} Events
 * @property {(polite: boolean) => void} met there is another one to talk to
 * @property {(message: any) => void} heard
 * @property {() => void} left
 * @property {() => void} busy the others are two already
 */

// #region line
export class TabLine {
  #id = String(crypto.getRandomValues(new Uint32Array(1))[0]);
  #partner = '';

  /**
   * @param {(hear: (text: string) => void) => import('./post.js').Post} open
   * @param {Events} events
   */
  constructor(open, events) {
    this.events = events;
    this.post = open(text => this.#hear(JSON.parse(text)));
    this.#tell({ hello: true });
  }

  /** @param {object} message */
  send(message) {
    this.#tell({ to: this.#partner, message });
  }

  close() {
    if (this.#partner) this.#tell({ to: this.#partner, bye: true });
    this.post.close();
  }

  /** @param {object} letter */
  #tell(letter) {
    this.post.send(JSON.stringify({ from: this.#id, ...letter }));
  }

  /** @param {any} letter */
  #hear({ from, to, hello, welcome, busy, bye, message }) {
    if (to && to !== this.#id) return; // everybody hears everything
    if (hello && this.#partner) this.#tell({ to: from, busy: true });
    else if (hello) {
      this.#tell({ to: from, welcome: true });
      this.#meet(from);
    } else if (welcome && !this.#partner) this.#meet(from);
    else if (welcome && from !== this.#partner)
      this.#tell({ to: from, bye: true });
    else if (busy && !this.#partner) this.events.busy();
    else if (from === this.#partner && bye) this.lose();
    else if (from === this.#partner && message) this.events.heard(message);
  }

  // Two numbers, and one is the larger: that settles it without a word.
  /** @param {string} partner */
  #meet(partner) {
    this.#partner = partner;
    this.events.met(Number(this.#id) > Number(partner));
  }

  // They have said goodbye, or nothing comes from them any more.
  lose() {
    this.#partner = '';
    this.events.left();
    this.#tell({ hello: true }); // somebody else may be waiting
  }
}
// #endregion
