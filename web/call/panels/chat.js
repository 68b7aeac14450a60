// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find, make } from '../../shared/dom.js';
import { KeyedList } from '../../shared/keyed-list.js';
import { linkify } from '../../shared/linkify.js';
import { kLongestChat } from '../state/wire.js';

/** @typedef {import('../state/wire.js').ChatMessage} ChatMessage */

/**
 * What is written in the room, and how many of it have not been read.
 * @param {import('../state/store.js').Store} store
 * @param {import('./panels.js').Panels} panels
 * @param {{chat: (text: string) => void}} actions
 */
export function showChat(store, panels, actions) {
  const list = find('messages', HTMLOListElement);
  /** @type {KeyedList<ChatMessage>} */
  const messages = new KeyedList(
    list,
    one => one.id,
    one => ({ element: drawMessage(one, one.participant === store.state.participant) }),
  );
  const badge = find('unread', HTMLElement);
  const title = document.title;
  let unread = 0;
  const isOpen = () => panels.current === 'chat';
  const count = () => {
    badge.textContent = unread > 0 ? String(Math.min(unread, 99)) : '';
    find('unread-words', HTMLElement).textContent = unread > 0 ? `${unread} unread` : '';
    document.title = unread > 0 ? `(${unread}) ${title}` : title;
  };
  panels.addEventListener('change', () => {
    if (!isOpen()) return;
    unread = 0;
    count();
    list.scrollTop = list.scrollHeight;
  });
  store.subscribe(({ chat, participant, phase }, before) => {
    if (chat === before.chat) return;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    messages.show(chat);
    if (atEnd) list.scrollTop = list.scrollHeight;
    const known = new Set(before.chat.map(one => one.id));
    const news = chat.filter(one => !known.has(one.id) && one.participant !== participant);
    // The history of a room is no news to who has just come.
    if (!isOpen() && before.phase === 'joined') unread += news.length;
    if (phase !== 'joined' && phase !== 'reconnecting') unread = 0;
    count();
  });
  takeInput(store, actions);
}

/**
 * @param {import('../state/store.js').Store} store
 * @param {{chat: (text: string) => void}} actions
 */
function takeInput(store, actions) {
  const form = find('chat-form', HTMLFormElement);
  const field = find('chat-text', HTMLTextAreaElement);
  let sent = '';
  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
  };
  const send = () => {
    const text = field.value.trim().slice(0, kLongestChat);
    if (text === '' || store.state.phase !== 'joined') return;
    sent = text;
    actions.chat(text);
    field.value = '';
    grow();
  };
  form.addEventListener('submit', event => {
    event.preventDefault();
    send();
  });
  field.addEventListener('input', grow);
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  store.subscribe(({ refusal }, before) => {
    // What was refused is not lost.
    if (refusal === before.refusal || !(refusal?.re === 'chat' || refusal?.code === 'chat.limit') || field.value !== '')
      return;
    field.value = sent;
    grow();
  });
}

/**
 * @param {ChatMessage} message
 * @param {boolean} own
 */
function drawMessage({ name, text, at }, own) {
  const time = new Date(at);
  const clock = Number.isNaN(time.getTime()) ? '' : time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return make(
    'li',
    { className: own ? 'message own' : 'message' },
    make(
      'p',
      { className: 'from' },
      make('bdi', { className: 'person-name' }, own ? 'You' : name),
      ' ',
      make('time', { dateTime: at }, clock),
    ),
    make('p', { className: 'text', dir: 'auto' }, ...linkify(text)),
  );
}
