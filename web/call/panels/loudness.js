// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../../shared/dom.js';

/** Levels come while anybody is heard; after this without any it is quiet. */
const kQuietMs = 700;
const kSilenceDb = -60;

/**
 * How loud each person is, beside their names in the roster.
 * @param {import('../state/store.js').Store} store
 */
export function showLoudness(store) {
  const list = find('roster', HTMLUListElement);
  let timer = 0;
  /** @param {Record<string, number>} levels */
  const paint = levels => {
    for (const row of /** @type {Iterable<HTMLElement>} */ (list.children)) {
      const bar = /** @type {HTMLElement | null} */ (row.querySelector('.loudness'));
      bar?.style.setProperty('--level', String(share(levels[row.dataset.participant ?? ''])));
    }
  };
  store.subscribe(({ levels }, before) => {
    if (levels === before.levels) return;
    clearTimeout(timer);
    paint(levels);
    timer = setTimeout(() => paint({}), kQuietMs);
  });
}

/** From dBov to a part of the bar. @param {number | undefined} db */
const share = (db = -127) => Math.max(0, Math.min(1, 1 - db / kSilenceDb));
