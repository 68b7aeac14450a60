// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../../shared/dom.js';
import { showListings } from '../drawing/listing.js';
import { MessageLog } from '../drawing/message-log.js';
import { kMachineNames, StateDrawing } from '../drawing/state-drawing.js';
import { callYourself } from '../lessons/self.js';
import { openPicture, stopPicture } from './picture.js';
import { markDone } from './steps.js';

/** What the page says after each step: what has just happened, and what to look at. */
const kWords = [
  'Two connections, and nothing between them yet. Both are new, and stable: nobody has said anything.',
  'Ann has something to send, Ben knows what to do with what comes. Still nothing has left Ann.',
  'Ann has written an offer: what she would send and how. It is only a text so far: her state has not moved.',
  'She has settled on it: have-local-offer. Only now does her browser look for addresses, and candidates begin to leave. Ben’s letterbox keeps them: he has not met Ann yet.',
  'Ben has read the offer: have-remote-offer. He knows of Ann’s track now, so ontrack has fired, and the candidates that waited were taken out. His screen is still dark.',
  'Ben has written an answer: to each line of the offer a line of his.',
  'He has settled on it, and is stable again. His candidates leave for Ann. He knows both sides, so ICE starts checking.',
  'Ann has read the answer: both are stable. What follows needs no word from us: ICE finds a way, the two ends agree on keys, and the picture comes.',
];

const choice = find('source', HTMLSelectElement);
const near = find('near', HTMLVideoElement);
const far = find('far', HTMLVideoElement);
const hint = find('hint', HTMLElement);
const says = find('says', HTMLElement);
const log = new MessageLog(find('messages', HTMLOListElement));
const drawings = kMachineNames.map(name => new StateDrawing(name));
find('machines', HTMLElement).append(...drawings.map(drawing => drawing.element));

/** @type {MediaStream | null} */
let stream = null;
/** @type {AsyncGenerator<undefined, void> | null} */
let call = null;
/** @type {RTCPeerConnection[]} */
let connections = [];
let step = 0;
/** The lines of the listing that belong to each step. @type {HTMLElement[][]} */
let stages = [];

const watcher = {
  /** @param {string} who @param {RTCPeerConnection} connection */
  watch(who, connection) {
    connections.push(connection);
    const show = () => drawings.forEach(drawing => drawing.show(who, connection[drawing.name]));
    for (const event of ['signalingstatechange', 'iceconnectionstatechange', 'connectionstatechange'])
      connection.addEventListener(event, show);
    show();
  },
  /** @param {string} from @param {string} to @param {object} message */
  passed: (from, to, message) => log.add(from, to, message),
};

async function next() {
  button('next').disabled = true;
  try {
    if (!call) await begin();
    const { done = false } = (await call?.next()) ?? {};
    if (!done) step++;
    showStep(step);
  } catch (error) {
    says.textContent = `This step failed: ${error instanceof Error ? error.message : error}. Start again.`;
    console.error(error);
  }
  button('next').disabled = step >= kWords.length;
}

async function begin() {
  stream = await openPicture(choice, hint);
  near.srcObject = stream;
  call = callYourself(stream, far, watcher);
  button('again').disabled = false;
  choice.disabled = true;
}

async function runAll() {
  button('all').disabled = true;
  while (step < kWords.length) {
    const before = step;
    await next();
    if (step === before) break;
  }
}

function again() {
  for (const connection of connections) connection.close();
  stopPicture(stream);
  near.srcObject = far.srcObject = null;
  stream = call = null;
  connections = [];
  step = 0;
  log.clear();
  drawings.forEach(drawing => drawing.clear());
  button('next').disabled = button('all').disabled = false;
  button('again').disabled = true;
  choice.disabled = false;
  showStep(0);
}

/** @param {number} count of steps that have run */
function showStep(count) {
  stages.forEach((lines, i) => lines.forEach(line => line.classList.toggle('now', i === count - 1)));
  const current = stages[count - 1]?.[0];
  const frame = current?.closest('pre');
  if (current && frame) frame.scrollTop = current.offsetTop - frame.clientHeight / 3;
  says.textContent = count === 0 ? 'Press Next and watch, or let it run.' : `${count} of ${kWords.length}. ${kWords[count - 1]}`;
  if (count >= kWords.length) button('all').disabled = true;
}

/**
 * A step is what stands before a `yield`.
 * @param {HTMLElement[]} lines
 */
function stagesOf(lines) {
  /** @type {HTMLElement[][]} */
  const found = [[]];
  for (const line of lines) {
    const text = line.textContent?.trim() ?? '';
    if (text.startsWith('yield')) found.push([]);
    else if (text && text !== '}' && !text.startsWith('export ')) found[found.length - 1].push(line);
  }
  return found.filter(stage => stage.length > 0);
}

async function count() {
  const stats = await connections[1]?.getStats();
  stats?.forEach(report => {
    if (report.type === 'inbound-rtp' && report.kind === 'video')
      find('decoded', HTMLElement).textContent = `${report.framesDecoded ?? 0} frames decoded`;
  });
}

far.addEventListener('playing', markDone);
button('next').addEventListener('click', next);
button('all').addEventListener('click', runAll);
button('again').addEventListener('click', again);
setInterval(count, 1000);
stages = stagesOf((await showListings()).get('self.js call') ?? []);
showStep(step);
