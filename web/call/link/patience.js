// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** @typedef {import('../state/wire.js').Quality} Quality */

/** Below it a late picture is rare enough. */
const kSomeLossPercent = 1;
/** For the request to leave, and the repeat to be sent. */
const kRepairMs = 60;
const kMostMs = 400;

/**
 * How long the browser should hold pictures, so that most repairs come in time; null: as it likes.
 * @param {Quality | null} quality
 */
export function patience(quality) {
  if (!quality || quality.down.loss < kSomeLossPercent || quality.down.rtt === 0) return null;
  return Math.min(kMostMs, quality.down.rtt + kRepairMs);
}

/**
 * Keeps pictures smooth where packets get lost on the way in.
 * @param {import('../state/store.js').Store} store
 * @param {import('./peer-set.js').PeerSet} peers
 */
export function followLoss(store, peers) {
  store.subscribe(({ quality }, before) => {
    if (quality === before.quality) return;
    for (const receiver of peers.mix?.connection.getReceivers() ?? [])
      if (receiver.track.kind === 'video' && 'jitterBufferTarget' in receiver) receiver.jitterBufferTarget = patience(quality);
  });
}
