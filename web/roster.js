// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, icon, make } from './dom.js';

/** @typedef {import('./wire.js').Participant} Participant */

/**
 * The people panel and the button that opens it.
 * @param {import('./store.js').Store} store
 */
export function showRoster(store) {
  const panel = find('people-panel', HTMLElement);
  const toggle = button('people');
  const list = find('roster', HTMLUListElement);
  const count = find('people-count', HTMLElement);

  /** @param {boolean} open */
  const setOpen = open => {
    panel.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
  };
  const close = () => {
    const within = panel.contains(document.activeElement);
    setOpen(false);
    if (within) toggle.focus();
  };
  toggle.addEventListener('click', () => setOpen(panel.hidden));
  button('people-close').addEventListener('click', close);
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && !panel.hidden) close();
  });

  store.subscribe(({ participants, participant }, before) => {
    if (participants === before.participants && participant === before.participant) return;
    list.replaceChildren(...participants.map(one => entry(one, one.participant === participant)));
    count.textContent = participants.length > 0 ? String(participants.length) : '';
    find('people-title', HTMLElement).textContent = `People (${participants.length})`;
  });
}

/**
 * @param {Participant} one
 * @param {boolean} own
 */
function entry(one, own) {
  const name = make('span', { className: 'person', dir: 'auto', title: one.name }, one.name);
  const row = make('li', {}, name);
  row.dataset.participant = one.participant;
  if (own) row.append(make('span', { className: 'you' }, '(you)'));
  row.append(make('span', { className: 'signs' }, ...signs(one)));
  return row;
}

/** @param {Participant} one */
function signs(one) {
  if (one.observer) return [icon('eye', 'watching only')];
  return [
    ...(one.hand ? [icon('hand', 'hand raised')] : []),
    one.audio ? icon('mic', 'microphone on') : icon('mic-off', 'microphone off'),
    one.video ? icon('cam', 'camera on') : icon('cam-off', 'camera off'),
  ];
}
