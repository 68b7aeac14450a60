// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../shared/dom.js';
import { KeyedList } from '../shared/keyed-list.js';
import { cores, counted } from '../shared/quantities.js';
import { Api, Problem } from './api.js';
import { Recordings } from './recordings.js';
import { RoomCard } from './room-card.js';
import { listenForSecret, storedSecret, storeSecret } from './sign-in.js';

/** @typedef {import('./types.js').Room} Room */
/** @typedef {'loading' | 'sign-in' | 'closed' | 'board'} State */

const kEveryMs = 2000;
const kCalmRounds = 5; // between looks at recordings while none of them changes

const api = new Api();
const recordings = new Recordings(api, () => refresh());
/** @type {import('./types.js').LayoutChoice[]} */
let layouts = [];
/** @type {KeyedList<Room>} */
const rooms = new KeyedList(find('rooms', HTMLElement), room => room.room, room => new RoomCard(api, room, layouts, () => refresh()));
let timer = 0;
let rounds = 0;
let isBusy = false;
let isWantedAgain = false;

/** @param {State} state */
function setState(state) {
  document.body.dataset.state = state;
  find('sign-in', HTMLElement).hidden = state !== 'sign-in';
  find('closed', HTMLElement).hidden = state !== 'closed';
  find('board', HTMLElement).hidden = state !== 'board';
  button('sign-out').hidden = !api.secret;
}

/** @param {string} words '' for none */
function setTrouble(words) {
  const box = find('trouble', HTMLElement);
  box.hidden = words === '';
  if (box.textContent !== words) box.textContent = words;
}

/** @param {Room[]} list */
function showRooms(list) {
  rooms.show(list);
  find('no-rooms', HTMLElement).hidden = list.length > 0;
  const people = list.reduce((sum, room) => sum + room.participants.length, 0);
  const used = list.reduce((sum, room) => sum + (room.cpuCores ?? 0), 0);
  find('summary', HTMLElement).textContent = list.length === 0 ? ''
    : [counted(list.length, 'room', 'rooms'), counted(people, 'person', 'people'), cores(used)].join(' · ');
}

async function look() {
  if (layouts.length === 0) layouts = await api.ask('GET', 'layouts');
  showRooms(await api.ask('GET', 'rooms'));
  if (rounds === 0) {
    /** @type {import('../shared/stored-recording.js').StoredRecording[]} */
    const all = await api.ask('GET', 'recordings');
    recordings.show(all);
    rounds = all.every(one => one.state === 'ready') ? kCalmRounds : 1;
  }
  rounds -= 1;
  setState('board');
  setTrouble('');
}

/** @param {unknown} problem */
function explain(problem) {
  if (!(problem instanceof Problem)) throw problem;
  if (problem.status === 401) return signOut();
  if (problem.code === 'admin.closed') return setState('closed');
  setTrouble(problem.status === 0 ? 'The server does not answer. What you see may be old; trying again…'
    : `${problem.message.charAt(0).toUpperCase()}${problem.message.slice(1)}.`);
}

/** Brings the page up to date now, and goes on doing so. */
async function refresh() {
  rounds = 0;
  if (isBusy) isWantedAgain = true;
  else await round();
}

async function round() {
  clearTimeout(timer);
  isBusy = true;
  try {
    if (!document.hidden) await look();
  } catch (problem) {
    explain(problem);
  } finally {
    isBusy = false;
  }
  if (isWantedAgain) {
    isWantedAgain = false;
    return round();
  }
  const { state } = document.body.dataset;
  if (state !== 'sign-in' && state !== 'closed') timer = setTimeout(round, kEveryMs);
}

function signOut() {
  api.secret = '';
  storeSecret('');
  clearTimeout(timer);
  showRooms([]);
  setTrouble('');
  setState('sign-in');
  find('secret', HTMLInputElement).focus();
}

listenForSecret(async secret => {
  api.secret = secret;
  try {
    await api.ask('GET', 'rooms');
  } catch (problem) {
    api.secret = '';
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 401) return 'That is not the secret.';
    if (problem.status === 429) return `Too many wrong ones: wait ${problem.waitSeconds} seconds.`;
    return problem.message;
  }
  storeSecret(secret);
  await refresh();
  return '';
});
button('sign-out').addEventListener('click', signOut);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && document.body.dataset.state === 'board') refresh();
});
api.secret = storedSecret();
round();
