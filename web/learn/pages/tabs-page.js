// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../../shared/dom.js';
import { showListings } from '../drawing/listing.js';
import { MessageLog } from '../drawing/message-log.js';
import { openChannel, openStorage } from '../lessons/post.js';
import { TabLine } from '../lessons/tab-line.js';
import { Collision } from './collision.js';
import { openPicture, stopPicture } from './picture.js';
import { markDone } from './steps.js';
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

const collision = new Collision(find('collision', HTMLElement), log, () => showState());

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
  collision.begin(line, polite);
  showState();
}

/** @param {any} message */
async function heard(message) {
  if (!line || !talk.negotiation) return;
  if (message.collision) await collision.receive(message.collision).catch(error => (hint.textContent = error.message));
  else await talk.receive(message);
  showState();
}

function left() {
  collision.end();
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
  collision.end();
  talk.end();
  stopPicture(stream);
  stream = near.srcObject = null;
  button('start').disabled = choice.disabled = carrier.disabled = false;
  button('stop').disabled = true;
  showState();
}

function showState() {
  const { connection, negotiation } = talk;
  button('collide').disabled = !collision.isOpen;
  says.textContent = words(connection, negotiation);
  document.body.dataset.state = connection?.connectionState ?? (line ? 'waiting' : 'idle');
}

/** @param {RTCPeerConnection | null} connection @param {import('../lessons/negotiation.js').Negotiation | null} negotiation */
function words(connection, negotiation) {
  if (!line) return 'Start here, then open this page in a second tab and start there too.';
  if (!connection || !negotiation) return 'Waiting for the other tab.';
  const manners = negotiation.polite ? 'You are the polite one here' : 'You are the impolite one here';
  const collisions = `${collision.count} of their offers met one of yours, and ${negotiation.polite ? 'you' : 'they'} gave way`;
  return `${connection.connectionState}. ${manners}. ${collision.count ? `${collisions}: both ends agree.` : ''}`;
}

if (!('BroadcastChannel' in self)) {
  carrier.options[0].disabled = true;
  carrier.value = 'storage';
}
button('start').addEventListener('click', start);
button('stop').addEventListener('click', stop);
button('collide').addEventListener('click', () => collision.provoke());
addEventListener('pagehide', stop);
showState();
void showListings();
