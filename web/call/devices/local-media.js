// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { mediaWords } from '../../shared/media-errors.js';
import { remember } from '../../shared/storage.js';
import { capture } from './capture.js';

/** @typedef {import('../state/wire.js').Kind} Kind */

/**
 * Our own microphone and camera. `change` is fired whenever a track comes, goes or is muted, `problem` when one cannot be
 * had. A muted microphone keeps its
 * track, so that it is back at once; a camera that is off is closed, so that its light goes out.
 */
export class LocalMedia extends EventTarget {
  /** @type {Record<Kind, MediaStreamTrack | null>} */
  tracks = { audio: null, video: null };
  /** Why something that was asked for is missing; empty when nothing is. */
  problem = '';
  /** One change at a time: opening a device takes as long as a person thinks about the permission. */
  #queue = Promise.resolve();

  get audio() {
    return this.tracks.audio?.enabled === true;
  }

  get video() {
    return this.tracks.video !== null;
  }

  /** Resolves when every change asked for so far is done. */
  get settled() {
    return this.#queue;
  }

  /** @param {{audio: boolean, video: boolean}} wanted */
  open(wanted) {
    return this.#enqueue(() => this.#add([...(wanted.audio ? kAudio : []), ...(wanted.video ? kVideo : [])]));
  }

  /** @param {boolean} on */
  setMicrophone(on) {
    // Muting waits for nothing.
    if (!on && this.tracks.audio) this.tracks.audio.enabled = false;
    return this.#enqueue(async () => {
      if (this.tracks.audio) this.tracks.audio.enabled = on;
      else if (on) await this.#add(kAudio);
    });
  }

  /** @param {boolean} on */
  setCamera(on) {
    return this.#enqueue(async () => {
      if (!on) this.#drop('video');
      else if (!this.tracks.video) await this.#add(kVideo);
    });
  }

  /**
   * Takes another device from now on.
   * @param {Kind} kind
   * @param {string} deviceId
   */
  choose(kind, deviceId) {
    remember(`device.${kind}`, deviceId);
    return this.#enqueue(async () => {
      const muted = kind === 'audio' && this.tracks.audio?.enabled === false;
      // Phones open one camera at a time: the old one goes first.
      this.#drop(kind);
      await this.#add([kind]);
      if (muted && this.tracks.audio) this.tracks.audio.enabled = false;
    });
  }

  close() {
    return this.#enqueue(async () => {
      this.#drop('audio');
      this.#drop('video');
    });
  }

  /** @param {Kind[]} kinds */
  async #add(kinds) {
    const missing = kinds.filter(kind => !this.tracks[kind]);
    const { tracks, failed, error } = await capture(missing);
    this.#complain(failed.length > 0 ? mediaWords(error, failed) : '');
    for (const track of Object.values(tracks)) {
      const kind = /** @type {Kind} */ (track.kind);
      this.tracks[kind] = track;
      track.onended = () => this.#lost(kind, track);
    }
  }

  /** @param {Kind} kind */
  #drop(kind) {
    this.tracks[kind]?.stop();
    this.tracks[kind] = null;
  }

  /**
   * @param {Kind} kind
   * @param {MediaStreamTrack} track
   */
  #lost(kind, track) {
    if (this.tracks[kind] !== track) return;
    this.tracks[kind] = null;
    this.#complain(`The ${kind === 'audio' ? 'microphone' : 'camera'} has gone. Plug it in again, then press its button.`);
    this.#changed();
  }

  /** @param {string} problem */
  #complain(problem) {
    this.problem = problem;
    if (problem) this.dispatchEvent(new Event('problem'));
  }

  /** @param {() => Promise<void>} change */
  #enqueue(change) {
    this.#queue = this.#queue.then(change).finally(() => this.#changed());
    return this.#queue;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @type {Kind[]} */
const kAudio = ['audio'];
/** @type {Kind[]} */
const kVideo = ['video'];
