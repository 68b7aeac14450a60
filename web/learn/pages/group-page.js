// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make } from '../../shared/dom.js';
import { isRoomName, randomRoomName } from '../../shared/room-name.js';
import { Chart, kNames } from '../drawing/chart.js';
import { showListings } from '../drawing/listing.js';
import { rate } from '../drawing/units.js';
import { costs } from '../lessons/cost.js';
import { joinRoom } from '../lessons/group.js';
import { meter } from '../lessons/rates.js';
import { openPicture, stopPicture } from './picture.js';
import { markDone } from './steps.js';

/** @typedef {import('../lessons/cost.js').Kind} Kind */

const kMost = 25;
const room = find('room', HTMLInputElement);
const choice = find('source', HTMLSelectElement);
const people = find('people', HTMLInputElement);
const near = find('near', HTMLVideoElement);
const stage = find('stage', HTMLVideoElement);
const hint = find('hint', HTMLElement);
const says = find('says', HTMLElement);
const figures = find('figures', HTMLElement);
const charts = {
  up: new Chart('What each sends'),
  down: new Chart('What each receives'),
  server: new Chart('What the server sends'),
};
find('charts', HTMLElement).append(...Object.values(charts).map(chart => chart.element));

/** @type {MediaStream | null} */
let stream = null;
/** @type {ReturnType<typeof joinRoom> | null} */
let call = null;
/** Of the connection that brings the mix. @type {ReturnType<typeof meter> | null} */
let measure = null;
/** Everybody's name by id. @type {Map<string, string>} */
const names = new Map();
/** Bits a second; assumed until they are measured. */
let unit = { up: 1_000_000, mixed: 2_000_000, measured: false };

async function join() {
  if (!isRoomName(room.value)) {
    hint.textContent = 'A room has a name of 1 to 64 letters a to z, digits, - and _.';
    return;
  }
  history.replaceState(null, '', `?${new URLSearchParams({ room: room.value })}`);
  button('join').disabled = room.disabled = choice.disabled = true;
  stream = await openPicture(choice, hint, { audio: true });
  near.srcObject = stream;
  call = joinRoom(room.value, 'learner', stream, { mix: showMix, told, closed });
  button('leave').disabled = false;
  showState();
}

/** @param {MediaStream} mix */
function showMix(mix) {
  stage.srcObject = mix;
  const connection = [...(call?.connections.values() ?? [])].pop();
  measure = connection ? meter(connection) : null;
}

/** @param {any} message */
function told(message) {
  if (message.type === 'joined') {
    names.clear();
    for (const one of message.participants) names.set(one.participant, one.name);
    people.value = String(Math.min(kMost, Math.max(2, names.size)));
  } else if (message.type === 'participant.joined') names.set(message.participant, message.name);
  else if (message.type === 'participant.left') names.delete(message.participant);
  else if (message.type === 'error') complain(message);
  else if (message.type === 'bye' && message.reason !== 'left') hint.textContent = `The server has ended the call (${message.reason}).`;
  else return;
  showState();
  showCosts();
}

/** @param {{message: string, re?: string}} error */
function complain({ message, re }) {
  hint.textContent = message;
  if (re === 'join') call?.leave(); // they will not have us
}

function closed() {
  call = measure = null;
  names.clear();
  stopPicture(stream);
  stream = near.srcObject = stage.srcObject = null;
  button('join').disabled = room.disabled = choice.disabled = false;
  button('leave').disabled = true;
  showState();
}

function showState() {
  const others = names.size - 1;
  document.body.dataset.state = names.size > 0 ? 'joined' : call ? 'joining' : 'idle';
  if (names.size > 0) says.textContent = others > 0 ? `In the room: ${[...names.values()].join(', ')}.` : 'You are alone so far. Open the room’s call page in another tab, or send its link to somebody.';
  else says.textContent = call ? 'Joining …' : 'Join a room of this confab with the sixty lines beside this.';
  const link = find('call-page', HTMLAnchorElement);
  link.href = `../r/${encodeURIComponent(isRoomName(room.value) ? room.value : 'demo')}`;
}

async function tick() {
  const now = await measure?.();
  if (!now) return;
  unit = { up: Math.max(1, now.up), mixed: Math.max(1, now.down), measured: true };
  showCosts();
}

function showCosts() {
  const n = Number(people.value);
  find('people-said', HTMLOutputElement).value = String(n);
  find('unit', HTMLElement).textContent = unit.measured
    ? `Measured in this call, just now: ${rate(unit.up)}bit/s up, ${rate(unit.mixed)}bit/s down.`
    : `Assumed until you join: ${rate(unit.up)}bit/s up, ${rate(unit.mixed)}bit/s down.`;
  document.body.dataset.measured = String(unit.measured);
  const rows = Array.from({ length: kMost - 1 }, (_, i) => costs(i + 2, unit.up, unit.mixed));
  for (const key of /** @type {const} */ (['up', 'down', 'server']))
    charts[key].show(rows.map(row => ({ mesh: row.mesh[key], sfu: row.sfu[key], mcu: row.mcu[key] })), n);
  const now = rows[n - 2];
  figures.replaceChildren(.../** @type {Kind[]} */ (Object.keys(now)).map(kind => figureRow(kind, now[kind])));
}

/** @param {Kind} kind @param {import('../lessons/cost.js').Cost} cost */
function figureRow(kind, cost) {
  const cells = [rate(cost.up), rate(cost.down), `${cost.encoders} / ${cost.decoders}`, cost.server ? rate(cost.server) : '–',
    cost.serverDecoders ? `${cost.serverEncoders} / ${cost.serverDecoders}` : '–'];
  return make('tr', {}, make('th', { scope: 'row', className: kind }, kNames[kind]), ...cells.map(text => make('td', {}, text)));
}

stage.addEventListener('playing', markDone);
button('join').addEventListener('click', join);
button('leave').addEventListener('click', () => call?.leave());
people.addEventListener('input', showCosts);
room.addEventListener('input', showState);
setInterval(tick, 2000);
room.value = new URLSearchParams(location.search).get('room') ?? randomRoomName();
showState();
showCosts();
void showListings();
