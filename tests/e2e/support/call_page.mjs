// SPDX-License-Identifier: Apache-2.0
// A browser in a room: what it shows and what it hears, measured in the page.
import { decodeSound, toneDb } from './sound.mjs';
import { until } from './until.mjs';

/* Runs in the page before anything else: a steady tone must reach the server as it is, so the browser's
   voice processing, which takes it for noise, is off. */
function withoutVoiceProcessing() {
  const original = navigator.mediaDevices?.getUserMedia?.bind(navigator.mediaDevices);
  if (!original) return;
  navigator.mediaDevices.getUserMedia = (constraints) => original({
    ...constraints,
    audio: constraints.audio
      && { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
}

/* Runs in the page: mean colour of a square in the middle of each tile of the received video. */
function tileColoursInPage() {
  const video = document.querySelector('#stage');
  const { layout } = window.confab;
  const canvas = document.createElement('canvas');
  canvas.width = layout.canvas.width;
  canvas.height = layout.canvas.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return layout.tiles.map((tile) => {
    const size = 16;
    const { data } = context.getImageData(tile.x + tile.width / 2 - size / 2,
      tile.y + tile.height / 2 - size / 2, size, size);
    const rgb = [0, 1, 2].map((c) => {
      let sum = 0;
      for (let i = c; i < data.length; i += 4) sum += data[i];
      return Math.round(sum / (size * size));
    });
    const person = window.confab.participants.find((p) => p.participant === tile.participant);
    return { ...tile, name: person?.name, rgb };
  });
}

/* Runs in the page: two seconds of the received sound as base64 of a WebM. (An AudioContext would do in
   Chromium; Firefox never starts one on a machine without a sound device.) */
async function recordSoundInPage() {
  const { srcObject } = document.querySelector('#stage');
  const recorder = new MediaRecorder(new MediaStream(srcObject.getAudioTracks()),
    { mimeType: 'audio/webm;codecs=opus', audioBitsPerSecond: 128_000 });
  const chunks = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  await new Promise((resolve) => { setTimeout(resolve, 2000); });
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/* Runs in the page: counts frames from now on. What was presented counts, whether or not the page's own thread was there in
   time to be called for each. */
function watchFramesInPage() {
  const video = document.querySelector('#stage');
  const watch = { frames: 0, since: performance.now(), last: 0, longestGap: 0 };
  window.frameWatch = watch;
  const onFrame = (now, metadata) => {
    if (window.frameWatch !== watch) return;
    const at = metadata.receiveTime ?? now;
    if (watch.last) watch.longestGap = Math.max(watch.longestGap, at - watch.last);
    watch.last = at;
    watch.before ??= metadata.presentedFrames - 1;
    watch.frames = metadata.presentedFrames - watch.before;
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
}

export class CallPage {
  constructor(page) { this.page = page; }

  /** Opens the room and joins it; resolves when the mixed picture plays. */
  static async join(browser, url) {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(withoutVoiceProcessing);
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(url);
    const call = new CallPage(page);
    await call.playing();
    return call;
  }

  async playing(limit = 20_000) {
    await until(() => this.page.evaluate(() => document.body.dataset.state === 'joined'
      && document.querySelector('#stage').videoWidth > 0), limit, 'the mixed picture plays');
  }

  state() { return this.page.evaluate(() => document.body.dataset.state); }

  tiles() { return this.page.evaluate(tileColoursInPage); }

  /** Level of each frequency in what is heard now, in dB of full scale. */
  async tones(frequencies) {
    const recorded = Buffer.from(await this.page.evaluate(recordSoundInPage), 'base64');
    const sound = await decodeSound(recorded);
    return frequencies.map((hz) => toneDb(sound, hz));
  }

  /** Resolves when the layout has the tiles of exactly these names. */
  async shows(names, limit) {
    const wanted = [...names].sort().join();
    await until(async () => (await this.names()).sort().join() === wanted, limit, `tiles of ${wanted}`);
  }

  names() {
    return this.page.evaluate(() => (window.confab.layout?.tiles ?? []).map((tile) => window.confab
      .participants.find((p) => p.participant === tile.participant)?.name));
  }

  watchFrames() { return this.page.evaluate(watchFramesInPage); }

  /** Frames a second and the longest gap (ms) since watchFrames(). */
  frames() {
    return this.page.evaluate(() => {
      const { frames, since, longestGap } = window.frameWatch;
      return { frames, fps: (frames * 1000) / (performance.now() - since), longestGap };
    });
  }

  /** Clicks the visible button of that accessible name. */
  async click(name) { await this.page.locator(`::-p-aria([name="${name}"][role="button"])`).click(); }

  run(code, ...args) { return this.page.evaluate(code, ...args); }
}
