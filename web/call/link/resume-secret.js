// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * The secret with which one comes back as the same person, over a reload or a way back through the history. It lies in the
 * tab's own storage only while the page is hidden or gone: a tab that somebody duplicates must not take over from the
 * first one.
 */
const kPrefix = 'confab.resume.';
/** As long as the server keeps it at least. */
const kGoodMs = 60_000;

/**
 * @param {string} room
 * @param {string} secret
 */
export function keepSecret(room, secret) {
  try {
    sessionStorage.setItem(kPrefix + room, JSON.stringify({ secret, at: Date.now() }));
  } catch {
    // Refused: then a reload is somebody new.
  }
}

/** What is kept and still good; '' for nothing. @param {string} room */
export function keptSecret(room) {
  try {
    const { secret, at } = JSON.parse(sessionStorage.getItem(kPrefix + room) ?? '{}');
    const age = Date.now() - at;
    return typeof secret === 'string' && age >= 0 && age < kGoodMs ? secret : '';
  } catch {
    return '';
  }
}

/** @param {string} room */
export function forgetSecret(room) {
  try {
    sessionStorage.removeItem(kPrefix + room);
  } catch {
    // Refused: nothing was kept.
  }
}
