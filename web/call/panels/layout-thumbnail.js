// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw } from '../../shared/dom.js';

/** @typedef {{x: number, y: number, width: number, height: number}} Cell in parts of the canvas */

const kWidth = 240;
const kHeight = 135;
const kGap = { x: 8, y: 4.5 };
/** @type {Cell} */
const kWhole = { x: 0, y: 0, width: 1, height: 1 };

/**
 * A small drawing of a layout, from what the server says of it; a frame if it says nothing. Those in focus are lighter: the first
 * one, and others as large.
 * @param {{cells?: Cell[], focus?: boolean}} layout
 */
export function thumbnail({ cells = [kWhole], focus = false }) {
  const boxes = cells.map(({ x, y, width, height }) =>
    draw('rect', {
      x: x * kWidth + kGap.x / 2,
      y: y * kHeight + kGap.y / 2,
      width: width * kWidth - kGap.x,
      height: height * kHeight - kGap.y,
      rx: 4,
      class: focus && width === cells[0].width && height === cells[0].height ? 'lead' : 'seat',
    }),
  );
  return draw('svg', { viewBox: `0 0 ${kWidth} ${kHeight}`, class: 'thumbnail', 'aria-hidden': 'true' }, ...boxes);
}
