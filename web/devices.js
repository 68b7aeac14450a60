// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find, make } from './dom.js';

/** @typedef {import('./wire.js').Kind} Kind */

/**
 * The device pickers. Browsers tell the names of devices only after one was allowed: until then there is no picker.
 * @param {import('./local-media.js').LocalMedia} media
 */
export function showDevicePickers(media) {
  /** @param {Kind} kind */
  const pick = kind => {
    const select = find(`device-${kind}`, HTMLSelectElement);
    select.addEventListener('change', () => media.choose(kind, select.value));
  };
  const update = async () => {
    const devices = await listDevices();
    fill('audio', devices.filter(device => device.kind === 'audioinput'), media);
    fill('video', devices.filter(device => device.kind === 'videoinput'), media);
  };
  pick('audio');
  pick('video');
  media.addEventListener('change', update);
  navigator.mediaDevices?.addEventListener('devicechange', update);
}

/** @returns {Promise<MediaDeviceInfo[]>} */
async function listDevices() {
  try {
    return (await navigator.mediaDevices.enumerateDevices()).filter(device => device.label && device.deviceId);
  } catch {
    return [];
  }
}

/**
 * @param {Kind} kind
 * @param {MediaDeviceInfo[]} devices
 * @param {import('./local-media.js').LocalMedia} media
 */
function fill(kind, devices, media) {
  const select = find(`device-${kind}`, HTMLSelectElement);
  const track = media.tracks[kind];
  const current = track?.getSettings().deviceId ?? select.value;
  select.replaceChildren(...devices.map(({ deviceId, label }) => make('option', { value: deviceId }, label)));
  if (devices.some(device => device.deviceId === current)) select.value = current;
  // Choosing opens the device: that is for one that is open already.
  select.disabled = !track;
  find(`picker-${kind}`, HTMLElement).hidden = devices.length === 0;
}
