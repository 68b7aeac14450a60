// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../../shared/dom.js';

/** Below this the bar holds only what is needed every minute. Also in call.css. */
const kNarrow = '(max-width: 719px)';

/** On a narrow screen the secondary buttons of the bar move to the panel "More": one button a thing, wherever it is. */
export function fitBarToWidth() {
  const bar = find('bar', HTMLElement);
  const more = find('more-list', HTMLElement);
  const secondary = /** @type {HTMLElement[]} */ ([...bar.querySelectorAll('[data-secondary]')]);
  const narrow = matchMedia(kNarrow);
  const place = () => {
    const focused = document.activeElement;
    if (narrow.matches) more.prepend(...secondary);
    else for (const one of secondary) bar.insertBefore(one, button('people'));
    // A move takes the focus away.
    const moved = focused instanceof HTMLElement && secondary.includes(focused);
    if (moved) (focused.offsetParent ? focused : button('more')).focus();
  };
  narrow.addEventListener('change', place);
  place();
}
