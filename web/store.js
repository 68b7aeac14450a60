// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * What the page shows, in one place. Messages and clicks change it, the views only read it.
 *
 * @typedef {'idle' | 'joining' | 'joined' | 'reconnecting' | 'left' | 'error'} Phase
 * @typedef {object} State
 * @property {Phase} phase
 * @property {string} words why the call ended or could not begin
 * @property {string} participant our own id
 * @property {import('./wire.js').Participant[]} participants
 * @property {import('./wire.js').Layout | null} layout
 * @property {string} speaker id of who speaks now; '' for nobody
 * @property {import('./wire.js').Recording} recording
 */

/** @type {State} */
const kInitial = { phase: 'idle', words: '', participant: '', participants: [], layout: null, speaker: '', recording: { state: 'off' } };

/** Synchronous: subscribers have seen a change when `set` returns. */
export class Store {
  /** @type {State} */
  state = kInitial;
  /** @type {((state: State, before: State) => void)[]} */
  #subscribers = [];

  /** @param {Partial<State>} change */
  set(change) {
    const before = this.state;
    this.state = { ...before, ...change };
    for (const subscriber of this.#subscribers) subscriber(this.state, before);
  }

  /** @param {(state: State, before: State) => void} subscriber */
  subscribe(subscriber) {
    this.#subscribers.push(subscriber);
    subscriber(this.state, this.state);
  }
}

/** @param {Phase} phase */
export const isInCall = phase => phase === 'joined' || phase === 'reconnecting';
