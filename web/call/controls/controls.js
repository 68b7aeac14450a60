// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, setPressed } from '../../shared/dom.js';
import { remember } from '../../shared/storage.js';
import { ourselves } from '../state/store.js';

/**
 * The microphone and camera buttons, before the call and in it.
 * @param {import('../devices/local-media.js').LocalMedia} media
 * @param {import('../actions.js').Actions} actions
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
    for (const toggle of toggles) setPressed(toggle, media[kindOf(toggle)]);
  };
  for (const toggle of toggles) {
    const kind = kindOf(toggle);
    // How one comes in is a habit; what one does in a call is of the moment.
    if (toggle.closest('.lobby')) toggle.addEventListener('click', () => remember(`on.${kind}`, !media[kind]));
    toggle.addEventListener('click', () => flip[kind]());
  }
  media.addEventListener('change', render);
  render();
}

/**
 * Hand and goodbye.
 * @param {import('../state/store.js').Store} store
 * @param {import('../actions.js').Actions} actions
 */
export function showCallControls(store, actions) {
  const hand = button('hand');
  hand.addEventListener('click', () => actions.hand(!isHandUp(store.state)));
  button('leave').addEventListener('click', () => actions.leave());
  store.subscribe(state => {
    setPressed(hand, isHandUp(state));
    hand.disabled = state.phase !== 'joined';
  });
}

/** @param {import('../state/store.js').State} state */
export const isHandUp = state => ourselves(state)?.hand === true;
