// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * Shows a list that changes without making anew what stays: focus, open menus and pictures keep. The order is the list's.
 * @template T
 */
export class KeyedList {
  /** @type {Map<string, {element: Element, update: (item: T) => void, close?: () => void}>} */
  #shown = new Map();

  /**
   * @param {Element} parent
   * @param {(item: T) => string} keyOf
   * @param {(item: T) => {element: Element, update: (item: T) => void, close?: () => void}} make of one that is new;
   *     it is updated at once
   */
  constructor(parent, keyOf, make) {
    this.parent = parent;
    this.keyOf = keyOf;
    this.make = make;
  }

  /** @param {T[]} items */
  show(items) {
    const keys = new Set(items.map(this.keyOf));
    for (const [key, entry] of this.#shown) {
      if (keys.has(key)) continue;
      this.#shown.delete(key);
      entry.close?.();
      this.#moveFocusOff(entry.element);
      entry.element.remove();
    }
    items.forEach((item, at) => this.#place(item, at));
  }

  /**
   * @param {T} item
   * @param {number} at
   */
  #place(item, at) {
    const key = this.keyOf(item);
    const entry = this.#shown.get(key) ?? this.make(item);
    this.#shown.set(key, entry);
    if (this.parent.children[at] !== entry.element) this.parent.insertBefore(entry.element, this.parent.children[at] ?? null);
    entry.update(item);
  }

  /**
   * To a neighbour: else the keyboard would begin at the top of the page again.
   * @param {Element} leaving
   */
  #moveFocusOff(leaving) {
    if (!leaving.contains(document.activeElement)) return;
    const neighbour = leaving.nextElementSibling ?? leaving.previousElementSibling;
    const target = neighbour?.querySelector('button:not([disabled]), a[href]') ?? document.getElementById('main');
    if (target instanceof HTMLElement) target.focus();
  }
}
