// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';

export const rate = 48_000;

/** Decodes anything that FFmpeg knows (a Buffer, or a file's path) into mono samples at 48 kHz. */
export async function decodeSound(source) {
  const isFile = typeof source === 'string';
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-i', isFile ? source : 'pipe:0', '-vn', '-f', 'f32le', '-ac', '1',
    '-ar', String(rate), 'pipe:1'], { stdio: [isFile ? 'ignore' : 'pipe', 'pipe', 'inherit'] });
  if (!isFile) ffmpeg.stdin.end(source);
  const chunks = [];
  for await (const chunk of ffmpeg.stdout) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
}

/** Level of one frequency over the last second of `samples`, in dB of full scale (Hann window). */
export function toneDb(samples, hz) {
  const n = Math.min(rate, samples.length);
  const start = samples.length - n;
  let re = 0;
  let im = 0;
  for (let i = 0; i < n; i += 1) {
    const value = samples[start + i] * (1 - Math.cos((2 * Math.PI * i) / n));
    const phase = (2 * Math.PI * hz * i) / rate;
    re += value * Math.cos(phase);
    im += value * Math.sin(phase);
  }
  return 10 * Math.log10((4 * (re * re + im * im)) / (n * n) + 1e-14);
}
