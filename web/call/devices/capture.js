// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { recall } from '../../shared/storage.js';

/** @typedef {import('../state/wire.js').Kind} Kind */
/** @typedef {Partial<Record<Kind, MediaStreamTrack>>} Tracks */
/** @typedef {{tracks: Tracks, failed: Kind[], error: unknown}} Captured */

/** @type {Record<Kind, MediaTrackConstraints>} */
const kWished = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};

/** @type {Record<Kind, PermissionName>} */
const kPermission = /** @type {any} */ ({ audio: 'microphone', video: 'camera' });

/**
 * Opens devices of these kinds, and as many of them as can be had: no camera is no reason to be mute.
 * @param {Kind[]} kinds
 * @returns {Promise<Captured>}
 */
export async function capture(kinds) {
  if (kinds.length === 0) return { tracks: {}, failed: [], error: null };
  try {
    return { tracks: await openTogether(kinds), failed: [], error: null };
  } catch (error) {
    if (kinds.length === 1) return { tracks: {}, failed: kinds, error };
    return captureOneByOne(kinds, error);
  }
}

/**
 * @param {Kind[]} kinds
 * @param {unknown} error why they could not be opened together
 * @returns {Promise<Captured>}
 */
async function captureOneByOne(kinds, error) {
  /** @type {Captured} */
  const result = { tracks: {}, failed: [], error };
  for (const kind of kinds) {
    // Who has just said no is not asked again; only what was allowed long ago is tried alone.
    const askable = !isRefusal(error) || (await isGranted(kind));
    const alone = askable ? await capture([kind]) : { tracks: {}, failed: [kind], error };
    Object.assign(result.tracks, alone.tracks);
    result.failed.push(...alone.failed);
    if (alone.error) result.error = alone.error;
  }
  return result;
}

/** @param {Kind[]} kinds */
async function openTogether(kinds) {
  if (!navigator.mediaDevices) throw Object.assign(new Error(), { name: 'InsecureOrigin' });
  const stream = await open(kinds, true).catch(error => {
    // The device that was remembered is gone: any other will do.
    if (error?.name !== 'OverconstrainedError') throw error;
    return open(kinds, false);
  });
  /** @type {Tracks} */
  const tracks = {};
  for (const track of stream.getTracks()) tracks[/** @type {Kind} */ (track.kind)] = track;
  return tracks;
}

/**
 * @param {Kind[]} kinds
 * @param {boolean} remembered asks for the device that was chosen last time
 */
function open(kinds, remembered) {
  /** @type {MediaStreamConstraints} */
  const constraints = {};
  for (const kind of kinds) {
    const deviceId = remembered ? recall(`device.${kind}`, '') : '';
    const chosen = deviceId === '' ? {} : { deviceId: { exact: deviceId } };
    constraints[kind] = { ...kWished[kind], ...chosen };
  }
  return navigator.mediaDevices.getUserMedia(constraints);
}

/** @param {unknown} error */
const isRefusal = error => error instanceof DOMException && error.name === 'NotAllowedError';

/** @param {Kind} kind */
const isGranted = kind =>
  Promise.resolve(navigator.permissions?.query({ name: kPermission[kind] }))
    .then(status => status?.state === 'granted')
    .catch(() => false);
