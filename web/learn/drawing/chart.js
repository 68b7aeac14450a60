// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw } from '../../shared/dom.js';
import { rate } from './units.js';

/** @typedef {import('../lessons/cost.js').Kind} Kind */

const kWidth = 360;
const kHeight = 220;
const kFrame = { left: 46, right: 82, top: 14, bottom: 26 };
/** @type {Record<Kind, string>} */
export const kNames = { mesh: 'Mesh', sfu: 'SFU', mcu: 'MCU' };
const kKinds = /** @type {Kind[]} */ (Object.keys(kNames));

/** One figure of the three ways to build a call, against the number of people. */
export class Chart {
  /** @param {string} title */
  constructor(title) {
    this.title = title;
    this.element = document.createElement('figure');
    this.element.className = 'chart';
    this.caption = document.createElement('figcaption');
    this.caption.textContent = title;
    this.svg = draw('svg', { viewBox: `0 0 ${kWidth} ${kHeight}`, role: 'img' });
    this.element.append(this.caption, this.svg);
  }

  /**
   * @param {Record<Kind, number>[]} rows bits a second, for 2 people, for 3, …
   * @param {number} n the number that is looked at
   */
  show(rows, n) {
    const last = rows.length + 1;
    const top = niceTop(Math.max(1, ...rows.flatMap(row => kKinds.map(kind => row[kind]))));
    const x = (/** @type {number} */ count) =>
      kFrame.left + ((count - 2) / (last - 2)) * (kWidth - kFrame.left - kFrame.right);
    const y = (/** @type {number} */ value) => kHeight - kFrame.bottom - (value / top) * (kHeight - kFrame.top - kFrame.bottom);
    const lines = kKinds.map(kind =>
      draw('polyline', { class: `line ${kind}`, points: rows.map((row, i) => `${x(i + 2)},${y(row[kind])}`).join(' ') }),
    );
    const dots = kKinds.map(kind => draw('circle', { class: kind, cx: x(n), cy: y(rows[n - 2][kind]), r: 4.5 }));
    this.svg.replaceChildren(
      ...grid(top, last, x, y),
      draw('line', { class: 'here', x1: x(n), x2: x(n), y1: kFrame.top, y2: kHeight - kFrame.bottom }),
      ...lines,
      ...dots,
      ...labels(rows[rows.length - 1], y),
    );
    const spoken = kKinds.map(kind => `${kNames[kind]} ${rate(rows[n - 2][kind])}`).join(', ');
    this.svg.setAttribute('aria-label', `${this.title}, with ${n} people: ${spoken}`);
  }
}

/**
 * @param {number} top
 * @param {number} last
 * @param {(count: number) => number} x
 * @param {(value: number) => number} y
 */
function grid(top, last, x, y) {
  const levels = [0, top / 2, top].flatMap(value => [
    draw('line', { class: 'grid', x1: kFrame.left, x2: kWidth - kFrame.right, y1: y(value), y2: y(value) }),
    draw('text', { class: 'level', x: kFrame.left - 6, y: y(value) + 4 }, value === 0 ? '0' : rate(value)),
  ]);
  const counts = [2, ...[10, 20, 30].filter(count => count < last - 2), last].map(count =>
    draw('text', { class: 'count', x: x(count), y: kHeight - 8 }, String(count)),
  );
  return [...levels, ...counts];
}

/**
 * At the end of each line its name; lines that end at one place share a label.
 * @param {Record<Kind, number>} row
 * @param {(value: number) => number} y
 */
function labels(row, y) {
  /** @type {{at: number, kinds: Kind[]}[]} */
  const places = [];
  for (const kind of kKinds) {
    const near = places.find(place => Math.abs(place.at - y(row[kind])) < 13);
    if (near) near.kinds.push(kind);
    else places.push({ at: y(row[kind]), kinds: [kind] });
  }
  return places.map(({ at, kinds }) =>
    draw('text', { class: 'label', x: kWidth - kFrame.right + 7, y: at + 4 },
      ...kinds.flatMap((kind, i) => [...(i > 0 ? [', '] : []), draw('tspan', { class: kind }, kNames[kind])])),
  );
}

/** A round number that is not less. @param {number} value */
function niceTop(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find(step => step * power >= value) ?? 10);
}
