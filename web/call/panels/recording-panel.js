// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { clock } from '../../shared/clock.js';
import { button, find, icon, make } from '../../shared/dom.js';
import { syncList } from '../../shared/keyed-list.js';
import { elapsedMs } from '../state/room-state.js';
import { nameOf } from '../state/store.js';
import { recall, remember } from '../../shared/storage.js';

/** @typedef {import('../state/wire.js').Recording} Recording */
/** @typedef {import('../actions.js').Actions} Actions */

/**
 * Starting a recording, and pausing or stopping each that runs.
 * @param {import('../state/store.js').Store} store
 * @param {Actions} actions
 */
export function showRecordingPanel(store, actions) {
  const list = find('running', HTMLUListElement);
  takeWish(store, actions);
  let ticking = 0;
  const tick = () => {
    for (const one of store.state.recordings) {
      const row = [...list.children].find(child => /** @type {HTMLElement} */ (child).dataset.key === one.recording);
      const time = row?.querySelector('time');
      if (time) time.textContent = clock(elapsedMs(one));
    }
  };
  store.subscribe((state, before) => {
    const { recordings } = state;
    if (recordings === before.recordings) return;
    syncList(list, recordings, {
      key: one => one.recording ?? '',
      create: one => create(one, store, actions),
      update: (row, one) => update(row, one, nameOf(state, one.by)),
    });
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
function create({ recording: id }, store, actions) {
  const pause = make('button', { type: 'button', className: 'pause' });
  const stop = make('button', { type: 'button', className: 'danger' }, icon('stop'), 'Stop recording');
  const current = () => store.state.recordings.find(one => one.recording === id);
  pause.addEventListener('click', () => actions.pause(current()?.state !== 'paused', id));
  stop.addEventListener('click', () => actions.record(false, id ? { recording: id } : {}));
  return make(
    'li',
    {},
    make('p', { className: 'running-words' }, make('span', { className: 'light' }), make('span', {}), make('time', {})),
    make('div', { className: 'actions' }, pause, stop),
  );
}

/**
 * @param {HTMLElement} row
 * @param {Recording} one
 * @param {string} by
 */
function update(row, one, by) {
  const paused = one.state === 'paused';
  row.classList.toggle('paused', paused);
  const words = /** @type {HTMLElement} */ (row.querySelector('.running-words span:nth-child(2)'));
  const what = one.layout ? `In layout ${one.layout}` : 'What everybody sees';
  words.textContent = `${what}${one.by ? `, by ${by}` : ''}${paused ? ' (paused)' : ''}`;
  const pause = /** @type {HTMLElement} */ (row.querySelector('.pause'));
  pause.replaceChildren(icon(paused ? 'record' : 'pause'), paused ? 'Resume recording' : 'Pause recording');
}
