// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from './dom.js';
import { isInCall } from './store.js';

/** @typedef {import('./store.js').State} State */

/**
 * Says in a live region what others see: who comes and goes, recording, a lost connection.
 * @param {import('./store.js').Store} store
 */
export function announceChanges(store) {
  const region = find('announcer', HTMLElement);
  store.subscribe((state, before) => {
    const news = [...phaseNews(state, before), ...peopleNews(state, before), ...recordingNews(state, before)];
    if (news.length > 0) region.textContent = news.join(' ');
  });
}

/**
 * @param {State} now
 * @param {State} before
 */
function phaseNews(now, before) {
  if (now.phase === before.phase) return [];
  if (now.phase === 'joined') return [before.phase === 'reconnecting' ? 'Connected again.' : 'You have joined.'];
  if (now.phase === 'reconnecting') return ['Reconnecting.'];
  return now.words ? [now.words] : [];
}

/**
 * @param {State} now
 * @param {State} before
 */
function peopleNews(now, before) {
  if (!isInCall(now.phase) || !isInCall(before.phase)) return [];
  return [...missing(now, before, 'has joined.'), ...missing(before, now, 'has left.')];
}

/**
 * Those who are in one and not in the other.
 * @param {State} here
 * @param {State} there
 * @param {string} verb
 */
function missing(here, there, verb) {
  const known = new Set(there.participants.map(one => one.participant));
  return here.participants.filter(one => !known.has(one.participant)).map(one => `${one.name} ${verb}`);
}

/**
 * @param {State} now
 * @param {State} before
 */
function recordingNews(now, before) {
  if (!isInCall(now.phase) || now.recording.state === before.recording.state) return [];
  if (now.recording.state === 'off') return ['Recording stopped.'];
  if (now.recording.state === 'paused') return ['Recording paused.'];
  if (before.recording.state === 'paused') return ['Recording goes on.'];
  const by = now.participants.find(one => one.participant === now.recording.by)?.name ?? now.recording.by;
  return [by ? `Recording started by ${by}.` : 'This call is being recorded.'];
}
