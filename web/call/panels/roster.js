// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { askTwice } from '../../shared/ask-twice.js';
import { button, find, icon, make, setPressed } from '../../shared/dom.js';
import { syncList } from '../../shared/keyed-list.js';
import { isHost } from '../state/store.js';

/** @typedef {import('../state/wire.js').Participant} Participant */
/** @typedef {import('../state/store.js').State} State */
/** @typedef {import('../actions.js').Actions} Actions */

/**
 * The people panel: who is here, how loud, and what may be done about it.
 * @param {import('../state/store.js').Store} store
 * @param {Actions} actions
 */
export function showRoster(store, actions) {
  const list = find('roster', HTMLUListElement);
  const lock = button('lock');
  lock.addEventListener('click', () => actions.lock(!store.state.locked));

  store.subscribe((state, before) => {
    const { participants, locked, layout, participant } = state;
    setPressed(lock, locked);
    lock.hidden = !isHost(state);
    find('locked', HTMLElement).hidden = !locked;
    const same =
      participants === before.participants &&
      participant === before.participant &&
      layout?.pinned === before.layout?.pinned;
    if (same) return;
    syncList(list, participants, {
      key: one => one.participant,
      create: one => create(one.participant, store, actions),
      update: (row, one) => update(row, one, state),
    });
    const count = participants.length;
    find('people-count', HTMLElement).textContent = count > 0 ? String(count) : '';
    find('title-people', HTMLElement).textContent = `People (${count})`;
  });
}

/**
 * @param {string} id
 * @param {import('../state/store.js').Store} store
 * @param {Actions} actions
 */
function create(id, store, actions) {
  const opener = make('button', { type: 'button', className: 'person', ariaExpanded: 'false' });
  const row = make('li', {}, opener, strip(id, store, actions));
  row.dataset.participant = id;
  opener.addEventListener('click', () => {
    const open = opener.ariaExpanded !== 'true';
    opener.setAttribute('aria-expanded', String(open));
    /** @type {HTMLElement} */ (row.lastElementChild).hidden = !open;
  });
  return row;
}

/**
 * What may be done with one person; who may do it is the server's to say, what is offered follows the role.
 * @param {string} id
 * @param {import('../state/store.js').Store} store
 * @param {Actions} actions
 */
function strip(id, store, actions) {
  /**
   * @param {string} name
   * @param {string} words
   */
  const act = (name, words) => {
    const made = make('button', { type: 'button' }, icon(name), make('span', { className: 'label' }, words));
    made.dataset.act = name;
    return made;
  };
  const pin = act('pin', 'Pin');
  const mute = act('mic-off', 'Mute');
  const host = act('host', 'Make host');
  const kick = act('close', 'Remove');
  pin.addEventListener('click', () => actions.pin(store.state.layout?.pinned === id ? null : id));
  mute.addEventListener('click', () => actions.mute(id));
  host.addEventListener('click', () => actions.makeHost(id));
  askTwice(kick, 'Really remove?', () => actions.kick(id));
  return make('div', { className: 'strip', hidden: true }, pin, mute, host, kick);
}

/**
 * @param {HTMLElement} row
 * @param {Participant} one
 * @param {State} state
 */
function update(row, one, state) {
  const own = one.participant === state.participant;
  const opener = /** @type {HTMLElement} */ (row.firstElementChild);
  opener.replaceChildren(
    make('bdi', { className: 'person-name', title: one.name }, one.name),
    ...(own ? [make('span', { className: 'you' }, '(you)')] : []),
    ...(one.recorded === false ? [make('span', { className: 'you' }, '(not recorded)')] : []),
    make('span', { className: 'signs' }, ...signs(one)),
    make('span', { className: 'loudness', ariaHidden: 'true' }),
  );
  const mayRule = isHost(state) && !own;
  const pinned = state.layout?.pinned === one.participant;
  /** @param {string} name */
  const act = name => /** @type {HTMLButtonElement} */ (row.querySelector(`[data-act="${name}"]`));
  act('pin').hidden = one.observer === true;
  setPressed(act('pin'), pinned);
  act('mic-off').hidden = !mayRule || !one.audio;
  act('host').hidden = !mayRule || one.role === 'host' || one.observer === true;
  act('close').hidden = !mayRule;
}

/** @param {Participant} one */
function signs(one) {
  if (one.observer) return [icon('eye', 'watching only')];
  return [
    ...(one.role === 'host' ? [icon('host', 'host')] : []),
    ...(one.hand ? [icon('hand', 'hand raised')] : []),
    ...(one.screen ? [icon('screen', 'sharing a screen')] : []),
    one.audio ? icon('mic', 'microphone on') : icon('mic-off', 'microphone off'),
    one.video ? icon('cam', 'camera on') : icon('cam-off', 'camera off'),
  ];
}
