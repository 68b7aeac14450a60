// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw } from '../../shared/dom.js';

/** What each step is about, in a few lines. @type {Record<string, SVGElement[]>} */
const kSketches = {
  camera: [
    draw('rect', { x: 44, y: 26, width: 52, height: 40, rx: 9, class: 'ann' }),
    draw('path', { d: 'M96 42l22-11v30l-22-11', class: 'ann' }),
    draw('circle', { cx: 70, cy: 46, r: 9, class: 'faint' }),
  ],
  self: [
    draw('rect', { x: 36, y: 20, width: 88, height: 52, rx: 8, class: 'faint' }),
    draw('circle', { cx: 60, cy: 46, r: 10, class: 'ann' }),
    draw('circle', { cx: 100, cy: 46, r: 10, class: 'ben' }),
    draw('path', { d: 'M64 34c8-9 24-9 32 0m0 24c-8 9-24 9-32 0', class: 'flow' }),
  ],
  tabs: [
    draw('path', { d: 'M22 72V30q0-6 6-6h26q5 0 6 6h8v42z', class: 'ann' }),
    draw('path', { d: 'M92 72V30q0-6 6-6h26q5 0 6 6h8v42z', class: 'ben' }),
    draw('path', { d: 'M70 44h20m-6-5 6 5-6 5M90 60H70m6-5-6 5 6 5', class: 'flow' }),
  ],
  machines: [
    draw('rect', { x: 16, y: 44, width: 36, height: 26, rx: 5, class: 'ann' }),
    draw('rect', { x: 108, y: 44, width: 36, height: 26, rx: 5, class: 'ben' }),
    draw('rect', { x: 66, y: 12, width: 28, height: 16, rx: 5, class: 'faint' }),
    draw('path', { d: 'M36 40 64 22m32 0 28 18', class: 'dotted' }),
    draw('path', { d: 'M56 57h48', class: 'flow' }),
  ],
  group: [
    ...[[24, 24], [24, 68], [136, 24], [136, 68]].map(([cx, cy], i) => draw('circle', { cx, cy, r: 9, class: i % 2 ? 'ben' : 'ann' })),
    draw('path', { d: 'M34 28l22 9m-22 27 22-9m70-27-22 9m22 27-22-9', class: 'flow' }),
    draw('rect', { x: 58, y: 28, width: 44, height: 36, rx: 8, class: 'ann' }),
    draw('path', { d: 'M80 28v36M58 46h44', class: 'faint' }),
  ],
};

/** @param {string} step */
export function sketch(step) {
  return draw('svg', { viewBox: '0 0 160 92', class: 'sketch', 'aria-hidden': 'true' }, ...kSketches[step]);
}
