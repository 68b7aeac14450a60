// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw, make } from '../shared/dom.js';

const kSamples = 60; // two minutes
const kWidth = 120;
const kHeight = 32;

/** A value as it is now, and a line of how it was. */
export class Plot {
  /** @type {number[]} */
  #values = [];
  #line = draw('polyline', { class: 'line' });
  #area = draw('polygon', { class: 'area' });
  #now = make('strong', {});
  #svg = draw('svg', { viewBox: `0 0 ${kWidth} ${kHeight}`, preserveAspectRatio: 'none', role: 'img', class: 'curve' });

  /**
   * @param {string} name
   * @param {(value: number) => string} say
   * @param {number} least the top of the plot while all values are below it
   */
  constructor(name, say, least) {
    this.name = name;
    this.say = say;
    this.least = least;
    this.#svg.setAttribute('aria-label', `${name}: not known yet`);
    this.#svg.append(this.#area, this.#line);
    this.element = make('div', { className: 'plot' }, make('p', {}, `${name} `, this.#now), this.#svg);
  }

  /** @param {number | undefined} value nothing: unknown now */
  add(value) {
    if (value === undefined) {
      this.#now.textContent = '–';
      return;
    }
    this.#values = [...this.#values, value].slice(-kSamples);
    this.#now.textContent = this.say(value);
    const most = Math.max(...this.#values);
    this.#svg.setAttribute('aria-label', `${this.name}: ${this.say(value)} now, ${this.say(most)} at most`);
    const top = Math.max(this.least, most * 1.1);
    const points = this.#values.map((v, i) =>
      `${kWidth - (this.#values.length - 1 - i) * (kWidth / (kSamples - 1))},${kHeight - (v / top) * kHeight}`);
    const [start] = (points[0] ?? '0,0').split(',');
    this.#line.setAttribute('points', points.join(' '));
    this.#area.setAttribute('points', [`${start},${kHeight}`, ...points, `${kWidth},${kHeight}`].join(' '));
  }
}
