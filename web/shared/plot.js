// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw, make } from './dom.js';

const kSamples = 60;
const kWidth = kSamples - 1;
const kHeight = 100;

/** A value as it is now, and a line of how it was for the last sixty of them. */
export class Plot {
  /** @type {(number | undefined)[]} */
  #values = [];
  #line = draw('polyline', { class: 'line' });
  #area = draw('polygon', { class: 'area' });
  #now = make('span', { className: 'plot-value' });
  #curve = draw('svg', { viewBox: `0 0 ${kWidth} ${kHeight}`, preserveAspectRatio: 'none', role: 'img', class: 'curve' },
    this.#area, this.#line);

  /**
   * @param {string} name
   * @param {(value: number) => string} say
   * @param {number} least what the whole height is at least: a still line shall not look like a storm
   */
  constructor(name, say, least) {
    this.name = name;
    this.say = say;
    this.least = least;
    this.element = make('div', { className: 'plot' }, make('span', { className: 'plot-name' }, name), this.#now, this.#curve);
    this.#tell(undefined, 0);
  }

  /** @param {number | undefined} value nothing: unknown now */
  add(value) {
    this.#values = [...this.#values, value].slice(-kSamples);
    const most = Math.max(...this.#values.map(one => one ?? 0));
    this.#tell(value, most);
    const top = Math.max(this.least, most * 1.1);
    const from = kSamples - this.#values.length;
    const points = this.#values.flatMap((one, i) => (one === undefined ? [] : [[from + i, kHeight - (kHeight * one) / top]]));
    this.#line.setAttribute('points', points.join(' '));
    const [first, last] = [points.at(0)?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
    this.#area.setAttribute('points', [[first, kHeight], ...points, [last, kHeight]].join(' '));
  }

  /**
   * @param {number | undefined} value
   * @param {number} most
   */
  #tell(value, most) {
    this.#now.textContent = value === undefined ? '–' : this.say(value);
    const words = value === undefined ? 'not known now' : `${this.say(value)} now, ${this.say(most)} at most`;
    this.#curve.setAttribute('aria-label', `${this.name}: ${words}`);
  }
}
