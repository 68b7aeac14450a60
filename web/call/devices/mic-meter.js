// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../../shared/dom.js';

/** Assistive technology is told this often; the bar moves with each frame. */
const kToldEveryMs = 500;

/**
 * How loud our microphone is, before the call: a bar that moves says more than a device's name.
 * @param {import('./local-media.js').LocalMedia} media
 * @param {import('../state/store.js').Store} store
 */
export function showMicMeter(media, store) {
  const meter = find('level', HTMLElement);
  const bar = find('level-bar', HTMLElement);
  /** @type {AudioContext | null} */
  let context = null;
  /** @type {MediaStreamTrack | null} */
  let track = null;

  const follow = () => {
    const wanted = store.state.phase === 'idle' ? media.tracks.audio : null;
    meter.hidden = !wanted;
    if (wanted === track) return;
    track = wanted;
    void context?.close();
    context = wanted && new AudioContext();
    if (context && wanted) draw(context, wanted);
  };
  /**
   * @param {AudioContext} running
   * @param {MediaStreamTrack} source
   */
  const draw = (running, source) => {
    const analyser = new AnalyserNode(running, { fftSize: 512 });
    running.createMediaStreamSource(new MediaStream([source])).connect(analyser);
    // Without a click it may not start by itself.
    addEventListener('pointerdown', () => void (running.state === 'suspended' && running.resume()), { once: true });
    const samples = new Float32Array(analyser.fftSize);
    let told = 0;
    const frame = (/** @type {number} */ now) => {
      if (context !== running) return;
      analyser.getFloatTimeDomainData(samples);
      const level = levelOf(samples);
      bar.style.transform = `scaleX(${level.toFixed(3)})`;
      if (now - told > kToldEveryMs) {
        told = now;
        meter.setAttribute('aria-valuenow', String(Math.round(level * 100)));
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  media.addEventListener('change', follow);
  store.subscribe(({ phase }, before) => {
    if (phase !== before.phase) follow();
  });
}

/** 0 at -60 dB, 1 at full scale. @param {Float32Array} samples */
function levelOf(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.max(0, Math.min(1, 1 + (10 * Math.log10(power + 1e-10)) / 60));
}
