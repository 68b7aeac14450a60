// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw } from '../../shared/dom.js';

const kHeight = 28;

/**
 * The three machines of an RTCPeerConnection: where each state is drawn (the middle, in units of the drawing), and which
 * leads to which. Leading to `closed` is possible from everywhere, and so not drawn.
 * @typedef {{title: string, height: number, states: Record<string, [number, number]>, ways: [string, string][]}} Machine
 * @type {Record<'signalingState' | 'iceConnectionState' | 'connectionState', Machine>}
 */
const kMachines = {
  signalingState: {
    title: 'signalingState: who has said what',
    height: 112,
    states: { 'have-local-offer': [73, 26], stable: [180, 90], 'have-remote-offer': [284, 26], closed: [318, 90] },
    ways: [['stable', 'have-local-offer'], ['have-local-offer', 'stable'], ['stable', 'have-remote-offer'], ['have-remote-offer', 'stable']],
  },
  iceConnectionState: {
    title: 'iceConnectionState: is there a way through',
    height: 124,
    states: {
      new: [25, 26], checking: [105, 26], connected: [203, 26], completed: [308, 26],
      failed: [105, 96], disconnected: [203, 96], closed: [308, 96],
    },
    ways: [['new', 'checking'], ['checking', 'connected'], ['connected', 'completed'], ['checking', 'failed'],
      ['connected', 'disconnected'], ['disconnected', 'connected'], ['disconnected', 'failed']],
  },
  connectionState: {
    title: 'connectionState: the sum of all, ICE and encryption',
    height: 124,
    states: { new: [25, 26], connecting: [120, 26], connected: [236, 26], failed: [120, 96], disconnected: [236, 96], closed: [320, 96] },
    ways: [['new', 'connecting'], ['connecting', 'connected'], ['connecting', 'failed'], ['connected', 'disconnected'],
      ['disconnected', 'connected'], ['disconnected', 'failed']],
  },
};
const kWidth = 360;

/** @typedef {keyof typeof kMachines} MachineName */
export const kMachineNames = /** @type {MachineName[]} */ (Object.keys(kMachines));

/** One of the machines as a drawing, with a badge for each end of the call in the state that it is in. */
export class StateDrawing {
  /** @type {Record<string, SVGGElement>} by state */
  #boxes = {};
  /** @type {Record<string, string>} state by end */
  #now = {};

  /**
   * @param {MachineName} name
   * @param {string[]} ends whose states are shown: one, or two
   */
  constructor(name, ends = ['Ann', 'Ben']) {
    this.name = name;
    const { title, height, states, ways } = kMachines[name];
    this.element = document.createElement('figure');
    this.element.className = 'machine';
    this.svg = draw('svg', { viewBox: `0 0 ${kWidth} ${height}`, role: 'img' });
    const caption = document.createElement('figcaption');
    caption.textContent = title;
    for (const [from, to] of ways) this.svg.append(arrow(states[from], states[to], from, to));
    for (const [state, place] of Object.entries(states)) {
      this.#boxes[state] = box(state, place, ends);
      this.svg.append(this.#boxes[state]);
    }
    this.element.append(caption, this.svg);
    this.clear();
  }

  clear() {
    this.#now = {};
    for (const group of Object.values(this.#boxes)) group.setAttribute('class', 'state');
    this.#tell();
  }

  /**
   * @param {string} who
   * @param {string} state
   */
  show(who, state) {
    const key = who.toLowerCase();
    for (const group of Object.values(this.#boxes)) group.classList.remove(`is-${key}`);
    this.#now[who] = state;
    this.#boxes[state]?.classList.add(`is-${key}`, 'was');
    this.#tell();
  }

  #tell() {
    const all = Object.entries(this.#now).map(([who, state]) => `${who} ${who === 'You' ? 'are' : 'is'} ${state}`);
    this.svg.setAttribute('aria-label', `${this.name}: ${all.join(', ') || 'nobody is connected yet'}`);
  }
}

/**
 * @param {string} state
 * @param {[number, number]} middle
 * @param {string[]} ends
 */
function box(state, [x, y], ends) {
  const half = widthOf(state) / 2;
  const group = draw('g', { class: 'state' });
  group.append(
    draw('rect', { x: x - half, y: y - kHeight / 2, width: 2 * half, height: kHeight, rx: 8 }),
    draw('text', { x, y: y + 4.5, class: 'name' }, state),
    ...ends.map((who, i) => badge(who, i === 0 ? x - half + 2 : x + half - 2, y - kHeight / 2)),
  );
  return group;
}

/**
 * @param {string} who
 * @param {number} x
 * @param {number} y
 */
function badge(who, x, y) {
  const group = draw('g', { class: `badge ${who.toLowerCase()}` });
  group.append(draw('circle', { cx: x, cy: y, r: 8 }), draw('text', { x, y: y + 3.6 }, who[0]));
  return group;
}

/** @param {string} state */
const widthOf = state => state.length * 7.5 + 10;

/**
 * From the edge of one box to the edge of the other; there and back are two lines beside each other.
 * @param {[number, number]} start
 * @param {[number, number]} end
 * @param {string} from
 * @param {string} to
 */
function arrow(start, end, from, to) {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy);
  const [sideX, sideY] = [(-dy / length) * 5, (dx / length) * 5];
  const [x1, y1] = edge(start, dx, dy, widthOf(from));
  const [x2, y2] = edge(end, -dx, -dy, widthOf(to));
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI;
  const group = draw('g', { class: 'way', transform: `translate(${sideX} ${sideY})` });
  group.append(
    draw('line', { x1, y1, x2, y2 }),
    draw('path', { d: 'M-6 -3.5 0 0-6 3.5', transform: `translate(${x2} ${y2}) rotate(${angle})` }),
  );
  return group;
}

/**
 * Where the line from the middle of a box towards (dx, dy) leaves it.
 * @param {[number, number]} middle
 * @param {number} dx
 * @param {number} dy
 * @param {number} width
 */
function edge([x, y], dx, dy, width) {
  const gap = 2;
  const scale = Math.min((width / 2 + gap) / Math.abs(dx || 1e-9), (kHeight / 2 + gap) / Math.abs(dy || 1e-9));
  return [x + dx * scale, y + dy * scale];
}
