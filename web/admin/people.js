// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { icon, make, setPressed } from '../shared/dom.js';
import { KeyedList } from '../shared/keyed-list.js';
import { act } from './actions.js';
import { roomPath } from './api.js';
import { confirm } from './confirm.js';

/** @typedef {import('./types.js').Participant & {isPinned: boolean, isSpeaking: boolean}} Person */

/** Who is in a room, with what an admin may do to them. */
export class People {
  element = make('ul', { className: 'people' });
  /** @type {KeyedList<Person>} */
  #list = new KeyedList(this.element, person => person.participant, person => this.#row(person));

  /**
   * @param {import('./api.js').Api} api
   * @param {string} room
   * @param {() => void} changed
   */
  constructor(api, room, changed) {
    this.api = api;
    this.room = room;
    this.changed = changed;
    this.element.setAttribute('aria-label', `People in ${room}`);
  }

  /** @param {import('./types.js').Room} room */
  show({ participants, layout, speaker }) {
    this.#list.show(participants.map(one => ({
      ...one,
      isPinned: layout?.pinned === one.participant,
      isSpeaking: speaker === one.participant,
    })));
  }

  /** @param {Person} person */
  #row(person) {
    const path = roomPath(this.room, 'participants', person.participant);
    const name = make('span', { className: 'person', dir: 'auto', title: person.name }, person.name);
    const signs = make('span', { className: 'signs' });
    const mute = small('mic-off', `Mute ${person.name}`);
    const pin = small('pin', `Pin ${person.name}`);
    const remove = small('remove', `Remove ${person.name}`);
    mute.addEventListener('click', () => this.#act(mute, () => this.api.ask('PATCH', path, { muted: true })));
    pin.addEventListener('click', () => {
      const pinned = pin.getAttribute('aria-pressed') !== 'true';
      this.#act(pin, () => this.api.ask('PATCH', path, { pinned }));
    });
    remove.addEventListener('click', () => this.#remove(remove, person.name, path));
    const element = make('li', {}, name, signs, make('span', { className: 'acts' }, mute, pin, remove));
    return {
      element,
      /** @param {Person} now */
      update: now => {
        element.classList.toggle('speaking', now.isSpeaking);
        const shown = signsOf(now);
        if (signs.dataset.shown !== shown.join()) {
          signs.dataset.shown = shown.join();
          signs.replaceChildren(...shown.map(sign));
        }
        mute.disabled = !now.audio;
        pin.disabled = Boolean(now.observer);
        setPressed(pin, now.isPinned);
      },
    };
  }

  /**
   * @param {HTMLButtonElement} control
   * @param {() => Promise<unknown>} action
   */
  #act(control, action) {
    return act(control, action, this.changed);
  }

  /**
   * @param {HTMLButtonElement} control
   * @param {string} name
   * @param {string} path
   */
  async #remove(control, name, path) {
    const words = 'They are sent away at once. Whoever knows the room\u2019s link can join it again.';
    if (await confirm({ title: `Remove ${name}?`, words, yes: 'Remove' }))
      await this.#act(control, () => this.api.ask('DELETE', path));
  }
}

/**
 * @param {string} picture
 * @param {string} label
 */
export function small(picture, label) {
  return make('button', { type: 'button', className: 'small', ariaLabel: label, title: label }, icon(picture));
}

/** @param {Person} person */
function signsOf(person) {
  return [
    ...(person.role === 'host' ? ['host'] : []),
    ...(person.link === 'weak' || person.link === 'bad' ? ['weak'] : []),
    ...(person.hand ? ['hand'] : []),
    ...(person.screen ? ['screen'] : []),
    ...(person.observer ? ['eye'] : person.audio ? [] : ['mic-off']),
    ...(person.observer || person.video ? [] : ['cam-off']),
  ];
}

const kSigns = new Map([
  ['weak', 'weak connection'], ['hand', 'hand raised'], ['screen', 'shares a screen'], ['eye', 'watching only'], ['mic-off', 'microphone off'],
  ['cam-off', 'camera off'],
]);

/** @param {string} name */
function sign(name) {
  return name === 'host' ? make('span', { className: 'tag' }, 'host') : icon(name, kSigns.get(name));
}
