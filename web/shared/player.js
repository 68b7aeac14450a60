// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { icon, make } from './dom.js';

const title = make('h2', { id: 'player-title' }, 'Recording');
const close = make('button', { type: 'button', className: 'quiet square', ariaLabel: 'Close player' }, icon('close'));
const film = make('video', { id: 'film', controls: true, playsInline: true, ariaLabel: 'The recording' });
const dialog = make('dialog', { id: 'player', className: 'dialog player' }, make('header', {}, title, close), film);
dialog.setAttribute('aria-labelledby', title.id);
document.body.append(dialog);

close.addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => {
  film.pause();
  film.removeAttribute('src');
  film.load(); // lets go of the file
});

/**
 * Plays a recording over the page, which goes on.
 * @param {{name: string, video: string, poster?: string, captions?: string}} recording its name and the addresses of its files
 */
export function playRecording({ name, video, poster = '', captions = '' }) {
  title.textContent = name;
  film.src = video;
  film.poster = poster;
  film.replaceChildren(
    ...(captions ? [make('track', { kind: 'captions', label: 'Who speaks', src: captions })] : []),
  );
  dialog.showModal();
  film.play().catch(() => {}); // then its own button does
}
