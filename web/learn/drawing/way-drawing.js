// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw } from '../../shared/dom.js';

/** Middles of the boxes, and what stands in them. @type {Record<string, [number, number, string]>} */
const kPlaces = {
  you: [40, 112, 'you'],
  router: [118, 70, 'router'],
  turn: [180, 22, 'TURN'],
  far: [242, 70, 'router'],
  they: [320, 112, 'they'],
};

/** The stretches of each kind of way, by the two places at their ends. */
const kWays = {
  direct: ['you they'],
  routers: ['you router', 'router far', 'far they'],
  relay: ['you router', 'router turn', 'turn far', 'far they'],
};

const kWords = {
  none: 'No way has been chosen yet',
  direct: 'Directly: both are in the same network',
  routers: 'From router to router: one end at least is known by its public address',
  relay: 'Through a TURN server',
};

/** A map of two homes and the internet between them, with the way that a call takes. */
export class WayDrawing {
  /** @type {Record<string, SVGElement>} */
  #stretches = {};

  constructor() {
    this.element = document.createElement('figure');
    this.element.className = 'map';
    this.svg = draw('svg', { viewBox: '0 0 360 136', role: 'img' });
    this.caption = document.createElement('figcaption');
    for (const name of new Set(Object.values(kWays).flat())) {
      const [from, to] = name.split(' ').map(end => kPlaces[end]);
      this.#stretches[name] = draw('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1] });
      this.svg.append(this.#stretches[name]);
    }
    for (const [name, [x, y, text]] of Object.entries(kPlaces)) {
      const width = 62;
      this.svg.append(
        draw('rect', { class: name, x: x - width / 2, y: y - 15, width, height: 30, rx: 9 }),
        draw('text', { x, y: y + 4.5 }, text),
      );
    }
    this.element.append(this.svg, this.caption);
    this.show('', '');
  }

  /**
   * @param {string} local the type of our candidate of the pair; '' before there is one
   * @param {string} remote
   */
  show(local, remote) {
    const way = wayOf(local, remote);
    const taken = way === 'none' ? [] : kWays[way];
    for (const [name, line] of Object.entries(this.#stretches)) line.setAttribute('class', taken.includes(name) ? 'taken' : '');
    this.caption.textContent = `${kWords[way]}.`;
    this.svg.setAttribute('aria-label', kWords[way]);
  }
}

/**
 * @param {string} local
 * @param {string} remote
 * @returns {'none' | 'direct' | 'routers' | 'relay'}
 */
function wayOf(local, remote) {
  if (!local || !remote) return 'none';
  if (local === 'relay' || remote === 'relay') return 'relay';
  return local === 'srflx' || remote === 'srflx' ? 'routers' : 'direct';
}
