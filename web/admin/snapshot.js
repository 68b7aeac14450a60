// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { make } from '../shared/dom.js';
import { roomPath } from './api.js';

const kEveryMs = 1500;

/** The picture of a room, anew while it can be seen. By fetch, for an <img> cannot say the secret. */
export class Snapshot {
  #image = make('img', { className: 'snapshot', alt: '', hidden: true });
  #words = make('p', { className: 'no-picture' }, 'No picture yet');
  #etag = '';
  #isSeen = false;
  #isBusy = false;
  #timer = 0;
  #seen = new IntersectionObserver(entries => this.#see(entries.some(entry => entry.isIntersecting)));

  /**
   * @param {import('./api.js').Api} api
   * @param {string} room
   */
  constructor(api, room) {
    this.api = api;
    this.room = room;
    this.#image.alt = `The picture of ${room} as it is now`;
    this.element = make('div', { className: 'picture' }, this.#image, this.#words);
    this.#seen.observe(this.element);
  }

  /** @param {{width: number, height: number}} canvas */
  setShape({ width, height }) {
    if (width > 0 && height > 0) this.element.style.setProperty('--aspect', `${width} / ${height}`);
  }

  close() {
    this.#seen.disconnect();
    this.#isSeen = false;
    clearTimeout(this.#timer);
    URL.revokeObjectURL(this.#image.src);
  }

  /** @param {boolean} isSeen */
  #see(isSeen) {
    this.#isSeen = isSeen;
    if (isSeen && !this.#isBusy) this.#refresh();
  }

  async #refresh() {
    clearTimeout(this.#timer);
    this.#isBusy = true;
    if (!document.hidden) await this.#take();
    this.#isBusy = false;
    if (this.#isSeen) this.#timer = setTimeout(() => this.#refresh(), kEveryMs);
  }

  // Why there is none is told elsewhere: the room's card goes, or says that it does not answer.
  async #take() {
    try {
      const headers = this.#etag ? { 'If-None-Match': this.#etag } : undefined;
      const answer = await this.api.fetch('GET', roomPath(this.room, 'snapshot.jpg'), { headers });
      if (answer.status === 304 || !this.#isSeen) return;
      this.#etag = answer.headers.get('ETag') ?? '';
      await this.#show(await answer.blob());
    } catch {
      this.element.classList.add('stale');
    }
  }

  /** @param {Blob} jpeg */
  async #show(jpeg) {
    const before = this.#image.src;
    this.#image.src = URL.createObjectURL(jpeg);
    await this.#image.decode().catch(() => {});
    URL.revokeObjectURL(before);
    this.#image.hidden = false;
    this.#words.hidden = true;
    this.element.classList.remove('stale');
  }
}
