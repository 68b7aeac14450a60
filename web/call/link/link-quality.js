// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../../shared/dom.js';

/**
 * @typedef {import('./link-sampler.js').Sample} Sample
 * @typedef {import('../state/wire.js').Quality} Quality
 */

const kBadLoss = 0.05;
const kBadRttMs = 500;
/** A face of 320 × 180 is still a face at this rate. */
const kWeakKbps = 300;
/** A bad second is an accident; three in a row are a weak network. It takes longer to believe that it has passed. */
const kSecondsToBad = 3;
const kSecondsToGood = 6;

/**
 * Says that the network is weak, what was lowered for it, and why.
 * @param {import('../state/store.js').Store} store
 * @param {import('./link-watch.js').LinkWatch} watch
 */
export function showLinkQuality(store, watch) {
  let bad = 0;
  let good = 0;
  let ours = '';
  const say = () => {
    const weakness = done(store.state.quality) || ours;
    if (weakness !== store.state.weakness) store.set({ weakness });
  };
  watch.addEventListener('sample', () => {
    const words = weakness(watch.latest);
    bad = words ? bad + 1 : 0;
    good = words ? 0 : good + 1;
    if (bad >= kSecondsToBad) ours = words;
    if (good >= kSecondsToGood) ours = '';
    say();
  });
  store.subscribe(({ quality }, before) => {
    if (quality !== before.quality) say();
  });
  store.subscribe(({ weakness: words, phase }, before) => {
    if (words === before.weakness && phase === before.phase) return;
    find('weak', HTMLElement).hidden = words === '' || phase !== 'joined';
    find('weak-words', HTMLElement).textContent = words;
  });
}

/**
 * What the server did about a way in that carries little; '' when nothing. It is patient itself.
 * @param {Quality | null} quality
 */
export function done(quality) {
  if (!quality || quality.link === 'good' || quality.down.best) return '';
  const { kbps, width, height } = quality.down;
  const carries = `Your connection carries about ${kbps} kbit/s`;
  return width === 0 ? `${carries}: sound only for now.` : `${carries}: smaller picture, ${width} × ${height}.`;
}

/**
 * What else is the matter, in words; '' when nothing is.
 * @param {Sample} sample
 */
export function weakness({ inLoss = 0, outLoss = 0, rttMs = 0, carriesKbps, limitedBy, outSize }) {
  // Browsers say "bandwidth" of a rate that was asked for, too: only little is weak.
  if (limitedBy === 'bandwidth' && carriesKbps !== undefined && carriesKbps < kWeakKbps) {
    const carries = `carries about ${Math.round(carriesKbps / 50) * 50} kbit/s`;
    return `Weak network: your camera is sent ${outSize ? `at ${outSize}` : 'smaller'}, for the way out ${carries}.`;
  }
  if (inLoss > kBadLoss) return `Weak network: ${percent(inLoss)} of what is sent to you gets lost.`;
  if (outLoss > kBadLoss) return `Weak network: ${percent(outLoss)} of what you send gets lost.`;
  if (rttMs > kBadRttMs) return `Slow network: ${Math.round(rttMs / 100) / 10} s there and back.`;
  if (limitedBy === 'cpu') return `This device is busy: your camera is sent ${outSize ? `at ${outSize}` : 'smaller'}.`;
  return '';
}

/** Words that change every second are not read. @param {number} part */
const percent = part => `${Math.max(5, Math.round(part * 20) * 5)} %`;
