// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../../shared/dom.js';
import { isInCall } from '../state/store.js';

/**
 * The drawer: one panel at a time, opened by any button with its name in data-panel. `change` is fired when another is open.
 * The focus goes in with it, and back to where it came from.
 */
export class Panels extends EventTarget {
  /** The name of the open one; '' for none. */
  current = '';
  #drawer = find('drawer', HTMLElement);
  #openers = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll('button[data-panel]')]);
  /** @type {HTMLElement | null} */
  #cameFrom = null;

  /** @param {import('../state/store.js').Store} store */
  constructor(store) {
    super();
    for (const opener of this.#openers)
      opener.addEventListener('click', () => this.toggle(opener.dataset.panel ?? '', opener));
    for (const closer of this.#drawer.querySelectorAll('[data-close]'))
      closer.addEventListener('click', () => this.close());
    addEventListener('keydown', event => {
      if (
        event.key === 'Escape' &&
        this.current &&
        !event.defaultPrevented &&
        !document.querySelector('dialog[open]')
      ) {
        event.preventDefault();
        this.close();
      }
    });
    store.subscribe(({ phase }, before) => {
      if (phase !== before.phase && phase !== 'joining' && !isInCall(phase)) this.#show('');
    });
  }

  /**
   * @param {string} name
   * @param {HTMLElement} [from] gets the focus back
   */
  toggle(name, from = this.#openers.find(opener => opener.dataset.panel === name)) {
    if (this.current === name) return this.close();
    // One panel opened from another: back means back to the bar.
    this.#cameFrom = from && !this.#drawer.contains(from) ? from : (this.#cameFrom ?? button('more'));
    this.#show(name);
    this.#first(name).focus();
  }

  close() {
    const within = this.#drawer.contains(document.activeElement);
    this.#show('');
    if (!within && document.activeElement !== document.body) return;
    const isSeen = this.#cameFrom?.offsetParent !== null;
    (isSeen && this.#cameFrom ? this.#cameFrom : button('more')).focus();
  }

  /** @param {string} name */
  #show(name) {
    if (name === this.current) return;
    this.current = name;
    this.#drawer.hidden = name === '';
    for (const panel of this.#drawer.querySelectorAll('.panel'))
      /** @type {HTMLElement} */ (panel).hidden = panel.id !== `panel-${name}`;
    for (const opener of this.#openers) opener.setAttribute('aria-expanded', String(opener.dataset.panel === name));
    find('call', HTMLElement).dataset.panel = name;
    this.dispatchEvent(new Event('change'));
  }

  /** Where the focus goes: to what says so, else to the title, so that it is read. @param {string} name */
  #first(name) {
    const panel = find(`panel-${name}`, HTMLElement);
    const first = panel.querySelector('[data-first]:not([hidden], [hidden] *)');
    // On a phone a field that is focused brings its keyboard over all the rest.
    const unasked = first instanceof HTMLTextAreaElement && matchMedia('(pointer: coarse)').matches;
    return /** @type {HTMLElement} */ ((!unasked && first) || panel.querySelector('h2'));
  }
}
