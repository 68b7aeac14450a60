// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, icon, make } from '../shared/dom.js';
import { KeyedList } from '../shared/keyed-list.js';
import { playRecording } from '../shared/player.js';
import { moment } from '../shared/quantities.js';
import { addressOf, beside, factsOf, toSave } from '../shared/stored-recording.js';
import { act } from './actions.js';
import { confirm } from './confirm.js';
import { small } from './people.js';

/** @typedef {import('../shared/stored-recording.js').StoredRecording} StoredRecording */

const kFirst = 12;

/** The recordings that there are, the newest first. */
export class Recordings {
  #shownAtMost = kFirst;
  /** @type {StoredRecording[]} */
  #all = [];
  /** @type {KeyedList<StoredRecording>} */
  #list = new KeyedList(find('recordings', HTMLUListElement), one => one.id, one => this.#row(one));

  /**
   * @param {import('./api.js').Api} api
   * @param {() => void} changed
   */
  constructor(api, changed) {
    this.api = api;
    this.changed = changed;
    button('more-recordings').addEventListener('click', () => {
      this.#shownAtMost += 4 * kFirst;
      this.show(this.#all);
    });
  }

  /** @param {StoredRecording[]} all */
  show(all) {
    this.#all = all;
    this.#list.show(all.slice(0, this.#shownAtMost));
    button('more-recordings').hidden = all.length <= this.#shownAtMost;
    find('no-recordings', HTMLElement).hidden = all.length > 0;
  }

  /** @param {StoredRecording} recording */
  #row({ id, room, started }) {
    const poster = make('img', { alt: '', loading: 'lazy', width: 160, height: 90, hidden: true });
    const facts = make('p', { className: 'facts' });
    const problems = make('p', { className: 'hint' });
    const progress = make('progress', { max: 100, ariaLabel: `Finishing ${id}` });
    const watch = small('play', `Play ${id}`);
    const download = make('a', { className: 'button small', ariaLabel: `Download ${id}`, title: `Download ${id}` }, icon('save'));
    const remove = small('bin', `Delete ${id}`);
    /** @type {StoredRecording | undefined} */
    let known;
    watch.addEventListener('click', () => known && play(known));
    remove.addEventListener('click', () => this.#remove(remove, id));
    const element = make('li', {},
      make('div', { className: 'poster' }, poster),
      make('div', { className: 'what' },
        make('h3', {}, room || id), make('p', { className: 'facts' }, moment(started)), facts, progress, problems),
      make('div', { className: 'acts' }, watch, download, remove));
    return {
      element,
      /** @param {StoredRecording} now */
      update: now => {
        known = now;
        const video = addressOf(now, 'video');
        if (now.poster && poster.hidden) {
          poster.src = beside(now.poster);
          poster.hidden = false;
        }
        facts.textContent = factsOf(now);
        problems.textContent = now.problems.join(' ');
        progress.hidden = now.state !== 'finishing' || now.percent === undefined;
        progress.value = now.percent ?? 0;
        watch.disabled = !video;
        download.hidden = !video;
        if (video) download.href = toSave(video);
        remove.disabled = now.state === 'recording' || now.state === 'finishing';
      },
    };
  }

  /**
   * @param {HTMLButtonElement} control
   * @param {string} id
   */
  async #remove(control, id) {
    const words = 'All of its files are deleted for good.';
    if (await confirm({ title: `Delete ${id}?`, words, yes: 'Delete' }))
      await act(control, () => this.api.ask('DELETE', `recordings/${encodeURIComponent(id)}`), this.changed);
  }
}

/** @param {StoredRecording} recording */
function play(recording) {
  playRecording({
    name: recording.id,
    video: addressOf(recording, 'video'),
    poster: recording.poster && beside(recording.poster),
    captions: addressOf(recording, 'captions'),
  });
}
