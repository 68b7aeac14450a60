// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** @param {string} url of the API, from the server's root; the page may be below a prefix */
export const served = url => `..${url}`;

/**
 * @param {import('./types.js').StoredRecording} recording
 * @param {string} kind
 */
export const fileOf = (recording, kind) => recording.files.find(file => file.kind === kind);
