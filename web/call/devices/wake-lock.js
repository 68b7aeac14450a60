// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { isInCall } from '../state/store.js';

/**
 * A phone on the table does not fall asleep in a call. The lock is lost with each change to another app, and taken again.
 * @param {import('../state/store.js').Store} store
 */
export function keepAwake(store) {
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  const update = async () => {
    const wanted = isInCall(store.state.phase) && document.visibilityState === 'visible';
    if (!wanted) {
      void lock?.release();
      lock = null;
    } else if (!lock || lock.released) {
      // Refused on a low battery, missing in old browsers: then it sleeps.
      lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
    }
  };
  document.addEventListener('visibilitychange', update);
  store.subscribe(({ phase }, before) => {
    if (phase !== before.phase) void update();
  });
}
