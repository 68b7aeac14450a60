// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find, make } from './dom.js';

/**
 * The people in the mixed picture as a list for those who cannot see it: one item over each tile. The names that are seen
 * are part of the picture.
 * @param {import('./store.js').Store} store
 */
export function showTiles(store) {
  const list = find('tiles', HTMLUListElement);
  store.subscribe(({ layout, participants, participant: own }, before) => {
    if (layout === before.layout && participants === before.participants) return;
    if (!layout) return list.replaceChildren();
    const people = new Map(participants.map(one => [one.participant, one]));
    list.replaceChildren(...layout.tiles.map(tile => item(tile, layout.canvas, people.get(tile.participant), own)));
  });
}

/**
 * @param {import('./wire.js').Tile} tile
 * @param {{width: number, height: number}} canvas
 * @param {import('./wire.js').Participant | undefined} person
 * @param {string} own
 */
function item(tile, canvas, person, own) {
  const words = [person?.name ?? 'Someone'];
  if (tile.participant === own) words.push('you');
  if (person && !person.audio) words.push('microphone off');
  if (person && !person.video) words.push('camera off');
  const element = make('li', { className: 'tile' }, make('span', { className: 'visually-hidden' }, words.join(', ')));
  element.dataset.participant = tile.participant;
  element.style.left = percent(tile.x, canvas.width);
  element.style.top = percent(tile.y, canvas.height);
  element.style.width = percent(tile.width, canvas.width);
  element.style.height = percent(tile.height, canvas.height);
  return element;
}

/**
 * @param {number} part
 * @param {number} whole
 */
const percent = (part, whole) => `${(100 * part) / whole}%`;
