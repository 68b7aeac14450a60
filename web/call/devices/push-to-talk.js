// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../../shared/dom.js';
import { isTyping } from '../controls/shortcuts.js';

/**
 * Space, held down: heard for as long. Space on a button that was reached by keys still presses it; one that was clicked has the
 * focus by accident only.
 * @param {import('../state/store.js').Store} store
 * @param {import('./local-media.js').LocalMedia} media
 */
export function takePushToTalk(store, media) {
  const badge = find('talking', HTMLElement);
  let byPointer = false;
  let held = false;
  const release = () => {
    if (!held) return;
    held = false;
    badge.hidden = true;
    void media.setMicrophone(false);
  };
  addEventListener('pointerdown', () => (byPointer = true), true);
  addEventListener('keydown', event => {
    if (event.key === 'Tab') byPointer = false;
    if (event.key !== ' ' || !isFree(event.target, byPointer)) return;
    const { phase, observer } = store.state;
    if (phase !== 'joined' || observer || !find('keys-on', HTMLInputElement).checked) return;
    event.preventDefault();
    if (event.repeat || held || media.audio) return;
    held = true;
    badge.hidden = false;
    void media.setMicrophone(true);
  });
  addEventListener('keyup', event => {
    if (event.key !== ' ' || !held) return;
    // Else the button below would be pressed by this very key.
    event.preventDefault();
    release();
  });
  addEventListener('blur', release);
  store.subscribe(({ phase }) => {
    if (phase !== 'joined') release();
  });
}

/**
 * @param {EventTarget | null} target
 * @param {boolean} byPointer
 */
function isFree(target, byPointer) {
  if (isTyping(target) || document.querySelector('dialog[open]')) return false;
  const pressable = target instanceof Element && target.closest('button, a, input, summary, [tabindex="0"]');
  return !pressable || byPointer;
}
