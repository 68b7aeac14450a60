// SPDX-License-Identifier: Apache-2.0
// @ts-check

/**
 * What a call of so many costs one of them, and the server.
 * @typedef {{up: number, down: number, encoders: number, decoders: number, server: number, serverDecoders: number,
 *   serverEncoders: number}} Cost
 * @typedef {'mesh' | 'sfu' | 'mcu'} Kind
 */

// #region costs
// n people; each sends `up`, and a mixed picture of all takes `mixed`.
/** @param {number} n @param {number} up @param {number} mixed @returns {Record<Kind, Cost>} */
export function costs(n, up, mixed) {
  const others = n - 1;
  return {
    mesh: {
      up: others * up, // one copy for each, encoded for each
      down: others * up,
      encoders: others,
      decoders: others,
      server: 0,
      serverDecoders: 0,
      serverEncoders: 0,
    },
    sfu: {
      up, // one copy; the server hands it on
      down: others * up,
      encoders: 1,
      decoders: others,
      server: n * others * up,
      serverDecoders: 0,
      serverEncoders: 0,
    },
    mcu: {
      up,
      down: mixed, // one picture of all
      encoders: 1,
      decoders: 1,
      server: n * mixed,
      serverDecoders: n,
      serverEncoders: 1, // here: once for everybody
    },
  };
}
// #endregion
