// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, icon, make } from '../../shared/dom.js';
import { KeyedList } from '../../shared/keyed-list.js';
import { clock } from '../../shared/quantities.js';
import { recall, remember } from '../../shared/storage.js';
import { elapsedMs } from '../state/room-state.js';
import { nameOf } from '../state/store.js';

/** @typedef {import('../state/wire.js').Recording} Recording */
/** @typedef {import('../actions.js').Actions} Actions */

/**
 * Starting a recording, and pausing or stopping each that runs.
 * @param {import('../state/store.js').Store} store
 * @param {Actions} actions
 */
export function showRecordingPanel(store, actions) {
  /** @type {KeyedList<Recording>} */
  const list = new KeyedList(
    find('running', HTMLUListElement),
    one => one.recording ?? '',
    one => recordingRow(one, store, actions),
  );
  takeWish(store, actions);
  let ticking = 0;
  const tick = () => list.show(store.state.recordings);
  store.subscribe(({ recordings }, before) => {
    if (recordings === before.recordings) return;
    clearInterval(ticking);
    tick();
    if (recordings.some(one => one.state === 'on')) ticking = setInterval(tick, 1000);
    // One of what everybody sees is enough; more with pictures of their own are for scripts.
    find('record-form', HTMLFormElement).hidden = recordings.some(one => !one.layout);
  });
}

/**
 * @param {import('../state/store.js').Store} store
 * @param {Actions} actions
 */
function takeWish(store, actions) {
  const format = find('record-format', HTMLSelectElement);
  const tracks = find('record-tracks', HTMLInputElement);
  format.value = recall('record.format', /** @type {string} */ ('webm')) === 'mp4' ? 'mp4' : 'webm';
  tracks.checked = recall('record.tracks', false);
  const start = button('record-start');
  find('record-form', HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault();
    remember('record.format', format.value);
    remember('record.tracks', tracks.checked);
    actions.record(true, { format: format.value, ...(tracks.checked && { tracks: true }) });
    find('title-record', HTMLElement).focus();
  });
  store.subscribe(({ phase }) => (start.disabled = phase !== 'joined'));
}

/**
 * @param {Recording} one
 * @param {import('../state/store.js').Store} store
 * @param {Actions} actions
 */
function recordingRow({ recording: id }, store, actions) {
  const words = make('span', {});
  const time = make('time', {});
  const pause = make('button', { type: 'button', className: 'pause' });
  const stop = make('button', { type: 'button', className: 'danger' }, icon('stop'), 'Stop recording');
  /** @type {boolean | undefined} */
  let paused;
  pause.addEventListener('click', () => actions.pause(!paused, id));
  stop.addEventListener('click', () => actions.record(false, id ? { recording: id } : {}));
  const element = make(
    'li',
    {},
    make('p', { className: 'running-words' }, make('span', { className: 'light' }), words, time),
    make('div', { className: 'actions' }, pause, stop),
  );
  return {
    element,
    /** @param {Recording} one */
    update: one => {
      words.textContent = describe(one, nameOf(store.state, one.by));
      time.textContent = clock(elapsedMs(one));
      if (paused === (one.state === 'paused')) return;
      paused = one.state === 'paused';
      element.classList.toggle('paused', paused);
      pause.replaceChildren(icon(paused ? 'record' : 'pause'), paused ? 'Resume recording' : 'Pause recording');
    },
  };
}

/**
 * @param {Recording} one
 * @param {string} by
 */
function describe(one, by) {
  const what = one.layout ? `In layout ${one.layout}` : 'What everybody sees';
  return `${what}${one.by ? `, by ${by}` : ''}${one.state === 'paused' ? ' (paused)' : ''}`;
}
