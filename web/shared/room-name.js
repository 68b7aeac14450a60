// SPDX-License-Identifier: Apache-2.0
// @ts-check
const kAdjectives = ['amber', 'brave', 'bright', 'calm', 'clever', 'gentle', 'happy', 'kind', 'lucky', 'merry', 'mellow',
  'quick', 'quiet', 'silver', 'sunny', 'swift', 'warm', 'wise'];
const kAnimals = ['badger', 'beaver', 'crane', 'dolphin', 'falcon', 'finch', 'fox', 'hare', 'heron', 'ibis', 'lark', 'lynx',
  'marten', 'otter', 'owl', 'panda', 'robin', 'seal', 'stork', 'wren'];
const kLongest = 64;

/** @param {string} name */
export const isRoomName = name => /^[A-Za-z0-9_-]{1,64}$/.test(name);

/**
 * What was typed as a room's name, letter by letter: "Café München" becomes "Cafe-Munchen".
 * @param {string} typed
 */
export function slugify(typed) {
  return typed
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\s+/g, '-')
    .replace(/[^A-Za-z0-9_-]/g, '')
    .slice(0, kLongest);
}

/** A name that is easy to say over the phone: calm-otter-42. */
export function randomRoomName() {
  return `${pick(kAdjectives)}-${pick(kAnimals)}-${10 + randomBelow(90)}`;
}

/** The room of a call page, from the last part of its path. */
export function roomOfPage() {
  const last = location.pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** @param {string[]} words */
const pick = words => words[randomBelow(words.length)];

/** @param {number} limit */
const randomBelow = limit => crypto.getRandomValues(new Uint32Array(1))[0] % limit;
