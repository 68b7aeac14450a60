// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../../shared/dom.js';
import { isInCall } from '../state/store.js';

/** @typedef {import('../state/store.js').State} State */

/** A long message is read in the panel. */
const kReadAloud = 200;

/**
 * Says in a live region what others see: who comes and goes, what is written, a lost connection. (Toasts speak for
 * themselves.)
 * @param {import('../state/store.js').Store} store
 */
export function announceChanges(store) {
  const region = find('announcer', HTMLElement);
  store.subscribe((state, before) => {
    const news = [
      ...phaseNews(state, before),
      ...peopleNews(state, before),
      ...chatNews(state, before),
      ...roomNews(state, before),
    ];
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
function chatNews(now, before) {
  if (now.chat === before.chat || !isInCall(before.phase)) return [];
  const known = new Set(before.chat.map(one => one.id));
  const news = now.chat.filter(one => !known.has(one.id) && one.participant !== now.participant);
  return news.map(({ name, text }) => `${name} writes: ${text.slice(0, kReadAloud)}`);
}

/**
 * @param {State} now
 * @param {State} before
 */
function roomNews(now, before) {
  if (!isInCall(now.phase) || !isInCall(before.phase)) return [];
  const locked = now.locked === before.locked ? [] : [now.locked ? 'The room is locked.' : 'The room is unlocked.'];
  if (now.repair !== before.repair) locked.push(now.repair || 'Sound and picture are back.');
  return now.weakness === before.weakness ? locked : [...locked, now.weakness || 'The network is better again.'];
}
