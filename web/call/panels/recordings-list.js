// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { askTwice } from '../../shared/ask-twice.js';
import { find, icon, make } from '../../shared/dom.js';
import { KeyedList } from '../../shared/keyed-list.js';
import { playRecording } from '../../shared/player.js';
import { moment } from '../../shared/quantities.js';
import { addressOf, beside, factsOf, toSave } from '../../shared/stored-recording.js';
import { toast } from '../../shared/toast.js';

/** @typedef {import('../../shared/stored-recording.js').StoredRecording} StoredRecording */
/** @typedef {(path: string, init?: RequestInit) => Promise<Response>} Ask asks the API for what is below its recordings */

const kBusyMs = 1000;
const kIdleMs = 10000;

/**
 * The files of this room: what becomes of them, to see, save and delete. Asked for while they are looked at.
 * @param {object} context
 * @param {string} context.room
 * @param {import('../state/store.js').Store} context.store
 * @param {import('./panels.js').Panels} context.panels
 * @param {import('../link/session.js').Session} context.session
 */
export function showRecordings({ room, store, panels, session }) {
  /** What is locked is for those who are in it. @type {Ask} */
  const ask = (path, init) => fetch(`../api/v1/recordings${path}`, { ...init, headers: headersFor(session) });
  /** @type {KeyedList<StoredRecording>} */
  const list = new KeyedList(
    find('files', HTMLUListElement), one => one.id, one => fileRow(one, ask, () => void refresh()));
  const empty = find('no-files', HTMLElement);
  let timer = 0;
  /** Answers may overtake each other: the last question counts. */
  let asked = 0;
  const refresh = async () => {
    clearTimeout(timer);
    const mine = ++asked;
    const { stored, words } = await recordingsOf(room, ask);
    if (mine !== asked || panels.current !== 'record') return;
    list.show(stored);
    empty.textContent = words || (stored.length === 0 ? 'None yet. What is recorded here appears here.' : '');
    const busy = stored.some(one => one.state !== 'ready');
    timer = setTimeout(refresh, busy ? kBusyMs : kIdleMs);
  };
  panels.addEventListener('change', () => {
    clearTimeout(timer);
    asked++;
    if (panels.current === 'record') void refresh();
  });
  store.subscribe(({ recordings }, before) => {
    if (recordings !== before.recordings && panels.current === 'record') void refresh();
  });
}

/** @param {import('../link/session.js').Session} session @returns {Record<string, string>} */
const headersFor = ({ secret }) => (secret ? { Authorization: `Resume ${secret}` } : {});

/**
 * @param {string} room
 * @param {Ask} ask
 * @returns {Promise<{stored: StoredRecording[], words: string}>}
 */
async function recordingsOf(room, ask) {
  try {
    const answer = await ask(`?room=${encodeURIComponent(room)}`);
    if (answer.status === 401 || answer.status === 403)
      return { stored: [], words: 'The list is for the operator of this server.' };
    if (!answer.ok) throw new Error(String(answer.status));
    return { stored: await answer.json(), words: '' };
  } catch {
    return { stored: [], words: 'The list cannot be read now. It is tried again in a moment.' };
  }
}

/**
 * @param {StoredRecording} stored
 * @param {Ask} ask
 * @param {() => void} refresh
 */
function fileRow({ id, started }, ask, refresh) {
  const poster = make('img', { alt: '', loading: 'lazy', width: 96, height: 54, hidden: true });
  const facts = make('p', { className: 'file-words' });
  const progress = make('progress', { max: 100, ariaLabel: `Finishing the recording of ${moment(started)}` });
  const play = make('button', { type: 'button', className: 'play' }, icon('play'), 'Play');
  const save = make('a', { className: 'save button' }, icon('save'), 'Download');
  const erase = make('button', { type: 'button', className: 'erase' }, icon('bin'), make('span', { className: 'label' }, 'Delete'));
  let video = '';
  play.addEventListener('click', () => playRecording({ name: moment(started), video }));
  askTwice(erase, 'Really delete?', async () => {
    await remove(id, ask);
    refresh();
  });
  return {
    element: make(
      'li',
      { className: 'file' },
      poster,
      make('div', {}, make('p', { className: 'file-title' }, moment(started)), facts, progress),
      make('div', { className: 'actions' }, play, save, erase),
    ),
    /** @param {StoredRecording} now */
    update: now => {
      video = addressOf(now, 'video');
      if (now.poster && poster.hidden) poster.src = beside(now.poster);
      poster.hidden = !now.poster;
      facts.textContent = [factsOf(now), ...now.problems].join(' · ');
      progress.hidden = now.state !== 'finishing';
      progress.value = now.percent ?? 0;
      save.hidden = play.hidden = video === '';
      save.href = toSave(video);
      erase.hidden = now.state === 'recording' || now.state === 'finishing';
    },
  };
}

/** @param {string} id @param {Ask} ask */
async function remove(id, ask) {
  try {
    const answer = await ask(`/${encodeURIComponent(id)}`, { method: 'DELETE' });
    if (answer.ok) return toast('The recording is deleted.');
    const problem = await answer.json().catch(() => ({}));
    toast(`The recording was not deleted: ${problem.detail ?? answer.status}.`);
  } catch {
    toast('The recording was not deleted: the server does not answer.');
  }
}
