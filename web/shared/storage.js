// SPDX-License-Identifier: Apache-2.0
// @ts-check
const kPrefix = 'confab.';

/**
 * What this browser remembers. Private windows may refuse to store: then nothing is remembered, and nothing breaks.
 * @template T
 * @param {string} key
 * @param {T} fallback also says the type: a stored value of another type is not believed
 * @returns {T}
 */
export function recall(key, fallback) {
  try {
    const value = JSON.parse(localStorage.getItem(kPrefix + key) ?? 'null');
    return typeof value === typeof fallback && Array.isArray(value) === Array.isArray(fallback) && value !== null
      ? value
      : fallback;
  } catch {
    return fallback;
  }
}

/**
 * @param {string} key
 * @param {unknown} value
 */
export function remember(key, value) {
  try {
    localStorage.setItem(kPrefix + key, JSON.stringify(value));
  } catch {
    // Refused or full: see above.
  }
}
