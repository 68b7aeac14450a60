// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { askTwice } from '../../shared/ask-twice.js';
import { button, find, icon, make, setPressed } from '../../shared/dom.js';
import { KeyedList } from '../../shared/keyed-list.js';
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
  /** @type {KeyedList<Participant>} */
  const list = new KeyedList(
    find('roster', HTMLUListElement),
    one => one.participant,
    one => personRow(one.participant, store, actions),
  );
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
    list.show(participants);
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
function personRow(id, store, actions) {
  const opener = make('button', { type: 'button', className: 'person', ariaExpanded: 'false' });
  const acts = new Acts(id, store, actions);
  const element = make('li', {}, opener, acts.element);
  element.dataset.participant = id;
  opener.addEventListener('click', () => {
    const open = opener.ariaExpanded !== 'true';
    opener.setAttribute('aria-expanded', String(open));
    acts.element.hidden = !open;
  });
  return {
    element,
    /** @param {Participant} one */
    update: one => {
      opener.replaceChildren(...facts(one, one.participant === store.state.participant));
      acts.offer(one, store.state);
    },
  };
}

/**
 * @param {Participant} one
 * @param {boolean} own
 */
function facts(one, own) {
  return [
    make('bdi', { className: 'person-name', title: one.name }, one.name),
    ...(own ? [make('span', { className: 'you' }, '(you)')] : []),
    ...(one.recorded === false ? [make('span', { className: 'you' }, '(not recorded)')] : []),
    make('span', { className: 'signs' }, ...signs(one)),
    make('span', { className: 'loudness', ariaHidden: 'true' }),
  ];
}

/** @param {Participant} one */
function signs(one) {
  if (one.observer) return [icon('eye', 'watching only')];
  return [
    ...(one.role === 'host' ? [icon('host', 'host')] : []),
    ...(one.link === 'weak' || one.link === 'bad' ? [icon('weak', `${one.link} connection`)] : []),
    ...(one.hand ? [icon('hand', 'hand raised')] : []),
    ...(one.screen ? [icon('screen', 'sharing a screen')] : []),
    one.audio ? icon('mic', 'microphone on') : icon('mic-off', 'microphone off'),
    one.video ? icon('cam', 'camera on') : icon('cam-off', 'camera off'),
  ];
}

/** What may be done with one person; who may do it is the server's to say, what is offered follows the role. */
class Acts {
  #pin = act('pin', 'Pin');
  #mute = act('mic-off', 'Mute');
  #host = act('host', 'Make host');
  #kick = act('close', 'Remove');
  element = make('div', { className: 'strip', hidden: true }, this.#pin, this.#mute, this.#host, this.#kick);

  /**
   * @param {string} id
   * @param {import('../state/store.js').Store} store
   * @param {Actions} actions
   */
  constructor(id, store, actions) {
    this.#pin.addEventListener('click', () => actions.pin(store.state.layout?.pinned === id ? null : id));
    this.#mute.addEventListener('click', () => actions.mute(id));
    this.#host.addEventListener('click', () => actions.makeHost(id));
    askTwice(this.#kick, 'Really remove?', () => actions.kick(id));
  }

  /**
   * @param {Participant} one
   * @param {State} state
   */
  offer(one, state) {
    const mayRule = isHost(state) && one.participant !== state.participant;
    this.#pin.hidden = one.observer === true;
    setPressed(this.#pin, state.layout?.pinned === one.participant);
    this.#mute.hidden = !mayRule || !one.audio;
    this.#host.hidden = !mayRule || one.role === 'host' || one.observer === true;
    this.#kick.hidden = !mayRule;
  }
}

/**
 * @param {string} name
 * @param {string} words
 */
function act(name, words) {
  const made = make('button', { type: 'button' }, icon(name), make('span', { className: 'label' }, words));
  made.dataset.act = name;
  return made;
}
