// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** @typedef {{width: number, height: number, frameRate: number, deviceId: string, strict: boolean}} Wish */

// #region constraints
/** @param {Wish} wish @returns {MediaTrackConstraints} */
export function constraintsFrom({ width, height, frameRate, deviceId, strict }) {
  const asked = (/** @type {number} */ value) => (strict ? { exact: value } : { ideal: value });
  return {
    width: asked(width),
    height: asked(height),
    frameRate: asked(frameRate),
    ...(deviceId && { deviceId: { exact: deviceId } }),
  };
}
// #endregion

// #region open
/** @param {Wish} wish @param {HTMLVideoElement} screen */
export async function openCamera(wish, screen) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: constraintsFrom(wish),
    audio: false,
  });
  screen.srcObject = stream;
  return stream.getVideoTracks()[0];
}
// #endregion

// #region change
/** @param {MediaStreamTrack} track @param {Wish} wish */
export async function changeCamera(track, wish) {
  await track.applyConstraints(constraintsFrom(wish));
}
// #endregion

// #region got
/** @param {MediaStreamTrack} track */
export function whatWeGot(track) {
  const { width, height, frameRate } = track.getSettings();
  const { label, readyState } = track;
  return { label, width, height, frameRate, readyState };
}
// #endregion

// #region list
export async function listCameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(device => device.kind === 'videoinput');
}
// #endregion

// #region close
/** @param {HTMLVideoElement} screen */
export function closeCamera(screen) {
  const stream = /** @type {MediaStream | null} */ (screen.srcObject);
  stream?.getTracks().forEach(track => track.stop());
  screen.srcObject = null;
}
// #endregion
