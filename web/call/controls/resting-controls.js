// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../../shared/dom.js';

const kStillMs = 4000;
/** From a finger's touch to its click. */
const kTapMs = 700;

/**
 * Lets the controls step back while nobody moves: never while the focus of the keyboard is on them, a panel is open, or there is
 * something to do.
 * @param {import('../state/store.js').Store} store
 * @param {import('../panels/panels.js').Panels} panels
 */
export function restControlsWhenStill(store, panels) {
  const call = find('call', HTMLElement);
  let timer = 0;
  /** A finger leaves its last place "hovered" for ever. */
  const canHover = matchMedia('(hover: hover)');
  const isUsed = () =>
    call.querySelector('.bar :focus-visible') ||
    (canHover.matches && call.querySelector('.bar:hover, .self-box:hover'));
  const mayRest = () =>
    store.state.phase === 'joined' &&
    !panels.current &&
    !isUsed() &&
    store.state.participants.length > 1 &&
    find('sound', HTMLElement).hidden;
  const rest = () => {
    if (mayRest()) call.dataset.still = '';
    else timer = setTimeout(rest, kStillMs);
  };
  const wake = () => {
    clearTimeout(timer);
    delete call.dataset.still;
    timer = setTimeout(rest, kStillMs);
  };
  addEventListener(
    'pointerdown',
    event => {
      // The tap that brings the controls back is no press of what happens to be below.
      if (event.pointerType === 'mouse' || !('still' in call.dataset)) return;
      const swallow = (/** @type {Event} */ click) => click.stopPropagation();
      addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener('click', swallow, { capture: true }), kTapMs);
    },
    { capture: true },
  );
  for (const type of ['pointermove', 'pointerdown', 'keydown', 'focusin'])
    addEventListener(type, wake, { passive: true });
  panels.addEventListener('change', wake);
  store.subscribe((state, before) => {
    // What is new shall be seen: the badge of a message, who comes, who records.
    if (
      state.phase !== before.phase ||
      state.chat !== before.chat ||
      state.recordings !== before.recordings ||
      state.participants.length !== before.participants.length
    )
      wake();
  });
}
