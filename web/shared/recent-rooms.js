// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { isRoomName } from './room-name.js';
import { recall, remember } from './storage.js';

const kKept = 6;

/** The rooms this browser has been in, newest first. */
export function recentRooms() {
  return recall('rooms', /** @type {string[]} */ ([])).filter(isRoomName).slice(0, kKept);
}

/** @param {string} room */
export function rememberRoom(room) {
  remember('rooms', [room, ...recentRooms().filter(other => other !== room)].slice(0, kKept));
}

export function forgetRooms() {
  remember('rooms', []);
}
