// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { clock, size } from './quantities.js';

/**
 * A recording as the API tells of it; doc/api.md.
 *
 * @typedef {object} StoredRecording
 * @property {string} id
 * @property {string} room
 * @property {string} started
 * @property {number} [seconds]
 * @property {'recording' | 'waiting' | 'finishing' | 'ready'} state
 * @property {boolean} [paused]
 * @property {string} [step]
 * @property {number} [percent]
 * @property {number} bytes
 * @property {string} [poster]
 * @property {{file: string, kind: string, bytes: number, url: string}[]} files
 * @property {string[]} problems
 */

/** Addresses of files begin at the server's root; behind a proxy's path they are where the page is. @param {string} url */
export const beside = url => `..${url.slice(url.lastIndexOf('/recordings/'))}`;

/** The address that saves a file instead of showing it; one of a locked room has a key in it. @param {string} url */
export const toSave = url => `${url}${url.includes('?') ? '&' : '?'}download=1`;

/**
 * The address of its file of that kind; '' while there is none.
 * @param {StoredRecording} recording
 * @param {string} kind
 */
export function addressOf({ files }, kind) {
  const file = files.find(one => one.kind === kind);
  return file ? beside(file.url) : '';
}

/** What becomes of it, how long and how large it is. @param {StoredRecording} recording */
export const factsOf = ({ seconds, bytes, ...recording }) =>
  [stateOf(recording), seconds === undefined ? '' : clock(seconds * 1000), size(bytes)].filter(fact => fact !== '').join(' · ');

/** @param {Pick<StoredRecording, 'state' | 'paused' | 'step' | 'percent'>} recording */
function stateOf({ state, paused, step, percent }) {
  if (state === 'recording') return paused ? 'paused' : 'being recorded';
  if (state === 'waiting') return 'waits to be finished';
  if (state === 'finishing') return `${step || 'finishing'}${percent === undefined ? '' : `, ${Math.round(percent)} %`}`;
  return '';
}
