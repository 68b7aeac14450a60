// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../dom.js';
import { showListings } from './listing.js';
import { MessageLog } from './message-log.js';
import { openPicture, stopPicture } from './picture.js';
import { openChannel, openStorage } from './post.js';
import { markDone } from './steps.js';
import { TabLine } from './tab-line.js';
import { Talk } from './talk.js';

const kName = 'confab.learn.tabs';
const choice = find('source', HTMLSelectElement);
const carrier = find('carrier', HTMLSelectElement);
const near = find('near', HTMLVideoElement);
const far = find('far', HTMLVideoElement);
const hint = find('hint', HTMLElement);
const says = find('says', HTMLElement);
const log = new MessageLog(find('messages', HTMLOListElement));
const talk = new Talk({
  machines: find('machines', HTMLElement),
  far,
  log,
  changed: connection => {
    if (connection.connectionState === 'connected') markDone();
    if (connection.connectionState === 'failed') line?.lose();
    showState();
  },
  failed: words => (hint.textContent = words),
});

/** @type {MediaStream | null} */
let stream = null;
/** @type {TabLine | null} */
let line = null;

async function start() {
  button('start').disabled = choice.disabled = carrier.disabled = true;
  stream = await openPicture(choice, hint);
  near.srcObject = stream;
  const open = carrier.value === 'storage' ? openStorage : openChannel;
  line = new TabLine(hear => open(kName, hear), { met, heard, left, busy });
  button('stop').disabled = false;
  showState();
}

/** @param {boolean} polite */
function met(polite) {
  if (!line || !stream) return;
  log.clear();
  talk.begin(line, polite, stream);
  showState();
}

/** @param {any} message */
function heard(message) {
  if (message.type === 'restart') talk.connection?.restartIce();
  void talk.receive(message).then(showState);
}

function left() {
  talk.end();
  showState();
}

function busy() {
  hint.textContent = 'Two tabs are talking already. Close one, then start here.';
  stop();
}

function stop() {
  line?.close();
  line = null;
  talk.end();
  stopPicture(stream);
  stream = near.srcObject = null;
  button('start').disabled = choice.disabled = carrier.disabled = false;
  button('stop').disabled = true;
  showState();
}

/** Both ends make an offer at the same moment: a restart of ICE changes nothing that can be seen, and needs one. */
function collide() {
  const message = { type: 'restart', brief: 'let us both make an offer' };
  log.add('You', 'they', message);
  line?.send(message);
  talk.connection?.restartIce();
}

function showState() {
  const { connection, negotiation } = talk;
  button('collide').disabled = connection?.connectionState !== 'connected';
  says.textContent = words(connection, negotiation);
  document.body.dataset.state = connection?.connectionState ?? (line ? 'waiting' : 'idle');
}

/** @param {RTCPeerConnection | null} connection @param {import('./negotiation.js').Negotiation | null} negotiation */
function words(connection, negotiation) {
  if (!line) return 'Start here, then open this page in a second tab and start there too.';
  if (!connection || !negotiation) return 'Waiting for the other tab.';
  const manners = negotiation.polite ? 'You are the polite one here' : 'You are the impolite one here';
  const collisions = `${negotiation.collisions} of their offers met one of yours`;
  return `${connection.connectionState}. ${manners}; ${collisions}${negotiation.collisions ? (negotiation.polite ? ', and you gave way.' : ', and they gave way.') : '.'}`;
}

if (!('BroadcastChannel' in self)) {
  carrier.options[0].disabled = true;
  carrier.value = 'storage';
}
button('start').addEventListener('click', start);
button('stop').addEventListener('click', stop);
button('collide').addEventListener('click', collide);
addEventListener('pagehide', stop);
showState();
void showListings();
