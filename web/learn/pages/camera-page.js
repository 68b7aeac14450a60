// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make } from '../../shared/dom.js';
import { mediaWords } from '../../shared/media-errors.js';
import { showListings } from '../drawing/listing.js';
import { changeCamera, closeCamera, listCameras, openCamera, whatWeGot } from '../lessons/camera.js';
import { markDone } from './steps.js';

const screen = find('screen', HTMLVideoElement);
const size = find('size', HTMLSelectElement);
const fps = find('fps', HTMLInputElement);
const camera = find('camera', HTMLSelectElement);
const strict = find('strict', HTMLInputElement);
const hint = find('hint', HTMLElement);

/** @type {MediaStreamTrack | null} */
let track = null;
/** Presented frames by the moment they were, of the last second or so. @type {number[]} */
let frames = [];

/** @returns {import('../lessons/camera.js').Wish} */
function wish() {
  const [width, height] = size.value.split('×').map(Number);
  return { width, height, frameRate: Number(fps.value), deviceId: camera.value, strict: strict.checked };
}

/** @param {string} id @param {string} text @param {boolean} [differs] */
function tell(id, text, differs = false) {
  const cell = find(id, HTMLElement);
  cell.textContent = text;
  cell.classList.toggle('differs', differs);
}

function showAsked() {
  const verb = strict.checked ? 'exactly ' : '';
  find('fps-said', HTMLOutputElement).value = fps.value;
  tell('asked-size', verb + size.value);
  tell('asked-fps', verb + fps.value);
  tell('asked-camera', camera.selectedOptions[0]?.textContent ?? '');
}

function showGot() {
  if (!track) {
    for (const id of ['got-size', 'got-fps', 'counted', 'got-camera']) tell(id, '–');
    return;
  }
  const got = whatWeGot(track);
  const asked = wish();
  tell('got-size', `${got.width} × ${got.height}`, got.width !== asked.width || got.height !== asked.height);
  const rate = got.frameRate === undefined ? 'it does not say' : String(Math.round(got.frameRate * 10) / 10);
  tell('got-fps', rate, got.frameRate !== undefined && Math.round(got.frameRate) !== asked.frameRate);
  tell('got-camera', got.label);
}

async function showCameras() {
  const chosen = camera.value;
  const known = (await listCameras()).filter(device => device.deviceId);
  const options = known.map((device, i) => make('option', { value: device.deviceId }, device.label || `camera ${i + 1}`));
  camera.replaceChildren(make('option', { value: '' }, 'whichever it likes'), ...options);
  camera.value = chosen;
  if (camera.selectedIndex < 0) camera.value = '';
}

/** @param {unknown} error */
function complain(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const constraint = /** @type {{constraint?: string}} */ (error)?.constraint;
  hint.textContent = `${mediaWords(error, ['video'])}${name ? ` (${name}${constraint ? `: ${constraint}` : ''})` : ''}`;
}

async function open() {
  close();
  try {
    if (!navigator.mediaDevices) throw new DOMException('', 'InsecureOrigin');
    track = await openCamera(wish(), screen);
    track.onended = () => {
      close();
      hint.textContent = 'The camera has gone: unplugged, or taken back.';
    };
    markDone();
    await showCameras();
  } catch (error) {
    complain(error);
  }
  showState();
}

function close() {
  hint.textContent = '';
  if (track) closeCamera(screen);
  track = null;
  frames = [];
  showState();
}

function showState() {
  button('close').disabled = !track;
  button('open').textContent = track ? 'Open it again' : 'Open the camera';
  showAsked();
  showGot();
}

async function change() {
  showAsked();
  if (!track) return;
  hint.textContent = '';
  try {
    await changeCamera(track, wish());
  } catch (error) {
    complain(error);
  }
  showGot();
}

/** @type {VideoFrameRequestCallback} */
function onFrame(now) {
  frames = [...frames.filter(at => now - at < 2000), now];
  screen.requestVideoFrameCallback?.(onFrame);
}

function showCounted() {
  if (!track || frames.length < 2) return;
  const seconds = (frames[frames.length - 1] - frames[0]) / 1000;
  tell('counted', seconds > 0 ? ((frames.length - 1) / seconds).toFixed(1) : '–');
}

button('open').addEventListener('click', open);
button('close').addEventListener('click', close);
size.addEventListener('change', change);
fps.addEventListener('input', change);
strict.addEventListener('change', change);
// Another camera is another track: that cannot be changed, only opened.
camera.addEventListener('change', () => (track ? open() : showAsked()));
screen.requestVideoFrameCallback?.(onFrame);
setInterval(showCounted, 500);
showState();
void showListings();
