// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find, icon, make, setPressed } from '../../shared/dom.js';
import { syncList } from '../../shared/keyed-list.js';
import { nameOf } from '../state/store.js';

/** @typedef {import('../state/wire.js').Tile} Tile */
/** @typedef {import('../state/store.js').State} State */

/**
 * The people in the mixed picture as a list of buttons, one over each tile: a press pins or unpins. The names that are seen are
 * part of the picture; these are for those who cannot see it, and for screens on which they are too small to be read.
 * @param {import('../state/store.js').Store} store
 * @param {{pin: (participant: string | null) => void}} actions
 */
export function showTiles(store, actions) {
  const list = find('tiles', HTMLUListElement);
  store.subscribe((state, before) => {
    const { layout, participants } = state;
    if (layout === before.layout && participants === before.participants) return;
    list.ariaLabel = layout?.hidden ? `Shown in the picture; ${layout.hidden} more are not` : 'Shown in the picture';
    syncList(list, layout?.tiles ?? [], {
      key: tile => `${tile.kind} ${tile.participant}`,
      create: tile => create(tile, store, actions),
      update: (element, tile) => update(element, tile, state),
    });
  });
}

/**
 * @param {Tile} tile
 * @param {import('../state/store.js').Store} store
 * @param {{pin: (participant: string | null) => void}} actions
 */
function create({ participant }, store, actions) {
  const pin = make(
    'button',
    { type: 'button', className: 'tile-button' },
    icon('pin'),
    make('bdi', { className: 'tile-name' }),
  );
  pin.addEventListener('click', () => actions.pin(store.state.layout?.pinned === participant ? null : participant));
  const element = make('li', { className: 'tile' }, pin);
  element.dataset.participant = participant;
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {Tile} tile
 * @param {State} state
 */
function update(element, tile, state) {
  const { canvas, pinned } = /** @type {import('../state/wire.js').Layout} */ (state.layout);
  element.style.left = percent(tile.x, canvas.width);
  element.style.top = percent(tile.y, canvas.height);
  element.style.width = percent(tile.width, canvas.width);
  element.style.height = percent(tile.height, canvas.height);
  const pin = /** @type {HTMLButtonElement} */ (element.firstElementChild);
  const isPinned = pinned === tile.participant;
  pin.ariaLabel = describe(tile, state);
  /** @type {HTMLElement} */ (pin.lastElementChild).textContent = nameOf(state, tile.participant);
  pin.title = isPinned ? 'Unpin' : 'Pin';
  setPressed(pin, isPinned);
}

/**
 * @param {Tile} tile
 * @param {State} state
 */
function describe(tile, { participants, participant: own }) {
  const person = participants.find(one => one.participant === tile.participant);
  const words = [person?.name ?? 'Someone'];
  if (tile.participant === own) words.push('you');
  if (tile.kind === 'screen') words.push('shared screen');
  if (person && !person.audio) words.push('microphone off');
  if (person && !person.video) words.push('camera off');
  if (person?.hand) words.push('hand raised');
  return `Pin ${words.join(', ')}`;
}

/**
 * @param {number} part
 * @param {number} whole
 */
const percent = (part, whole) => `${(100 * part) / whole}%`;
