// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { Letterbox } from './letterbox.js';

/**
 * @typedef {object} Watcher who looks on
 * @property {(who: string, connection: RTCPeerConnection) => void} watch
 * @property {(from: string, to: string, message: object) => void} passed a message from one to the other
 */

/**
 * Each `yield` is a place to stop and look.
 * @param {MediaStream} stream
 * @param {HTMLVideoElement} screen
 * @param {Watcher} watcher
 */
// #region call
export async function* callYourself(stream, screen, watcher) {
  const ann = new RTCPeerConnection();
  const ben = new RTCPeerConnection();
  watcher.watch('Ann', ann);
  watcher.watch('Ben', ben);
  const toAnn = new Letterbox(ann, watcher, 'Ben', 'Ann');
  const toBen = new Letterbox(ben, watcher, 'Ann', 'Ben');
  ann.onicecandidate = ({ candidate }) => toBen.candidate(candidate);
  ben.onicecandidate = ({ candidate }) => toAnn.candidate(candidate);
  yield;

  for (const track of stream.getTracks()) ann.addTrack(track, stream);
  ben.ontrack = ({ streams }) => (screen.srcObject = streams[0]);
  yield;

  const offer = await ann.createOffer();
  yield;

  await ann.setLocalDescription(offer);
  yield;

  await toBen.description(offer);
  yield;

  const answer = await ben.createAnswer();
  yield;

  await ben.setLocalDescription(answer);
  yield;

  await toAnn.description(answer);
  yield;
}
// #endregion
