// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * Brings the children of a list in line with items: an element lives as long as its item does, so that focus, hover and
 * what is open in it survive every change.
 * @template T
 * @template {HTMLElement} E
 * @param {HTMLElement} list
 * @param {T[]} items
 * @param {object} how
 * @param {(item: T) => string} how.key
 * @param {(item: T) => E} how.create
 * @param {(element: E, item: T) => void} how.update
 */
export function syncList(list, items, { key, create, update }) {
  const old = new Map(
    [...list.children].map(child => [/** @type {HTMLElement} */ (child).dataset.key, /** @type {E} */ (child)]),
  );
  /** @type {Element | null} */
  let next = list.firstElementChild;
  for (const item of items) {
    const id = key(item);
    const element = old.get(id) ?? create(item);
    old.delete(id);
    element.dataset.key = id;
    update(element, item);
    // Moving an element takes the focus from it: only what is out of place is moved.
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
  for (const gone of old.values()) remove(list, gone);
}

/**
 * The focus of what goes is taken over by the list's panel, not by the top of the page.
 * @param {HTMLElement} list
 * @param {HTMLElement} gone
 */
function remove(list, gone) {
  const focused = gone.contains(document.activeElement);
  gone.remove();
  if (!focused) return;
  const heir =
    list.querySelector('button, a') ??
    list.closest('.panel')?.querySelector('h2') ??
    document.getElementById('microphone');
  if (heir instanceof HTMLElement) heir.focus();
}
