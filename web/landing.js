// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make } from './shared/dom.js';
import { forgetRooms, recentRooms } from './shared/recent-rooms.js';
import { isRoomName, randomRoomName, slugify } from './shared/room-name.js';

const form = find('open', HTMLFormElement);
const field = find('room', HTMLInputElement);
const hint = find('hint', HTMLElement);

/** @param {string} room */
const address = room => `r/${room}`;

/** @param {string} words */
function showHint(words) {
  hint.textContent = words;
  field.setAttribute('aria-invalid', String(words !== ''));
}

function tidy() {
  const typed = field.value;
  const name = slugify(typed);
  if (name !== typed) {
    const end = name.length - (typed.length - (field.selectionEnd ?? typed.length));
    field.value = name;
    field.setSelectionRange(Math.max(0, end), Math.max(0, end));
  }
  // A space that became a dash needs no explanation; a letter that vanished does.
  showHint(name.length < typed.length ? 'Letters a to z, digits, - and _ only; 64 at most.' : '');
}

function showRecent() {
  const rooms = recentRooms();
  find('rooms', HTMLUListElement).replaceChildren(
    ...rooms.map(room => make('li', {}, make('a', { href: address(room) }, room))),
  );
  find('recent', HTMLElement).hidden = rooms.length === 0;
}

/** @param {Event} event */
function open(event) {
  event.preventDefault();
  if (isRoomName(field.value)) location.href = address(field.value);
  else {
    showHint('Give the room a name: letters a to z, digits, - and _.');
    field.focus();
  }
}

field.value = randomRoomName();
field.addEventListener('input', event => {
  if (!(event instanceof InputEvent && event.isComposing)) tidy();
});
field.addEventListener('compositionend', tidy);
form.addEventListener('submit', open);
button('another').addEventListener('click', () => {
  field.value = randomRoomName();
  showHint('');
});
button('forget').addEventListener('click', () => {
  forgetRooms();
  showRecent();
  field.focus();
});
// Coming back with the browser's Back button: the list has one more.
addEventListener('pageshow', showRecent);
