// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { make } from '../shared/dom.js';
import { act } from './actions.js';
import { roomPath } from './api.js';

/** Which layout a room has, and the way to another. */
export class LayoutMenu {
  #select = make('select', {});
  /** What the room has, as far as we know. */
  #current = '';

  /**
   * @param {import('./api.js').Api} api
   * @param {string} room
   * @param {import('./types.js').LayoutChoice[]} choices
   * @param {() => void} changed
   */
  constructor(api, room, choices, changed) {
    this.#select.setAttribute('aria-label', `Layout of ${room}`);
    this.#select.append(...choices.map(({ name, purpose }) => make('option', { value: name, title: purpose }, name)));
    this.#select.addEventListener('change', () => act(this.#select, async () => {
      const wanted = this.#select.value;
      this.#select.value = this.#current; // until it is so
      await api.ask('PUT', roomPath(room, 'layout'), { name: wanted });
      this.show(wanted);
    }, changed));
    this.element = make('label', { className: 'layout' }, make('span', {}, 'Layout'), this.#select);
  }

  /** @param {string | undefined} name nothing: unknown now */
  show(name) {
    this.#select.disabled = name === undefined;
    if (name === undefined || name === this.#current) return;
    this.#current = name;
    // One of the room's own.
    if (![...this.#select.options].some(option => option.value === name)) this.#select.append(make('option', { value: name }, name));
    this.#select.value = name;
  }
}
