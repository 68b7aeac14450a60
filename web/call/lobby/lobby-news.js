// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../../shared/dom.js';

/**
 * @typedef {{running: boolean, participants: number, full: boolean, locked: boolean, recording: boolean, autoRecord: boolean}} News
 */

const kEveryMs = 5000;

/**
 * What one should know before one joins: who is there, and above all whether it is recorded. Asked for while the lobby is seen.
 * @param {string} room
 * @param {import('../state/store.js').Store} store
 */
export function showLobbyNews(room, store) {
  const place = find('lobby-news', HTMLElement);
  let timer = 0;
  const look = async () => {
    clearTimeout(timer);
    if (store.state.phase !== 'idle') return;
    if (!document.hidden) {
      const news = await newsOf(room);
      // The same words again would be read aloud again.
      const words = news ? newsWords(news) : '';
      if (place.textContent !== words) place.textContent = words;
      place.classList.toggle(
        'serious',
        news !== null && (news.recording || news.autoRecord || news.full || news.locked),
      );
    }
    timer = setTimeout(look, kEveryMs);
  };
  void look();
}

/**
 * @param {string} room
 * @returns {Promise<News | null>} null: the server does not tell
 */
async function newsOf(room) {
  try {
    const answer = await fetch(`../api/v1/rooms/${encodeURIComponent(room)}/lobby`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** @param {News} news */
function newsWords({ participants, full, locked, recording, autoRecord }) {
  return [
    recording
      ? 'This call is being recorded.'
      : autoRecord
        ? 'This call will be recorded as soon as somebody is in it.'
        : '',
    full ? 'The room is full: you can join when somebody leaves.' : '',
    locked ? 'The room is locked: a host has to unlock it before you can join.' : '',
    participants === 0
      ? 'Nobody is here yet.'
      : participants === 1
        ? 'One person is here.'
        : `${participants} people are here.`,
  ]
    .filter(part => part !== '')
    .join(' ');
}
