// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { askTwice } from '../../shared/ask-twice.js';
import { clock } from '../../shared/clock.js';
import { find, icon, make } from '../../shared/dom.js';
import { syncList } from '../../shared/keyed-list.js';
import { playRecording } from '../../shared/player.js';
import { toast } from '../../shared/toast.js';

/**
 * @typedef {{file: string, kind: string, bytes: number, url: string}} File
 * @typedef {{id: string, started: string, seconds?: number, state: string, step?: string, percent?: number, paused?: boolean,
 *   bytes: number, poster?: string, files: File[], problems?: string[]}} Stored
 */

const kBusyMs = 1000;
const kIdleMs = 10000;
/** Addresses of files begin at the server's root; behind a proxy's path they are where the page is. @param {string} url */
const beside = url => `..${url.slice(url.lastIndexOf('/recordings/'))}`;

/**
 * The files of this room: what becomes of them, to see, save and delete. Asked for while they are looked at.
 * @param {string} room
 * @param {import('../state/store.js').Store} store
 * @param {import('./panels.js').Panels} panels
 */
export function showRecordings(room, store, panels) {
  const list = find('files', HTMLUListElement);
  const empty = find('no-files', HTMLElement);
  let timer = 0;
  /** Answers may overtake each other: the last question counts. */
  let asked = 0;
  const refresh = async () => {
    clearTimeout(timer);
    const ask = ++asked;
    const { stored, words } = await recordingsOf(room);
    if (ask !== asked || panels.current !== 'record') return;
    syncList(list, stored, { key: one => one.id, create: one => create(one, refresh), update });
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

/**
 * @param {string} room
 * @returns {Promise<{stored: Stored[], words: string}>}
 */
async function recordingsOf(room) {
  try {
    const answer = await fetch(`../api/v1/recordings?room=${encodeURIComponent(room)}`);
    if (answer.status === 401 || answer.status === 403)
      return { stored: [], words: 'The list is for the operator of this server.' };
    if (!answer.ok) throw new Error(String(answer.status));
    return { stored: await answer.json(), words: '' };
  } catch {
    return { stored: [], words: 'The list cannot be read now. It is tried again in a moment.' };
  }
}

/**
 * @param {Stored} one
 * @param {() => void} refresh
 */
function create({ id, started }, refresh) {
  const poster = make('img', { alt: '', loading: 'lazy', width: 96, height: 54, hidden: true });
  const title = make('p', { className: 'file-title' }, when(started));
  const words = make('p', { className: 'file-words' });
  const progress = make('progress', { max: 100, ariaLabel: `Finishing the recording of ${when(started)}` });
  const play = make('button', { type: 'button', className: 'play' }, icon('play'), 'Play');
  const save = make('a', { className: 'save button' }, icon('save'), 'Download');
  const erase = make(
    'button',
    { type: 'button', className: 'erase' },
    icon('bin'),
    make('span', { className: 'label' }, 'Delete'),
  );
  askTwice(erase, 'Really delete?', async () => {
    await remove(id);
    refresh();
  });
  return make(
    'li',
    { className: 'file' },
    poster,
    make('div', {}, title, words, progress),
    make('div', { className: 'actions' }, play, save, erase),
  );
}

/**
 * @param {HTMLElement} item
 * @param {Stored} one
 */
function update(item, one) {
  /** @template {HTMLElement} E @param {string} selector @returns {E} */
  const part = selector => /** @type {E} */ (item.querySelector(selector));
  const video = one.files.find(file => file.kind === 'video');
  const poster = /** @type {HTMLImageElement} */ (part('img'));
  if (one.poster && poster.hidden) poster.src = beside(one.poster);
  poster.hidden = !one.poster;
  part('.file-words').textContent = [...describe(one), ...(one.problems ?? [])].join(' · ');
  const progress = /** @type {HTMLProgressElement} */ (part('progress'));
  progress.hidden = one.state !== 'finishing';
  progress.value = one.percent ?? 0;
  const save = /** @type {HTMLAnchorElement} */ (part('.save'));
  save.hidden = part('.play').hidden = !video;
  if (video) save.href = `${beside(video.url)}?download=1`;
  part('.play').onclick = () => video && playRecording(beside(video.url), when(one.started));
  part('.erase').hidden = one.state === 'recording' || one.state === 'finishing';
}

/** @param {Stored} one */
function describe({ state, step, percent, paused, seconds, bytes }) {
  /** @type {Record<string, string>} */
  const words = {
    recording: paused ? 'paused' : 'being recorded',
    waiting: 'waits to be finished',
    finishing: `${step ?? 'finishing'}, ${Math.round(percent ?? 0)} %`,
    ready: '',
  };
  const size = bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
  return [words[state] ?? state, ...(seconds === undefined ? [] : [clock(seconds * 1000)]), size].filter(
    part => part !== '',
  );
}

/** @param {string} id */
async function remove(id) {
  try {
    const answer = await fetch(`../api/v1/recordings/${encodeURIComponent(id)}`, { method: 'DELETE' });
    if (answer.ok) return toast('The recording is deleted.');
    const problem = await answer.json().catch(() => ({}));
    toast(`The recording was not deleted: ${problem.detail ?? answer.status}.`);
  } catch {
    toast('The recording was not deleted: the server does not answer.');
  }
}

/** @param {string} started */
const when = started => new Date(started).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
