// SPDX-License-Identifier: Apache-2.0
// Recorded files, measured with FFmpeg.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { decodeSound, rate } from './sound.mjs';

const run = promisify(execFile);
const big = { maxBuffer: 1 << 28, encoding: 'buffer' };

/** `{duration, streams}`: seconds as the container says, and what ffprobe tells of each stream. */
export async function probe(file) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', file]);
  const { format, streams } = JSON.parse(stdout);
  return { duration: Number(format.duration), streams };
}

/** Times (s) of all packets of the first video or audio stream, without decoding; keyframes are told. */
export async function packets(file, kind) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'csv=p=0', '-select_streams', `${kind[0]}:0`,
    '-show_entries', 'packet=pts_time,flags', file], { maxBuffer: 1 << 28 });
  return stdout.trim().split('\n').filter(Boolean).map((line) => {
    const [time, flags] = line.split(',');
    return { time: Number(time), key: flags.startsWith('K') };
  });
}

/** Decodes everything; resolves when FFmpeg finds nothing wrong. */
export async function plays(file) {
  await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-']);
}

/** Plays in a browser's page of that server, from the beginning to the end, at its fastest; rejects with the reason if not. */
export async function playsInBrowser(page, address) {
  const problem = await page.evaluate(async (src) => {
    const video = document.createElement('video');
    Object.assign(video, { src, muted: true, playbackRate: 8 });
    const ended = new Promise((resolve) => {
      video.onended = () => resolve(video.videoWidth > 0 ? '' : 'it has no picture');
      video.onerror = () => resolve(video.error.message || `error ${video.error.code}`);
      setTimeout(() => resolve(`it stands at ${video.currentTime} of ${video.duration} s`), 60_000);
    });
    video.play().catch(() => {});
    return ended;
  }, address);
  if (problem) throw new Error(`${address}: ${problem}`);
}

/** Mean rgb of a 16x16 square around (x, y) of the frame at `time` seconds. */
export async function colourAt(file, time, x, y) {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-ss', String(time), '-i', file, '-frames:v', '1',
    '-vf', `crop=16:16:${x - 8}:${y - 8},scale=1:1:flags=area,format=rgb24`, '-f', 'rawvideo', 'pipe:1'], big);
  return [...stdout.subarray(0, 3)];
}

/** Onsets (s) of the flashes: where the square around (x, y) turns from dark to bright. */
export async function flashOnsets(file, x, y) {
  const times = (await packets(file, 'video')).map((packet) => packet.time);
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file, '-vf',
    `crop=16:16:${x - 8}:${y - 8},scale=1:1:flags=area,format=gray`, '-fps_mode', 'passthrough', '-f', 'rawvideo',
    'pipe:1'], big);
  return times.filter((_, i) => i > 0 && stdout[i] > 110 && stdout[i - 1] <= 110);
}

/** Onsets (s) of the beeps: where the loudness of 5 ms blocks rises over a third of the loudest. */
export async function beepOnsets(file) {
  const samples = await decodeSound(file);
  const first = (await packets(file, 'audio'))[0].time;
  const block = rate / 200;
  const loudness = [];
  for (let i = 0; i + block <= samples.length; i += block) {
    let sum = 0;
    for (let j = i; j < i + block; j += 1) sum += samples[j] ** 2;
    loudness.push(Math.sqrt(sum / block));
  }
  const threshold = Math.max(...loudness) / 3;
  const onsets = [];
  for (let i = 20; i < loudness.length; i += 1) {
    const quiet = loudness.slice(i - 20, i).every((value) => value < threshold);
    if (quiet && loudness[i] >= threshold) onsets.push(Math.max(0, first) + (i * block) / rate);
  }
  return onsets;
}

/** Seconds between two of `packets()`, at most. */
export const longestGap = (list) => Math.max(...list.map((one, i) => (i === 0 ? 0 : one.time - list[i - 1].time)));

/** How far the sound of each flash is behind it, ms: a list in the order of the flashes. */
export async function offsets(file) {
  const beeps = await beepOnsets(file);
  return (await flashOnsets(file, 640, 360)).map((flash) => beeps.map((beep) => (beep - flash) * 1000)
    .sort((a, b) => Math.abs(a) - Math.abs(b))[0]);
}
