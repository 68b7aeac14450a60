// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw } from '../../shared/dom.js';

/** @typedef {[x: number, y: number, width: number, height: number]} Cell in 240ths of the canvas; the first ones lead */
/** @typedef {{cells: Cell[], leads: number}} Sketch */

const kWhole = 240;
const kGap = 8;

/**
 * A square of units, some of which are joined to large cells: what 1+5, 2+8 and the fixed grids are.
 * @param {number} sides
 * @param {number} size of the large cells, in units
 * @param {[number, number][]} large where they are
 * @returns {Sketch}
 */
function units(sides, size, large) {
  const unit = kWhole / sides;
  /** @type {Cell[]} */
  const cells = large.map(([x, y]) => [x * unit, y * unit, size * unit, size * unit]);
  for (let y = 0; y < sides; y++)
    for (let x = 0; x < sides; x++)
      if (!large.some(([left, top]) => x >= left && x < left + size && y >= top && y < top + size))
        cells.push([x * unit, y * unit, unit, unit]);
  return { cells, leads: large.length };
}

/** @param {Cell[]} cells @param {number} [leads] @returns {Sketch} */
const sketch = (cells, leads = 1) => ({ cells, leads });
const kCorner = /** @type {[number, number][]} */ ([[0, 0]]);
/** @type {Cell} */
const kFull = [0, 0, 240, 240];
/** @type {Cell} */
const kInset = [168, 156, 60, 66];

/** @param {number} count @returns {Cell[]} */
const column = count => Array.from({ length: count }, (_, i) => [192, (i * 240) / count, 48, 240 / count]);
/** @param {number} count @returns {Cell[]} */
const row = count => Array.from({ length: count }, (_, i) => [(i * 240) / count, 192, 240 / count, 48]);

/** The geometry is the server's; this is enough of it to tell one from another. @type {Record<string, () => Sketch>} */
const kSketches = {
  auto: () => units(2, 1, []),
  grid: () => sketch([[0, 40, 80, 80], [80, 40, 80, 80], [160, 40, 80, 80], [40, 120, 80, 80], [120, 120, 80, 80]], 0),
  '2x2': () => units(2, 1, []),
  '3x3': () => units(3, 1, []),
  '4x4': () => units(4, 1, []),
  '5x5': () => units(5, 1, []),
  'side-by-side': () => sketch([[0, 60, 120, 120], [120, 60, 120, 120]], 0),
  portrait: () => sketch([[0, 0, 80, 120], [80, 0, 80, 120], [160, 0, 80, 120], [0, 120, 120, 120], [120, 120, 120, 120]], 0),
  speaker: () => sketch([kFull]),
  '1+5': () => units(3, 2, kCorner),
  '1+7': () => units(4, 3, kCorner),
  '1+9': () => units(5, 4, kCorner),
  '1+12': () => units(4, 2, kCorner),
  '1+21': () => units(5, 2, kCorner),
  '2+8': () => units(4, 2, [[0, 0], [2, 0]]),
  '3+4': () => units(4, 2, [[0, 0], [2, 0], [0, 2]]),
  sidebar: () => sketch([[0, 0, 192, 240], ...column(5)]),
  filmstrip: () => sketch([[0, 0, 240, 192], ...row(5)]),
  pip: () => sketch([kFull, kInset]),
  presentation: () => sketch([[0, 0, 192, 240], ...column(4)]),
  'presentation-pip': () => sketch([kFull, kInset]),
  'presentation-only': () => sketch([kFull]),
  lecture: () => sketch([kFull]),
};

/**
 * A small drawing of a layout; one of somebody's own is a frame.
 * @param {string} name
 */
export function thumbnail(name) {
  const { cells, leads } = kSketches[name]?.() ?? sketch([kFull], 0);
  const boxes = cells.map(([x, y, width, height], index) => {
    const shape = { x: x + kGap / 2, y: (y + kGap / 2) * 0.5625, width: width - kGap, height: (height - kGap) * 0.5625, rx: 4 };
    return draw('rect', { ...shape, class: index < leads ? 'lead' : 'seat' });
  });
  return draw('svg', { viewBox: `0 0 ${kWhole} ${kWhole * 0.5625}`, class: 'thumbnail', 'aria-hidden': 'true' }, ...boxes);
}
