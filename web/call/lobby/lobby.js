// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../../shared/dom.js';
import { recall, remember } from '../../shared/storage.js';

const kNameless = 'Guest';

/**
 * The screen before the call: who we are, how we come in, and what is the matter with our devices.
 * @param {object} context
 * @param {string} context.room
 * @param {string | null} context.name from the address; wins over the one remembered
 * @param {boolean} context.observer from the address
 * @param {import('../state/store.js').Store} context.store
 * @param {import('../devices/local-media.js').LocalMedia} context.media
 * @param {import('../actions.js').Actions} context.actions
 */
export function showLobby({ room, name, observer, store, media, actions }) {
  const field = find('name', HTMLInputElement);
  const problem = find('problem', HTMLElement);
  find('lobby-room', HTMLElement).textContent = room;
  document.title = `${room} · confab`;
  field.value = (name ?? recall('name', '')).slice(0, field.maxLength);
  find('lobby-form', HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault();
    remember('name', field.value.trim());
    actions.join();
  });
  const watch = find('watch', HTMLInputElement);
  watch.checked = observer;
  watch.addEventListener('change', () => {
    store.set({ observer: watch.checked });
    void (watch.checked ? media.close() : media.open({ audio: true, video: true }));
  });
  for (const id of ['unrecorded', 'unrecorded-call']) showConsent(find(id, HTMLInputElement), store, actions);
  media.addEventListener('change', () => {
    problem.textContent = media.problem && `${media.problem} You can join all the same.`;
  });
}

/** The name to join with. */
export const chosenName = () => find('name', HTMLInputElement).value.trim() || kNameless;

/**
 * @param {HTMLInputElement} box
 * @param {import('../state/store.js').Store} store
 * @param {import('../actions.js').Actions} actions
 */
function showConsent(box, store, actions) {
  box.addEventListener('change', () => actions.setRecorded(!box.checked));
  store.subscribe(({ recorded }) => (box.checked = !recorded));
}
