// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * What the API says; doc/api.md.
 *
 * @typedef {import('../call/state/wire.js').Participant & {role?: 'host' | 'guest'}} Participant
 * @typedef {import('../call/state/wire.js').Recording} RunningRecording
 *
 * @typedef {object} Layout
 * @property {string} name
 * @property {{width: number, height: number}} canvas
 * @property {string} [pinned] participant
 *
 * @typedef {object} Room
 * @property {string} room its name
 * @property {'starting' | 'running' | 'silent' | 'ending'} state
 * @property {number} restarts
 * @property {boolean} locked
 * @property {number} [pid]
 * @property {number} [uptimeSeconds]
 * @property {number} [cpuCores]
 * @property {number} [rssBytes]
 * @property {Participant[]} participants
 * @property {RunningRecording[]} recordings those that it is making
 * @property {string} [speaker] participant
 * @property {Layout} [layout] missing unless it is running
 *
 * @typedef {{name: string, aliases: string[], capacity: number | null, purpose: string}} LayoutChoice
 */
export {};
