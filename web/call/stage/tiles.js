// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find, icon, make, setPressed } from '../../shared/dom.js';
import { KeyedList } from '../../shared/keyed-list.js';
import { nameOf } from '../state/store.js';

/** @typedef {import('../state/wire.js').Tile} Tile */
/** @typedef {import('../state/wire.js').Layout} Layout */
/** @typedef {import('../state/store.js').State} State */

/**
 * The people in the mixed picture as a list of buttons, one over each tile: a press pins or unpins. The names that are seen are
 * part of the picture; these are for those who cannot see it, and for screens on which they are too small to be read.
 * @param {import('../state/store.js').Store} store
 * @param {{pin: (participant: string | null) => void}} actions
 */
export function showTiles(store, actions) {
  const list = find('tiles', HTMLUListElement);
  /** @type {KeyedList<Tile>} */
  const tiles = new KeyedList(
    list,
    tile => `${tile.kind} ${tile.participant}`,
    tile => tileButton(tile, store, actions),
  );
  store.subscribe((state, before) => {
    const { layout, participants } = state;
    if (layout === before.layout && participants === before.participants) return;
    list.ariaLabel = layout?.hidden ? `Shown in the picture; ${layout.hidden} more are not` : 'Shown in the picture';
    tiles.show(layout?.tiles ?? []);
  });
}

/**
 * @param {Tile} tile
 * @param {import('../state/store.js').Store} store
 * @param {{pin: (participant: string | null) => void}} actions
 */
function tileButton({ participant }, store, actions) {
  const name = make('bdi', { className: 'tile-name' });
  const pin = make('button', { type: 'button', className: 'tile-button' }, icon('pin'), name);
  const isPinned = () => store.state.layout?.pinned === participant;
  pin.addEventListener('click', () => actions.pin(isPinned() ? null : participant));
  const element = make('li', { className: 'tile' }, pin);
  element.dataset.participant = participant;
  return {
    element,
    /** @param {Tile} tile */
    update: tile => {
      place(element, tile, /** @type {Layout} */ (store.state.layout).canvas);
      pin.ariaLabel = describe(tile, store.state);
      name.textContent = nameOf(store.state, participant);
      pin.title = isPinned() ? 'Unpin' : 'Pin';
      setPressed(pin, isPinned());
    },
  };
}

/**
 * @param {HTMLElement} element
 * @param {Tile} tile
 * @param {Layout['canvas']} canvas
 */
function place({ style }, tile, canvas) {
  style.left = percent(tile.x, canvas.width);
  style.top = percent(tile.y, canvas.height);
  style.width = percent(tile.width, canvas.width);
  style.height = percent(tile.height, canvas.height);
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
