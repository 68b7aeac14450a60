// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make } from '../shared/dom.js';
import { fileOf, served } from './files.js';

/**
 * Plays a recording over the page.
 * @param {import('./types.js').StoredRecording} recording
 */
export function play(recording) {
  const dialog = find('player', HTMLDialogElement);
  const video = find('player-video', HTMLVideoElement);
  const file = fileOf(recording, 'video');
  if (!file) return;
  find('player-title', HTMLElement).textContent = recording.id;
  video.src = served(file.url);
  video.poster = recording.poster ? served(recording.poster) : '';
  const captions = fileOf(recording, 'captions');
  video.replaceChildren(...(captions
    ? [make('track', { kind: 'captions', label: 'Who speaks', src: served(captions.url) })] : []));
  const close = () => dialog.close();
  button('player-close').addEventListener('click', close, { once: true });
  dialog.addEventListener('close', () => {
    button('player-close').removeEventListener('click', close);
    video.removeAttribute('src');
    video.load(); // lets go of the file
  }, { once: true });
  dialog.showModal();
  video.play().catch(() => {}); // then its own button does
}
