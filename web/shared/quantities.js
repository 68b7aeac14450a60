// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** Numbers and times as people read them. */
const kUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** @param {number} bytes as in "1.2 GB" */
export function size(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < kUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 10 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${kUnits[unit]}`;
}

/** @param {number} ms as in "01:05", or "1:00:05" */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map(part => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return [...(hours > 0 ? [String(hours)] : []), ...parts].join(':');
}

/** @param {number} seconds as in "2 h 5 min" */
export function duration(seconds) {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** @param {number} value as in "0.42 cores" */
export const cores = value => `${value.toFixed(2)} cores`;

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** @param {string} time RFC 3339 */
export const moment = time => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
