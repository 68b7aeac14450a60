// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * The messages of doc/wire.md as types, and the address they travel to. Types only cost an editor something.
 *
 * @typedef {{participant: string, name: string, audio: boolean, video: boolean, hand?: boolean, observer?: boolean,
 *   screen?: boolean, role?: 'host' | 'guest', recorded?: boolean, link?: 'good' | 'weak' | 'bad'}} Participant
 * @typedef {{participant: string, kind: string, x: number, y: number, width: number, height: number}} Tile
 * @typedef {{view: string, name: string, canvas: {width: number, height: number}, tiles: Tile[],
 *   hidden?: number, pinned?: string, background?: string}} Layout
 * @typedef {{state: 'off' | 'on' | 'paused', recording?: string, file?: string, elapsedMs?: number, by?: string, layout?: string,
 *   reason?: string, heardAt?: number}} Recording `heardAt` is ours: performance.now() when we were told
 * @typedef {{id: string, participant: string, name: string, text: string, at: string}} ChatMessage
 * @typedef {{peer: string, width: number, height: number, fps: number, kbps: number, active: boolean}} Uplink
 * @typedef {{link: 'good' | 'weak' | 'bad', down: {kbps: number, loss: number, rtt: number, width: number, height: number,
 *   picture: number, best: boolean}, up: {loss: number}}} Quality loss in %, rtt in ms
 * @typedef {{peer: string, kind: string, replaces?: string, sdp: string}} Offer
 * @typedef {{peer: string, mline: number, candidate: string}} Candidate
 * @typedef {{participant: string, resume: string, room: string, iceServers: RTCIceServer[], participants: Participant[],
 *   peers?: string[], layout?: Layout, recording?: Recording, recordings?: Recording[], chat?: ChatMessage[], locked?: boolean}} Joined
 * @typedef {{code: string, message: string, re?: string}} Failure
 * @typedef {{type: string, [field: string]: unknown}} Message
 * @typedef {import('../../shared/media-errors.js').Kind} Kind
 */

export const kVersion = 1;
/** As doc/wire.md has them: characters in a message, and messages that the server keeps (ChatHistory::kMost). */
export const kLongestChat = 2000;
export const kKeptChat = 100;

/** Errors that end an attempt to join, whatever they are an answer to. */
export const kJoinErrors = new Set(['room.full', 'room.limit', 'room.locked', 'room.name', 'version.unsupported', 'room.unavailable',
  'join.limit']);

/** Of those, the ones that are over in a moment. */
export const kPassing = new Set(['room.unavailable', 'join.limit']);

/** The signalling address beside a call page, whatever prefix a proxy has put before both. */
export function signallingUrl() {
  const url = new URL('../ws', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = '';
  url.hash = '';
  return url.href;
}
