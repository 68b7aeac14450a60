// SPDX-License-Identifier: Apache-2.0
// The camera and the microphone of a case: a picture that is work for an encoder, and a clock that can be read in the mix.
import { open } from 'node:fs/promises';
import path from 'node:path';

import { writeTone } from '../e2e/support/tone_file.mjs';

export const camera = { width: 640, height: 360, fps: 30 };
/** The clock: a square in the middle whose brightness has another of eight steps in each frame. */
export const clock = { size: 80, darkest: 16, step: 27, steps: 8 };
/** Steps from one frame to the next: so far apart that none is taken for another after coding, even when one is left out. */
const stride = 3;
const loopFrames = 48; // of eight, so that the clock goes on where the file begins anew

/** Luma of a frame: soft waves that drift, under the noise of a real sensor. */
function paint(luma, index, noise) {
  const turn = (2 * Math.PI * index) / loopFrames;
  const across = Float32Array.from({ length: camera.width }, (_, x) => 36 * Math.sin(x / 23 + turn) + 20 * Math.sin(x / 7 - 2 * turn));
  for (let y = 0; y < camera.height; y += 1) {
    const down = 30 * Math.sin(y / 17 + turn) + 16 * Math.sin(y / 5 + turn);
    const start = (index * 7919 + y * 641) % (noise.length - camera.width);
    for (let x = 0; x < camera.width; x += 1) {
      luma[y * camera.width + x] = 128 + ((across[x] * down) >> 5) + noise[start + x];
    }
  }
  const value = clock.darkest + clock.step * ((index * stride) % clock.steps);
  const left = (camera.width - clock.size) / 2;
  for (let y = (camera.height - clock.size) / 2; y < (camera.height + clock.size) / 2; y += 1) {
    luma.fill(value, y * camera.width + left, y * camera.width + left + clock.size);
  }
}

/** The same in every run. */
function seededNoise(count, amplitude) {
  let state = 1;
  return Int8Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return (state % (2 * amplitude + 1)) - amplitude;
  });
}

async function writeCamera(file) {
  const luma = new Uint8ClampedArray(camera.width * camera.height);
  const colours = Buffer.alloc(luma.length / 2);
  colours.fill(110, 0, colours.length / 2);
  colours.fill(145, colours.length / 2);
  const noise = seededNoise(1 << 18, 3);
  const out = await open(file, 'w');
  try {
    await out.write(`YUV4MPEG2 W${camera.width} H${camera.height} F${camera.fps}:1 Ip A1:1 C420jpeg\n`);
    for (let index = 0; index < loopFrames; index += 1) {
      paint(luma, index, noise);
      await out.writev([Buffer.from('FRAME\n'), Buffer.from(luma.buffer), colours]);
    }
  } finally {
    await out.close();
  }
}

/** Files for Chromium's fake devices: `{camera, microphone}`. */
export async function writeDevices(folder) {
  const files = { camera: path.join(folder, 'camera.y4m'), microphone: path.join(folder, 'microphone.wav') };
  await writeCamera(files.camera);
  await writeTone(files.microphone, 440);
  return files;
}

/* Runs in the page before its own scripts. The voice processing would take a steady tone for noise; and Firefox, which has no file
   for a camera, gets one that is drawn. */
export function useDevicesInPage({ drawn, size, square, advance }) {
  const media = navigator.mediaDevices;
  const original = media.getUserMedia.bind(media);
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  media.getUserMedia = async ({ audio, video }) => {
    const wanted = { ...(audio && { audio: plain }), ...(video && !drawn && { video }) };
    const stream = wanted.audio || wanted.video ? await original(wanted) : new MediaStream();
    if (video && drawn) stream.addTrack(draw());
    return stream;
  };

  function draw() {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [size.width, size.height];
    const context = canvas.getContext('2d', { alpha: false });
    let count = 0;
    setInterval(() => {
      count += 1;
      context.fillStyle = '#506070';
      context.fillRect(0, 0, size.width, size.height);
      for (let i = 0; i < 12; i += 1) {
        context.fillStyle = `hsl(${i * 30} 50% 50%)`;
        context.fillRect((i * 53 + count * (i % 5 + 1)) % size.width, i * 30, 60, 24);
      }
      const luma = square.darkest + square.step * ((count * advance) % square.steps);
      const grey = Math.round(((luma - 16) * 255) / 219);
      context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
      context.fillRect((size.width - square.size) / 2, (size.height - square.size) / 2, square.size, square.size);
    }, 1000 / size.fps);
    return canvas.captureStream(size.fps).getVideoTracks()[0];
  }
}

/** As a script for Browser.open(). */
export const useDevices = (kind) => [useDevicesInPage,
  { drawn: kind === 'firefox', size: camera, square: clock, advance: stride }];
