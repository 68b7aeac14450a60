// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw, make } from './dom.js';

const kSeconds = 60;
const kHeight = 100;

/** A line of the last minute with its name and its latest value. */
export class Plot {
  /** @type {(number | undefined)[]} */
  #values = [];
  #line = draw('polyline', { points: '', 'vector-effect': 'non-scaling-stroke' });
  #value = make('span', { className: 'plot-value' });

  /**
   * @param {string} name
   * @param {string} unit
   * @param {number} least what the whole height is at least: a still line shall not look like a storm
   */
  constructor(name, unit, least) {
    this.unit = unit;
    this.least = least;
    const picture = draw(
      'svg',
      { viewBox: `0 0 ${kSeconds - 1} ${kHeight}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      this.#line,
    );
    this.element = make(
      'div',
      { className: 'plot' },
      make('span', { className: 'plot-name' }, name),
      this.#value,
      picture,
    );
  }

  /** @param {number | undefined} value */
  add(value) {
    this.#values = [...this.#values, value].slice(-kSeconds);
    const top = Math.max(this.least, ...this.#values.map(one => one ?? 0));
    const from = kSeconds - this.#values.length;
    const points = this.#values.flatMap((one, i) =>
      one === undefined ? [] : [`${from + i},${kHeight - (kHeight * one) / top}`],
    );
    this.#line.setAttribute('points', points.join(' '));
    this.#value.textContent = value === undefined ? '–' : `${round(value)} ${this.unit}`;
  }
}

/** @param {number} value */
const round = value => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
