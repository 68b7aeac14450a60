// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../../shared/dom.js';

/** For a first picture, before a stream is shown without. */
const kPatienceMs = 5000;

/** The mixed picture and its sound. */
export class Stage {
  #video = find('stage', HTMLVideoElement);
  #picture = find('picture', HTMLElement);
  #waiting = find('waiting', HTMLElement);
  #sound = button('sound');
  /** What is shown, or will be. @type {MediaStream | null} */
  #wanted = null;

  constructor() {
    this.#video.addEventListener('playing', () => (this.#waiting.hidden = true));
    this.#sound.addEventListener('click', () => this.#play({ muted: false }));
  }

  /**
   * Resolves when it is seen: one that takes another's place comes with its first picture, and the last one stays until then.
   * @param {MediaStream | null} stream
   */
  async show(stream) {
    if (this.#wanted === stream) return;
    this.#wanted = stream;
    if (stream && this.#video.videoWidth > 0) await firstPicture(stream);
    if (this.#wanted !== stream) return;
    this.#video.srcObject = stream;
    this.#waiting.hidden = this.#waiting.hidden && stream !== null;
    this.#sound.hidden = true;
    if (stream) void this.#play({ muted: false });
  }

  /** Keeps the place of the picture before it comes. @param {{width: number, height: number}} canvas */
  shape({ width, height }) {
    if (width > 0 && height > 0) this.#picture.style.setProperty('--aspect', String(width / height));
  }

  /**
   * Without a click browsers may refuse to play sound: then the picture goes first and the sound waits for one.
   * @param {{muted: boolean}} how
   */
  async #play({ muted }) {
    this.#video.muted = muted;
    try {
      await this.#video.play();
      this.#sound.hidden = !muted;
    } catch (error) {
      // An AbortError means that another stream has taken the stage meanwhile.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      this.#sound.hidden = false;
      if (!muted) await this.#play({ muted: true });
    }
  }
}

/** @param {MediaStream} stream */
async function firstPicture(stream) {
  const unseen = document.createElement('video');
  unseen.muted = true;
  unseen.autoplay = true;
  unseen.playsInline = true;
  const came = new Promise(done => unseen.addEventListener('loadeddata', done));
  unseen.srcObject = new MediaStream(stream.getVideoTracks());
  await Promise.race([came, new Promise(done => setTimeout(done, kPatienceMs))]);
  unseen.srcObject = null;
}
