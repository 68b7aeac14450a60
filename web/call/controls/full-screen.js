// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, setPressed } from '../../shared/dom.js';

/** The call on the whole screen, where the browser can do that (iPhones cannot). */
export function showFullScreen() {
  const toggle = button('full');
  toggle.hidden = !document.fullscreenEnabled;
  toggle.addEventListener('click', () => {
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    change.catch(() => {});
  });
  document.addEventListener('fullscreenchange', () => setPressed(toggle, document.fullscreenElement !== null));
}
