// SPDX-License-Identifier: Apache-2.0
// @ts-check

/** Bits a second for a person: "640 k", "2.5 M", "1.2 G". @param {number} bits */
export function rate(bits) {
  if (bits < 999_500) return `${Math.round(bits / 1000)} k`;
  const [value, unit] = bits < 999_500_000 ? [bits / 1e6, 'M'] : [bits / 1e9, 'G'];
  return `${value < 9.95 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`;
}
