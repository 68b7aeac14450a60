// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { kKeptChat } from './wire.js';

/**
 * What a message of the server changes in the state. Pure: the same message changes the same state in the same way.
 *
 * @typedef {import('./store.js').State} State
 * @typedef {import('./wire.js').Participant} Participant
 * @typedef {import('./wire.js').Recording} Recording
 */

/**
 * @param {State} state
 * @param {any} message checked by its sender: the server is trusted with the page it has served
 * @param {number} now performance.now()
 * @returns {Partial<State> | null} null: the message is about something else
 */
export function changeBy(state, message, now) {
  switch (message.type) {
    case 'participant.joined':
    case 'participant.updated': return { participants: withParticipant(state.participants, message) };
    case 'participant.left': return { participants: without(state.participants, message.participant) };
    case 'speaker': return { speaker: message.participant ?? '', levels: message.levels ?? {} };
    case 'quality': return { quality: message };
    case 'layout': return { layout: message };
    case 'recording': return withRecording(state, { ...message, heardAt: now });
    case 'chat': return { chat: [...state.chat, message].slice(-kKeptChat) };
    case 'room': return { locked: message.locked === true };
    default: return null;
  }
}

/**
 * @param {import('./wire.js').Joined} joined
 * @param {number} now
 * @returns {Partial<State>}
 */
export function stateOf(joined, now) {
  const { participant, participants, layout = null, chat = [], locked = false } = joined;
  const told = joined.recordings ?? (joined.recording ? [joined.recording] : []);
  const recordings = told.filter(one => one.state !== 'off').map(one => ({ ...one, heardAt: now }));
  const recording = mostTelling(recordings) ?? { state: 'off' };
  return { participant, participants, layout, chat, locked, recordings, recording, attempt: 0, words: '' };
}

/** How long a recording is by now. @param {Recording} one */
export const elapsedMs = ({ state, elapsedMs: told = 0, heardAt = 0 }, now = performance.now()) =>
  state === 'on' ? told + now - heardAt : told;

/**
 * Who was there stays in their place.
 * @param {Participant[]} participants
 * @param {Participant & {type?: string}} message
 */
function withParticipant(participants, { type: _, ...one }) {
  const known = participants.some(other => other.participant === one.participant);
  return known
    ? participants.map(other => (other.participant === one.participant ? one : other))
    : [...participants, one];
}

/**
 * @param {Participant[]} participants
 * @param {string} id
 */
const without = (participants, id) => participants.filter(one => one.participant !== id);

/**
 * @param {State} state
 * @param {Recording} message
 */
function withRecording(state, message) {
  const others = state.recordings.filter(one => one.recording !== message.recording);
  const known = state.recordings.find(one => one.recording === message.recording);
  if (message.state !== 'off') {
    const recordings = [...others, message].sort(byId);
    return { recordings, recording: mostTelling(recordings) };
  }
  const ended = { ...known, ...message };
  return { recordings: others, recording: mostTelling(others) ?? ended, ended };
}

/** One that runs rather than one that is held, one of what everybody sees rather than one with a picture of its own.
 *  @param {Recording[]} recordings */
const mostTelling = recordings => {
  const rank = (/** @type {Recording} */ one) => (one.state === 'on' ? 0 : 2) + (one.layout ? 1 : 0);
  return [...recordings].sort((a, b) => rank(a) - rank(b))[0];
};

/**
 * @param {Recording} a
 * @param {Recording} b
 */
const byId = (a, b) => (a.recording ?? '').localeCompare(b.recording ?? '');
