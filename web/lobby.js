// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from './dom.js';
import { recall, remember } from './storage.js';

const kNameless = 'Guest';

/**
 * The screen before the call: who we are, and what is the matter with our devices.
 * @param {object} context
 * @param {string} context.room
 * @param {string | null} context.name from the address; wins over the one remembered
 * @param {import('./local-media.js').LocalMedia} context.media
 * @param {() => void} context.join
 * @returns {() => string} the name to join with
 */
export function showLobby({ room, name, media, join }) {
  const field = find('name', HTMLInputElement);
  const problem = find('problem', HTMLElement);
  find('lobby-room', HTMLElement).textContent = room;
  document.title = `${room} · confab`;
  field.value = (name ?? recall('name', '')).slice(0, field.maxLength);
  find('lobby-form', HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault();
    remember('name', field.value.trim());
    join();
  });
  media.addEventListener('change', () => {
    problem.textContent = media.problem && `${media.problem} You can join all the same.`;
  });
  return () => field.value.trim() || kNameless;
}
