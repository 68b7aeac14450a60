// SPDX-License-Identifier: Apache-2.0
// @ts-check
const kEveryMs = 4000;
const kAnswerMs = 5000;
/** When there is reason to doubt. */
const kQuickAnswerMs = 2000;

/**
 * Notices a connection that is dead without a word: browsers show a page neither the server's pings nor their own. From
 * the last sign of life to `dead` it takes nine seconds at most.
 */
export class Heartbeat {
  #every = 0;
  #deadline = 0;
  #deadlineAt = Infinity;

  /** @param {{ask: () => void, dead: () => void}} events `ask`: say something that will be answered */
  constructor(events) {
    this.events = events;
  }

  begin() {
    this.end();
    this.#every = setInterval(() => this.#ask(kAnswerMs), kEveryMs);
  }

  end() {
    clearInterval(this.#every);
    this.heard();
  }

  /** Something has come. */
  heard() {
    clearTimeout(this.#deadline);
    this.#deadlineAt = Infinity;
  }

  /** The network may be another one: asks at once, and waits less for the answer. */
  probe() {
    this.#ask(kQuickAnswerMs);
  }

  /** A question that is open keeps its deadline. @param {number} ms */
  #ask(ms) {
    this.events.ask();
    const at = performance.now() + ms;
    if (at >= this.#deadlineAt) return;
    this.heard();
    this.#deadlineAt = at;
    this.#deadline = setTimeout(() => this.events.dead(), ms);
  }
}
