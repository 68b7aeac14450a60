// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { mediaWords } from '../../shared/media-errors.js';

const kWidth = 640;
const kHeight = 360;
const kFps = 15;

/**
 * A stream to send, by what a <select> says: "camera", or "drawn" for a picture made here. Without a camera it is the drawn
 * one, and `hint` says why.
 * @param {HTMLSelectElement} choice
 * @param {HTMLElement} hint
 * @param {{audio?: boolean}} [wish] with the microphone
 */
export async function openPicture(choice, hint, { audio = false } = {}) {
  hint.textContent = '';
  if (choice.value === 'camera') {
    try {
      return await openDevices(audio);
    } catch (error) {
      hint.textContent = `${mediaWords(error, ['video'])} Until then: a drawn picture.`;
      choice.value = 'drawn';
    }
  }
  return drawnPicture();
}

/** @param {boolean} audio */
async function openDevices(audio) {
  if (!navigator.mediaDevices) throw new DOMException('', 'InsecureOrigin');
  const video = { width: { ideal: kWidth }, height: { ideal: kHeight }, frameRate: { ideal: 30 } };
  return navigator.mediaDevices.getUserMedia({ video, audio });
}

/** A ball on a canvas, as a stream: proof that WebRTC does not care where a picture comes from. */
export function drawnPicture() {
  const canvas = document.createElement('canvas');
  canvas.width = kWidth;
  canvas.height = kHeight;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const stream = canvas.captureStream(kFps);
  const [track] = stream.getVideoTracks();
  // No requestAnimationFrame: a tab in the background must go on drawing for the one in front.
  const timer = setInterval(() => {
    if (track.readyState === 'ended') clearInterval(timer);
    else draw(context, performance.now() / 1000);
  }, 1000 / kFps);
  draw(context, 0);
  return stream;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} time in seconds
 */
function draw(context, time) {
  context.fillStyle = '#1b2228';
  context.fillRect(0, 0, kWidth, kHeight);
  context.fillStyle = '#f2b36b';
  context.beginPath();
  const height = Math.abs(Math.sin(time * 2.4));
  context.arc(kWidth / 2 + Math.sin(time) * 220, kHeight - 60 - height * 200, 36, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = '#a7b2ba';
  context.font = '28px system-ui, sans-serif';
  context.fillText(new Date().toLocaleTimeString(), 24, 48);
}

/** @param {MediaStream | null | undefined} stream */
export function stopPicture(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
