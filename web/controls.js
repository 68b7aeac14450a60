// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, press } from './dom.js';

/**
 * @typedef {object} Actions
 * @property {(on: boolean) => void} setMicrophone
 * @property {(on: boolean) => void} setCamera
 * @property {(on: boolean) => void} record
 * @property {() => void} leave
 */

/**
 * The microphone and camera buttons, before the call and in it, and their keys.
 * @param {import('./local-media.js').LocalMedia} media
 * @param {Actions} actions
 */
export function showMediaToggles(media, actions) {
  const toggles = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll('button[data-toggle]')]);
  const flip = {
    audio: () => actions.setMicrophone(!media.audio),
    video: () => actions.setCamera(!media.video),
  };
  /** @param {HTMLButtonElement} toggle */
  const kindOf = toggle => (toggle.dataset.toggle === 'audio' ? 'audio' : 'video');
  const render = () => {
    for (const toggle of toggles) press(toggle, media[kindOf(toggle)]);
  };
  for (const toggle of toggles) toggle.addEventListener('click', () => flip[kindOf(toggle)]());
  addEventListener('keydown', event => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'm') flip.audio();
    if (key === 'v') flip.video();
  });
  media.addEventListener('change', render);
  render();
}

/**
 * The rest of the control bar.
 * @param {import('./store.js').Store} store
 * @param {Actions} actions
 */
export function showCallControls(store, actions) {
  const record = button('record');
  record.addEventListener('click', () => actions.record(store.state.recording.state === 'off'));
  button('leave').addEventListener('click', () => actions.leave());
  store.subscribe(({ recording, phase }) => {
    press(record, recording.state !== 'off');
    record.disabled = phase !== 'joined';
  });
}

/** @param {EventTarget | null} target */
const isField = target => target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null;
