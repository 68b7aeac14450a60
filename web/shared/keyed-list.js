// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * What an item of a list is shown as.
 * @template T
 * @typedef {{element: HTMLElement, update?: (item: T) => void, close?: () => void}} Row
 */

/**
 * Shows a list that changes without making anew what stays: focus, hover, open menus and pictures keep. The order is the list's.
 * @template T
 */
export class KeyedList {
  /** @type {Map<string, Row<T>>} */
  #rows = new Map();

  /**
   * @param {Element} parent
   * @param {(item: T) => string} keyOf
   * @param {(item: T) => Row<T>} make of one that is new; it is updated at once
   */
  constructor(parent, keyOf, make) {
    this.parent = parent;
    this.keyOf = keyOf;
    this.make = make;
  }

  /** @param {T[]} items */
  show(items) {
    const keys = new Set(items.map(this.keyOf));
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      this.#rows.delete(key);
      row.close?.();
      this.#remove(row.element);
    }
    items.forEach((item, at) => this.#place(item, at));
  }

  /**
   * @param {T} item
   * @param {number} at
   */
  #place(item, at) {
    const key = this.keyOf(item);
    const row = this.#rows.get(key) ?? this.make(item);
    this.#rows.set(key, row);
    // Moving an element takes the focus from it: only what is out of place is moved.
    const there = this.parent.children[at] ?? null;
    if (there !== row.element) this.parent.insertBefore(row.element, there);
    row.update?.(item);
  }

  /**
   * Its focus goes to a neighbour, to the title of the list's panel, or to what the page has marked as the last resort: else the
   * keyboard would begin at the top of the page again.
   * @param {Element} gone
   */
  #remove(gone) {
    const hadFocus = gone.contains(document.activeElement);
    const neighbour = gone.nextElementSibling ?? gone.previousElementSibling;
    gone.remove();
    if (!hadFocus) return;
    const heir =
      neighbour?.querySelector('button:not([disabled], [hidden]), a[href]:not([hidden])') ??
      this.parent.closest('.panel')?.querySelector('h2') ??
      document.querySelector('[data-last-focus]');
    if (heir instanceof HTMLElement) heir.focus();
  }
}
