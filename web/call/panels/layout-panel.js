// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make, setPressed } from '../../shared/dom.js';
import { KeyedList } from '../../shared/keyed-list.js';
import { nameOf } from '../state/store.js';
import { thumbnail } from './layout-thumbnail.js';

/** @typedef {{name: string, purpose?: string, focus?: boolean, cells?: import('./layout-thumbnail.js').Cell[]}} Known */

/** For a server that does not tell. */
const kFallback = [
  'auto',
  'grid',
  'speaker',
  '1+5',
  '1+7',
  'side-by-side',
  'sidebar',
  'filmstrip',
  'pip',
  'presentation',
];

/**
 * The layouts to choose from, and whoever is pinned.
 * @param {import('../state/store.js').Store} store
 * @param {import('./panels.js').Panels} panels
 * @param {{setLayout: (name: string) => void, pin: (participant: string | null) => void}} actions
 */
export function showLayouts(store, panels, actions) {
  /** @type {KeyedList<Known>} */
  const list = new KeyedList(find('layouts', HTMLUListElement), one => one.name, one => choiceOf(one, store, actions));
  const unpin = button('unpin');
  /** @type {Known[]} */
  let known = [];
  const render = () => {
    const { layout } = store.state;
    list.show(known);
    unpin.hidden = !layout?.pinned;
    find('unpin-words', HTMLElement).textContent = layout?.pinned ? `Unpin ${nameOf(store.state, layout.pinned)}` : '';
  };
  unpin.addEventListener('click', () => {
    actions.pin(null);
    find('title-layout', HTMLElement).focus();
  });
  panels.addEventListener('change', async () => {
    if (panels.current !== 'layout') return;
    if (known.length === 0) known = await layoutsOfServer();
    render();
  });
  store.subscribe(({ layout }, before) => {
    if (layout !== before.layout && panels.current === 'layout') render();
  });
}

/** @returns {Promise<Known[]>} */
async function layoutsOfServer() {
  try {
    const answer = await fetch('../api/v1/layouts');
    const listed = await answer.json();
    const layouts = Array.isArray(listed) ? listed : listed.layouts;
    if (answer.ok && layouts.length > 0) return layouts;
  } catch {
    // Without a list the best known ones are offered.
  }
  return kFallback.map(name => ({ name }));
}

/**
 * @param {Known} one
 * @param {import('../state/store.js').Store} store
 * @param {{setLayout: (name: string) => void}} actions
 */
function choiceOf({ name, purpose = '', ...drawn }, store, actions) {
  const choice = make(
    'button',
    { type: 'button', className: 'choice', title: purpose },
    thumbnail(drawn),
    make('bdi', {}, name),
  );
  choice.addEventListener('click', () => actions.setLayout(name));
  return { element: make('li', {}, choice), update: () => setPressed(choice, name === store.state.layout?.name) };
}
