// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../../shared/dom.js';
import { isRoomName, randomRoomName } from '../../shared/room-name.js';
import { showListings } from '../drawing/listing.js';
import { MessageLog } from '../drawing/message-log.js';
import { WayDrawing } from '../drawing/way-drawing.js';
import { RelayLine } from '../lessons/relay-line.js';
import { openPicture, stopPicture } from './picture.js';
import { markDone } from './steps.js';
import { Talk } from './talk.js';

const room = find('room', HTMLInputElement);
const choice = find('source', HTMLSelectElement);
const server = find('server', HTMLInputElement);
const near = find('near', HTMLVideoElement);
const far = find('far', HTMLVideoElement);
const hint = find('hint', HTMLElement);
const says = find('says', HTMLElement);
const log = new MessageLog(find('messages', HTMLOListElement));
const way = new WayDrawing();
find('way', HTMLElement).append(way.element);

const talk = new Talk({
  machines: find('machines', HTMLElement),
  far,
  log,
  changed: connection => {
    if (connection.connectionState === 'connected') markDone();
    showState();
    void showPair();
  },
  failed: words => (hint.textContent = words),
});

/** @type {MediaStream | null} */
let stream = null;
/** @type {RelayLine | null} */
let line = null;
/** What this confab is configured with. @type {RTCIceServer[]} */
let ours = [];

/** @returns {RTCConfiguration} */
function configuration() {
  const urls = server.value.trim();
  const username = find('username', HTMLInputElement).value;
  const credential = find('credential', HTMLInputElement).value;
  const typed = urls ? [{ urls, ...(urls.startsWith('turn') && { username, credential }) }] : [];
  const relayOnly = find('relay-only', HTMLInputElement).checked;
  return { iceServers: [...ours, ...typed], iceTransportPolicy: relayOnly ? 'relay' : 'all' };
}

/** What is wrong with what was typed, in words. */
function complaint() {
  const urls = server.value.trim();
  if (!isRoomName(room.value)) return 'A meeting place has 1 to 64 letters a to z, digits, - and _.';
  if (urls && !/^(stuns?|turns?):[^\s/]+$/.test(urls)) return 'A server looks like stun:host:port or turn:host:port?transport=udp.';
  if (urls.startsWith('turn') && !find('username', HTMLInputElement).value) return 'A TURN server wants a user name and a password.';
  return '';
}

async function start() {
  hint.textContent = complaint();
  if (hint.textContent) return;
  history.replaceState(null, '', `?${new URLSearchParams({ room: room.value })}`);
  button('start').disabled = room.disabled = choice.disabled = true;
  stream = await openPicture(choice, hint, { audio: true });
  near.srcObject = stream;
  line = new RelayLine(room.value, { welcome, met, heard: message => void talk.receive(message), left, closed });
  button('stop').disabled = false;
  showState();
}

/** @param {RTCIceServer[]} servers */
function welcome(servers) {
  ours = servers;
  const urls = servers.flatMap(({ urls: one }) => one);
  find('ours', HTMLElement).textContent = urls.length
    ? `This confab is configured with ${urls.join(', ')}.`
    : 'This confab is configured with none: enough for two machines of one network.';
}

/** @param {boolean} polite */
function met(polite) {
  if (!line || !stream) return;
  log.clear();
  try {
    talk.begin(line, polite, stream, configuration());
  } catch (error) {
    stop();
    hint.textContent = `The browser does not take these servers: ${error instanceof Error ? error.message : error}`;
  }
  showState();
}

function left() {
  talk.end();
  showState();
}

/** @param {string} reason @param {string} words */
function closed(reason, words) {
  if (!line) return;
  line = null;
  if (reason === 'idle' && talk.connection) {
    hint.textContent = 'The relay has hung up, since nobody said anything for ten minutes. The call does not need it.';
    return;
  }
  stop();
  hint.textContent = words ? `The relay has hung up: ${words}.` : 'The relay cannot be reached. Is the server running?';
}

function stop() {
  const old = line;
  line = null;
  old?.close();
  talk.end();
  stopPicture(stream);
  stream = near.srcObject = null;
  button('start').disabled = room.disabled = choice.disabled = false;
  button('stop').disabled = true;
  showState();
  void showPair();
}

function showState() {
  const { connection, negotiation } = talk;
  document.body.dataset.state = connection?.connectionState ?? (line ? 'waiting' : 'idle');
  if (connection && negotiation)
    says.textContent = `${connection.connectionState}, and ${negotiation.polite ? 'polite' : 'impolite'}. ${remark(connection)}`;
  else says.textContent = line ? 'Waiting for the other machine.' : 'Connect here, and open the link on another machine.';
}

/** @param {RTCPeerConnection} connection */
function remark({ connectionState }) {
  if (connectionState === 'failed') return 'No pair of candidates got through. This is where a TURN server helps.';
  if (connectionState === 'disconnected') return 'Checks go unanswered. It may heal by itself.';
  return connectionState === 'connected' ? 'Below is the way that the picture takes.' : '';
}

async function showPair() {
  const found = await talk.pair();
  for (const side of /** @type {const} */ (['local', 'remote'])) {
    const one = found?.[side];
    find(`${side}-type`, HTMLElement).textContent = one?.candidateType ?? '–';
    find(`${side}-address`, HTMLElement).textContent = one ? `${one.address || 'hidden by the browser'}${one.port ? `, port ${one.port}` : ''}` : '–';
    find(`${side}-protocol`, HTMLElement).textContent = one?.protocol ?? '–';
  }
  way.show(found?.local?.candidateType ?? '', found?.remote?.candidateType ?? '');
  const rtt = found?.pair.currentRoundTripTime;
  find('pair', HTMLElement).textContent = rtt === undefined ? '' : `A packet goes there and back in ${(rtt * 1000).toFixed(1)} ms.`;
}

async function copy() {
  const url = new URL(location.href);
  url.search = new URLSearchParams({ room: room.value }).toString();
  try {
    await navigator.clipboard.writeText(url.href);
    hint.textContent = 'Copied.';
  } catch {
    hint.textContent = url.href;
  }
}

room.value = new URLSearchParams(location.search).get('room') ?? randomRoomName();
button('start').addEventListener('click', start);
button('stop').addEventListener('click', stop);
button('copy').addEventListener('click', copy);
addEventListener('pagehide', stop);
setInterval(() => talk.connection && showPair(), 2000);
showState();
void showListings();
