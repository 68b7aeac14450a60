// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { chosenPair } from './chosen-pair.js';

// #region rates
// Bits a second up and down, as they are on the wire: every call tells
// what has passed since the last one.
/** @param {RTCPeerConnection} connection */
export function meter(connection) {
  /** @type {any} */
  let before = null;
  return async () => {
    const now = (await chosenPair(connection))?.pair;
    if (!now) return null;
    const seconds = before ? (now.timestamp - before.timestamp) / 1000 : 0;
    const rates = seconds > 0 && {
      up: (8 * (now.bytesSent - before.bytesSent)) / seconds,
      down: (8 * (now.bytesReceived - before.bytesReceived)) / seconds,
    };
    before = now;
    return rates || null;
  };
}
// #endregion
