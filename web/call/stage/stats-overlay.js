// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make, setPressed } from '../../shared/dom.js';
import { Plot } from '../../shared/plot.js';

/** @typedef {import('../link/link-sampler.js').Sample} Sample */

/** @type {{name: string, unit: string, least: number, of: (sample: Sample) => number | undefined}[]} */
const kPlots = [
  { name: 'Received', unit: 'kbit/s', least: 500, of: sample => sample.inKbps },
  { name: 'Sent', unit: 'kbit/s', least: 500, of: sample => sample.outKbps },
  { name: 'Frames', unit: 'a second', least: 30, of: sample => sample.fps },
  { name: 'Round trip', unit: 'ms', least: 50, of: sample => sample.rttMs },
  { name: 'Lost', unit: '%', least: 5, of: sample => (sample.inLoss !== undefined ? sample.inLoss * 100 : undefined) },
  { name: 'Jitter', unit: 'ms', least: 20, of: sample => sample.jitterMs },
];

/**
 * How the connection is, drawn over the last minute. It keeps count while it is closed, so that it begins with the past.
 * @param {import('../state/store.js').Store} store
 * @param {import('../link/link-watch.js').LinkWatch} watch
 * @returns {(on?: boolean) => void} opens and closes it
 */
export function showStatistics(store, watch) {
  const box = find('stats', HTMLElement);
  const opener = button('show-stats');
  const plots = kPlots.map(({ name, unit, least }) => new Plot(name, value => `${round(value)} ${unit}`, least));
  find('plots', HTMLElement).append(...plots.map(plot => plot.element));

  watch.addEventListener('sample', () => {
    for (const [i, plot] of plots.entries()) plot.add(kPlots[i].of(watch.latest));
    if (!box.hidden) find('facts', HTMLElement).replaceChildren(...facts(watch.latest, store.state.quality));
  });
  const toggle = (on = box.hidden) => {
    const within = box.contains(document.activeElement);
    box.hidden = !on;
    setPressed(opener, on);
    if (on) find('facts', HTMLElement).replaceChildren(...facts(watch.latest, store.state.quality));
    else if (within) (opener.offsetParent ? opener : button('more')).focus();
  };
  opener.addEventListener('click', () => toggle());
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) toggle(false);
  });
  button('stats-close').addEventListener('click', () => toggle(false));
  return toggle;
}

/** @param {number} value */
const round = value => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));

/**
 * @param {Sample} sample
 * @param {import('../state/wire.js').Quality | null} quality
 */
function facts({ inCodec, inSize, outCodec, outSize, outFps, outLoss, bufferMs, carriesKbps, path }, quality) {
  const rounded = (/** @type {number | undefined} */ value, /** @type {string} */ unit) =>
    value === undefined ? '' : `${Math.round(value)} ${unit}`;
  const rows = [
    ['Picture', [inCodec, inSize].filter(Boolean).join(', ')],
    ['Way in carries', rounded(quality?.down.kbps, 'kbit/s')],
    ['Picture for it', quality ? pictureFor(quality) : ''],
    ['Your camera', [outCodec, outSize, rounded(outFps, 'fps')].filter(Boolean).join(', ')],
    ['Wait for late packets', rounded(bufferMs, 'ms')],
    ['Lost on the way out', outLoss === undefined ? '' : rounded(outLoss * 100, '%')],
    ['Way out carries', rounded(carriesKbps, 'kbit/s')],
    ['Path', path ?? ''],
  ];
  return rows
    .filter(([, value]) => value !== '')
    .flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]);
}

/** @param {import('../state/wire.js').Quality} quality */
const pictureFor = ({ down: { width, height, picture, best } }) =>
  width === 0 ? 'none' : `${width} × ${height}, ${picture} kbit/s${best ? '' : ', smaller'}`;
