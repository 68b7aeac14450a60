// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { make } from './dom.js';

/** http and https alone: nothing that a click would run. */
const kAddress = /\bhttps?:\/\/[^\s<>"'`\u202a-\u202e\u2066-\u2069]+/g;
/** What ends a sentence is hardly ever part of the address before it. */
const kEnd = /[.,;:!?)\]}]+$/;

/**
 * A text as nodes, with its addresses as links. Whatever it says, it stays text.
 * @param {string} text
 * @returns {(string | HTMLAnchorElement)[]}
 */
export function linkify(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(kAddress)) {
    const address = match[0].replace(kEnd, '');
    if (!isAddress(address)) continue;
    parts.push(text.slice(from, match.index), link(address));
    from = match.index + address.length;
  }
  parts.push(text.slice(from));
  return parts.filter(part => part !== '');
}

/** @param {string} text */
function isAddress(text) {
  try {
    return new URL(text).host !== '';
  } catch {
    return false;
  }
}

/** @param {string} address */
const link = address => make('a', { href: address, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr' }, address);
