// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { make, setPressed } from '../shared/dom.js';
import { Plot } from '../shared/plot.js';
import { cores, counted, duration, size } from '../shared/quantities.js';
import { act } from './actions.js';
import { roomPath } from './api.js';
import { confirm } from './confirm.js';
import { LayoutMenu } from './layout-menu.js';
import { People } from './people.js';
import { RoomRecordings } from './room-recordings.js';
import { Snapshot } from './snapshot.js';

/** @typedef {import('./types.js').Room} Room */

const kStates = { starting: 'Starting', running: '', silent: 'Does not answer', ending: 'Ending' };
const kLeastCores = 0.5;
const kLeastBytes = 100e6;

/** One room: what is seen of it, who is in, what it costs, and what can be done. */
export class RoomCard {
  #state = make('span', { className: 'tag state', hidden: true });
  #locked = make('span', { className: 'tag', hidden: true }, 'Locked');
  #lock = make('button', { type: 'button', className: 'lock' }, 'Lock');
  #facts = make('p', { className: 'facts' });
  #nobody = make('p', { className: 'nobody' }, 'Nobody is in. It closes soon.');
  #cpu = new Plot('CPU', cores, kLeastCores);
  #memory = new Plot('Memory', size, kLeastBytes);

  /**
   * @param {import('./api.js').Api} api
   * @param {Room} room
   * @param {import('./types.js').LayoutChoice[]} layouts
   * @param {() => void} changed what is shown may be old
   */
  constructor(api, room, layouts, changed) {
    const name = room.room;
    this.api = api;
    this.name = name;
    this.changed = changed;
    this.snapshot = new Snapshot(api, name);
    this.people = new People(api, name, changed);
    this.layout = new LayoutMenu(api, name, layouts, changed);
    this.recordings = new RoomRecordings(api, name, changed);
    this.element = this.#build();
  }

  #build() {
    const title = make('h3', { id: `room-${this.name}` }, make('a', { href: `../r/${this.name}` }, this.name));
    const end = make('button', { type: 'button', className: 'end' }, 'End room');
    end.setAttribute('aria-label', `End room ${this.name}`);
    end.addEventListener('click', () => this.#end(end));
    this.#lock.setAttribute('aria-label', `Lock ${this.name}`);
    this.#lock.title = 'Lets nobody else in';
    this.#lock.addEventListener('click', () => {
      const locked = this.#lock.getAttribute('aria-pressed') !== 'true';
      act(this.#lock, () => this.api.ask('PATCH', roomPath(this.name), { locked }), this.changed);
    });
    const card = make('article', { className: 'room' },
      make('header', {}, title, this.#state, this.#locked, this.#facts),
      this.snapshot.element,
      make('div', { className: 'who' }, this.people.element, this.#nobody),
      make('div', { className: 'plots' }, this.#cpu.element, this.#memory.element),
      make('footer', {}, this.layout.element, this.recordings.element, this.#lock, end));
    card.setAttribute('aria-labelledby', title.id);
    card.dataset.room = this.name;
    return card;
  }

  /** @param {Room} room */
  update(room) {
    this.#state.textContent = kStates[room.state];
    this.#state.hidden = room.state === 'running';
    this.#locked.hidden = !room.locked;
    setPressed(this.#lock, room.locked);
    this.#lock.disabled = room.state !== 'running';
    this.#facts.textContent = factsOf(room).join(' · ');
    this.#nobody.hidden = room.participants.length > 0 || room.state !== 'running';
    this.#cpu.add(room.cpuCores);
    this.#memory.add(room.rssBytes);
    this.layout.show(room.layout?.name);
    this.recordings.show(room);
    // Of one that does not answer the last that is known stays to be seen.
    if (room.state !== 'running') return;
    this.people.show(room);
    if (room.layout) this.snapshot.setShape(room.layout.canvas);
  }

  close() { this.snapshot.close(); }

  /** @param {HTMLButtonElement} control */
  async #end(control) {
    const words = 'Everybody in it is sent away, and its recordings are finished.';
    if (await confirm({ title: `End the room ${this.name}?`, words, yes: 'End room' }))
      await act(control, () => this.api.ask('DELETE', roomPath(this.name)), this.changed);
  }
}

/** @param {Room} room */
function factsOf({ state, participants, uptimeSeconds, pid, restarts }) {
  return [
    ...(state === 'running' ? [counted(participants.length, 'person', 'people')] : []),
    ...(uptimeSeconds === undefined ? [] : [`up ${duration(uptimeSeconds)}`]),
    ...(pid === undefined ? [] : [`process ${pid}`]),
    ...(restarts > 0 ? [`restarted ${counted(restarts, 'time', 'times')}`] : []),
  ];
}
