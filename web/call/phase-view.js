// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../shared/dom.js';

/**
 * Which of the three screens is seen: before the call, in it, or after it.
 * @param {import('./state/store.js').Store} store
 * @param {() => void} join
 */
export function showPhase(store, join) {
  const screens = {
    lobby: find('lobby', HTMLElement),
    call: find('call', HTMLElement),
    ended: find('ended', HTMLElement),
  };
  const first = { lobby: button('join'), call: button('microphone'), ended: button('again') };
  screens.ended.addEventListener('click', event => {
    if (event.target === first.ended) join();
  });

  store.subscribe(({ phase, words, attempt, ahead, observer, repair }, before) => {
    document.body.dataset.state = phase;
    document.body.classList.toggle('observer', observer);
    const current = screenOf(phase);
    const last = screenOf(before.phase);
    const focusIsLost = last !== current && screens[last].contains(document.activeElement);
    for (const [name, screen] of Object.entries(screens)) screen.hidden = name !== current;
    const reconnecting = find('reconnecting', HTMLElement);
    reconnecting.hidden = phase !== 'reconnecting' && repair === '';
    reconnecting.textContent = repair || (attempt > 1 ? `Reconnecting… attempt ${attempt}` : 'Reconnecting…');
    find('waiting', HTMLElement).textContent = phase === 'joining' ? joining(ahead) : 'Waiting for the picture…';
    if (current === 'ended') describeEnd(phase === 'error', words);
    if (focusIsLost) first[current].focus();
  });
}

/** @param {number} ahead */
const joining = ahead => (ahead > 0 ? `Joining… ${ahead} before you` : 'Joining…');

/** @param {import('./state/store.js').Phase} phase */
function screenOf(phase) {
  if (phase === 'idle') return 'lobby';
  return phase === 'left' || phase === 'error' ? 'ended' : 'call';
}

/**
 * @param {boolean} failed
 * @param {string} words
 */
function describeEnd(failed, words) {
  find('ended-title', HTMLElement).textContent = failed ? 'That did not work' : 'Goodbye';
  find('ended-words', HTMLElement).textContent = words;
  button('again').textContent = failed ? 'Try again' : 'Join again';
}
