// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { Negotiation } from './negotiation.js';

/**
 * @typedef {object} Setup
 * @property {import('./negotiation.js').Line} line
 * @property {boolean} polite
 * @property {MediaStream} stream
 * @property {HTMLVideoElement} screen
 * @property {RTCConfiguration} [configuration]
 */

// #region call
/** @param {Setup} setup */
export function call({ line, polite, stream, screen, configuration }) {
  const connection = new RTCPeerConnection(configuration);
  const negotiation = new Negotiation(connection, line, polite);
  connection.ontrack = ({ streams }) => (screen.srcObject = streams[0]);
  const add = () => stream.getTracks().forEach(track => connection.addTrack(track, stream));
  // The polite end waits for the first offer: its tracks go into the answer.
  if (polite) connection.addEventListener('signalingstatechange', add, { once: true });
  else add();
  return { connection, negotiation };
}
// #endregion
