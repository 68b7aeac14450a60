// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find, make } from '../../shared/dom.js';
import { recall, remember } from '../../shared/storage.js';

/** @typedef {import('../state/wire.js').Kind} Kind */

/**
 * The device pickers, before the call and in its settings. Browsers tell the names of devices only after one was allowed: until
 * then there is no picker.
 * @param {import('../state/store.js').Store} store
 * @param {import('./local-media.js').LocalMedia} media
 */
export function showDevicePickers(store, media) {
  for (const kind of /** @type {Kind[]} */ (['audio', 'video'])) {
    const select = find(`device-${kind}`, HTMLSelectElement);
    select.addEventListener('change', () => media.choose(kind, select.value));
  }
  takeSpeaker();
  const update = async () => {
    const devices = await listDevices();
    fill(
      'audio',
      devices.filter(device => device.kind === 'audioinput'),
      media,
    );
    fill(
      'video',
      devices.filter(device => device.kind === 'videoinput'),
      media,
    );
    fillSpeakers(devices.filter(device => device.kind === 'audiooutput'));
    find('flip', HTMLElement).hidden = !matchMedia('(pointer: coarse)').matches || devices.filter(isCamera).length < 2;
  };
  find('flip', HTMLElement).addEventListener('click', async () => {
    const cameras = (await listDevices()).filter(isCamera);
    const at = cameras.findIndex(({ deviceId }) => deviceId === media.tracks.video?.getSettings().deviceId);
    if (cameras.length > 0) void media.choose('video', cameras[(at + 1) % cameras.length].deviceId);
  });
  media.addEventListener('change', update);
  navigator.mediaDevices?.addEventListener('devicechange', update);
  store.subscribe(({ phase }) => {
    const place = find(phase === 'idle' ? 'lobby-devices' : 'call-devices', HTMLElement);
    const pickers = find('pickers', HTMLElement);
    if (pickers.parentElement !== place) place.append(pickers);
  });
}

/** @param {MediaDeviceInfo} device */
const isCamera = device => device.kind === 'videoinput';

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
  offer(select, devices, track?.getSettings().deviceId ?? select.value);
  // Choosing opens the device: that is for one that is open already.
  select.disabled = !track;
  find(`picker-${kind}`, HTMLElement).hidden = devices.length === 0;
}

/**
 * @param {HTMLSelectElement} select
 * @param {MediaDeviceInfo[]} devices
 * @param {string} current
 */
function offer(select, devices, current) {
  select.replaceChildren(...devices.map(({ deviceId, label }) => make('option', { value: deviceId }, label)));
  if (devices.some(device => device.deviceId === current)) select.value = current;
}

/** @param {MediaDeviceInfo[]} speakers */
function fillSpeakers(speakers) {
  const stage = find('stage', HTMLVideoElement);
  const possible = 'setSinkId' in stage && speakers.length > 1;
  find('picker-sound', HTMLElement).hidden = !possible;
  if (possible) offer(find('device-sound', HTMLSelectElement), speakers, stage.sinkId || recall('device.sound', ''));
}

/** Where the mix is heard; the choice is remembered, and forgotten when that speaker is gone. */
function takeSpeaker() {
  const stage = find('stage', HTMLVideoElement);
  const select = find('device-sound', HTMLSelectElement);
  const use = (/** @type {string} */ id) => stage.setSinkId?.(id).catch(() => {});
  const remembered = recall('device.sound', '');
  if (remembered) void use(remembered);
  select.addEventListener('change', () => {
    remember('device.sound', select.value);
    void use(select.value);
  });
}
