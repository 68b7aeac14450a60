// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * What the page shows, in one place. Messages and clicks change it, the views only read it.
 *
 * @typedef {'idle' | 'joining' | 'joined' | 'reconnecting' | 'left' | 'error'} Phase
 * @typedef {object} State
 * @property {Phase} phase
 * @property {string} words why the call ended or could not begin
 * @property {number} attempt how often we have tried to come back; 0 while nothing is cut
 * @property {number} ahead how many come before us while we join; 0: nobody
 * @property {boolean} observer watches only
 * @property {boolean} recorded false: wants to be left out of recordings
 * @property {string} participant our own id
 * @property {import('./wire.js').Participant[]} participants
 * @property {import('./wire.js').Layout | null} layout
 * @property {string} speaker id of who speaks now; '' for nobody
 * @property {Record<string, number>} levels dBov of those who are heard
 * @property {import('./wire.js').Recording[]} recordings all that run
 * @property {import('./wire.js').Recording} recording the most telling of them, or the last that ended
 * @property {import('./wire.js').Recording | null} ended the last that ended
 * @property {import('./wire.js').ChatMessage[]} chat
 * @property {boolean} locked
 * @property {import('./wire.js').Failure | null} refusal what the server refused last
 * @property {import('./wire.js').Quality | null} quality how the server finds our connection; null: it has not said
 * @property {string} repair what is done about a connection that is lost, in words; '' while nothing is
 * @property {string} weakness what the network cannot do, in words; '' while it can
 */

/** What is true of no call. */
export const kNoCall = {
  attempt: 0,
  ahead: 0,
  participant: '',
  participants: [],
  layout: null,
  speaker: '',
  levels: {},
  recordings: [],
  ended: null,
  chat: [],
  locked: false,
  refusal: null,
  quality: null,
  repair: '',
  weakness: '',
};

/** @type {State} */
const kInitial = { ...kNoCall, phase: 'idle', words: '', observer: false, recorded: true, recording: { state: 'off' } };

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

/** @param {State} state */
export const ourselves = ({ participants, participant }) => participants.find(one => one.participant === participant);

/** @param {State} state */
export const isHost = state => ourselves(state)?.role === 'host';

/**
 * @param {State} state
 * @param {string} [participant]
 */
export const nameOf = ({ participants }, participant) =>
  participants.find(one => one.participant === participant)?.name ?? 'Someone';
