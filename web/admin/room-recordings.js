// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { icon, make } from '../shared/dom.js';
import { KeyedList } from '../shared/keyed-list.js';
import { clock } from '../shared/quantities.js';
import { act } from './actions.js';
import { roomPath } from './api.js';
import { small } from './people.js';

/** @typedef {import('./types.js').RunningRecording} RunningRecording */

/** What a room records, and the button that begins. */
export class RoomRecordings {
  #start = make('button', { type: 'button', className: 'start' }, icon('record'), 'Record');
  #items = make('ul', { className: 'running' });
  /** @type {KeyedList<RunningRecording>} */
  #list = new KeyedList(this.#items, one => one.recording ?? '', one => this.#row(one));

  /**
   * @param {import('./api.js').Api} api
   * @param {string} room
   * @param {() => void} changed
   */
  constructor(api, room, changed) {
    this.api = api;
    this.room = room;
    this.changed = changed;
    this.#start.setAttribute('aria-label', `Record ${room}`);
    this.#start.addEventListener('click', () =>
      act(this.#start, () => api.ask('POST', roomPath(room, 'recordings'), {}), changed));
    this.element = make('div', { className: 'records' }, this.#items, this.#start);
  }

  /** @param {import('./types.js').Room} room */
  show({ recordings, state, participants }) {
    this.#list.show(recordings);
    this.#start.hidden = recordings.length > 0;
    this.#start.disabled = state !== 'running' || participants.length === 0;
  }

  /** @param {RunningRecording} one */
  #row(one) {
    const path = roomPath(this.room, 'recordings', one.recording ?? '');
    const badge = make('span', { className: 'badge recording' });
    const pause = small('pause', `Pause the recording of ${this.room}`);
    const stop = small('stop', `Stop the recording of ${this.room}`);
    let isPaused = false;
    pause.addEventListener('click', () =>
      act(pause, () => this.api.ask('PATCH', path, { paused: !isPaused }), this.changed));
    stop.addEventListener('click', () => act(stop, () => this.api.ask('DELETE', path), this.changed));
    return {
      element: make('li', {}, badge, pause, stop),
      /** @param {RunningRecording} now */
      update: now => {
        const words = now.state === 'paused' ? 'Paused' : 'Recording';
        badge.textContent = `${words} ${clock(now.elapsedMs ?? 0)}`;
        badge.classList.toggle('paused', now.state === 'paused');
        if (isPaused === (now.state === 'paused')) return;
        isPaused = !isPaused;
        pause.replaceChildren(icon(isPaused ? 'record' : 'pause'));
        pause.ariaLabel = pause.title = `${isPaused ? 'Go on with' : 'Pause'} the recording of ${this.room}`;
      },
    };
  }
}
