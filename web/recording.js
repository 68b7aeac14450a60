// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from './dom.js';
import { toast } from './toast.js';

/** @typedef {import('./wire.js').Recording} Recording */

/**
 * The red badge with its timer while the room is recorded, and the file's name afterwards.
 * @param {import('./store.js').Store} store
 */
export function showRecording(store) {
  const badge = find('recording', HTMLElement);
  const timer = find('recording-time', HTMLElement);
  let since = 0;
  let ticking = 0;
  const tick = () => (timer.textContent = clock(performance.now() - since));

  store.subscribe(({ recording, phase }, before) => {
    if (recording === before.recording) return;
    badge.hidden = recording.state === 'off';
    badge.classList.toggle('paused', recording.state === 'paused');
    clearInterval(ticking);
    if (recording.state !== 'off') {
      since = performance.now() - (recording.elapsedMs ?? 0);
      if (recording.state === 'on') ticking = setInterval(tick, 1000);
      tick();
    } else if (before.recording.state !== 'off' && phase === 'joined') tellFile(recording, before.recording);
  });
}

/**
 * @param {Recording} stopped
 * @param {Recording} started
 */
function tellFile(stopped, started) {
  const file = stopped.file ?? started.file;
  const words = stopped.reason ? `Recording stopped: ${stopped.reason}.` : 'Recording stopped.';
  toast(words, file ? { href: `../recordings/${encodeURIComponent(file)}`, text: file } : undefined);
}

/** @param {number} ms */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map(part => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return [...(hours > 0 ? [String(hours)] : []), ...parts].join(':');
}
