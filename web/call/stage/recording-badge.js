// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, setPressed } from '../../shared/dom.js';
import { clock } from '../../shared/quantities.js';
import { toast } from '../../shared/toast.js';
import { elapsedMs } from '../state/room-state.js';
import { isInCall, nameOf } from '../state/store.js';

/** @typedef {import('../state/wire.js').Recording} Recording */
/** @typedef {import('../state/store.js').State} State */

/**
 * That this call is recorded, seen at once: a red frame, a badge with a timer for all that run, and words on each change.
 * @param {import('../state/store.js').Store} store
 */
export function showRecordingBadge(store) {
  const badge = find('recording', HTMLElement);
  const area = find('area', HTMLElement);
  const timer = find('recording-time', HTMLElement);
  let ticking = 0;
  const tick = () => (timer.textContent = clock(elapsedMs(store.state.recording)));

  store.subscribe((state, before) => {
    const { recordings, recording } = state;
    if (recordings === before.recordings && recording === before.recording) return;
    const runs = recordings.some(one => one.state === 'on');
    badge.hidden = recordings.length === 0;
    badge.classList.toggle('paused', !runs);
    area.classList.toggle('recorded', runs);
    setPressed(button('record'), recordings.length > 0);
    find('recording-words', HTMLElement).textContent = badgeWords(recordings.length, runs);
    clearInterval(ticking);
    if (runs) ticking = setInterval(tick, 1000);
    if (recordings.length > 0) tick();
    tellChange(state, before);
  });
}

/**
 * @param {number} count
 * @param {boolean} runs
 */
function badgeWords(count, runs) {
  if (count > 1) return runs ? `${count} recordings` : `${count} recordings paused`;
  return runs ? 'Recording' : 'Recording paused';
}

/**
 * @param {State} now
 * @param {State} before
 */
function tellChange(now, before) {
  if (!isInCall(now.phase)) return;
  for (const { text, file } of recordingNews(now, before))
    // The address alone does not open what a locked room has made: the list does.
    toast(text, file && !now.locked ? { href: `../recordings/${encodeURIComponent(file)}`, text: file } : undefined);
}

/**
 * What became of each recording, in words.
 * @param {State} now
 * @param {State} before
 * @returns {{text: string, file?: string}[]}
 */
function recordingNews(now, before) {
  const old = new Map(before.recordings.map(one => [one.recording, one]));
  const news = now.recordings.flatMap(one => {
    const text = changeWords(one, old.get(one.recording), isInCall(before.phase) ? nameOf(now, one.by) : '');
    return text ? [{ text }] : [];
  });
  return now.ended && now.ended !== before.ended ? [...news, endWords(now.ended)] : news;
}

/**
 * @param {Recording} one
 * @param {Recording | undefined} before
 * @param {string} by '' for one that was there before us
 */
function changeWords(one, before, by) {
  if (!before) return by && one.by ? `Recording started by ${by}.` : 'This call is being recorded.';
  if (one.state === before.state) return '';
  return one.state === 'paused' ? 'Recording paused.' : 'Recording goes on.';
}

/** @param {Recording} ended */
const endWords = ({ reason, file }) => ({
  text: reason ? `Recording stopped: ${reason}.` : 'Recording stopped.',
  file,
});
