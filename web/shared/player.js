// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from './dom.js';

const dialog = find('player', HTMLDialogElement);
const film = find('film', HTMLVideoElement);

button('player-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => {
  film.pause();
  film.removeAttribute('src');
  film.load();
});

/**
 * A recording over the call, which goes on.
 * @param {string} url
 * @param {string} title
 */
export function playRecording(url, title) {
  find('player-title', HTMLElement).textContent = title;
  film.src = url;
  dialog.showModal();
  film.play().catch(() => {}); // its own controls are there
}
