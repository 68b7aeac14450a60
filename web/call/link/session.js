// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { changeBy, stateOf } from '../state/room-state.js';
import { isInCall, kNoCall, nameOf } from '../state/store.js';
import { kJoinErrors, kPassing, kVersion, signallingUrl } from '../state/wire.js';
import { LinkGuard } from './link-guard.js';
import { PeerSet } from './peer-set.js';
import { forgetSecret, keepSecret, keptSecret } from './resume-secret.js';
import { Signalling } from './signalling.js';

/**
 * @typedef {import('../state/wire.js').Message} Message
 * @typedef {object} Context
 * @property {string} room
 * @property {import('../state/store.js').Store} store
 * @property {import('../devices/local-media.js').LocalMedia} media
 * @property {import('../devices/screen-share.js').ScreenShare} screen
 * @property {(stream: MediaStream | null) => Promise<void>} show puts a stream on the stage
 * @property {(words: string) => void} notify
 */

const kGoodbyes = {
  left: 'You have left the room.',
  'room-ended': 'The room has ended.',
  kicked: 'A host has removed you from the room.',
  replaced: 'You have joined this room from somewhere else, so this page has let go.',
};
const kUnreachable = 'The server does not answer. It may be down, or your network may not reach it.';
const kNoMedia = 'The server answers, but sound and picture do not get through. A firewall may be in the way.';
/** Sessions in a row whose media never connected, before we say that it will not work. */
const kHopeless = 4;
/** What the page itself does something about, or what has crossed a change: not for people. */
const kUnsaid = new Set(['peer.lost', 'peer.unknown']);

/** The call: joins, answers what the server says, comes back after a cut. Changes the store; never looks at the page. */
export class Session {
  #resume = '';
  #name = '';
  /** @type {RTCIceServer[]} */
  #iceServers = [];
  #failures = 0;
  /** What the server knows of our devices. */
  #told = '';

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.store = context.store;
    this.signalling = new Signalling(signallingUrl(), {
      open: () => this.#hello(),
      message: message => this.#receive(message),
      close: () => this.#cut(),
    });
    this.peers = new PeerSet({ show: stream => context.show(stream), connected: () => (this.#failures = 0) });
    this.guard = new LinkGuard(context.store, this.peers, {
      quiet: () => this.signalling.doubt(),
      replace: ({ id }) => this.signalling.send({ type: 'restart', peer: id }),
      hopeless: ({ isMix }) => (isMix ? this.#end('error', kNoMedia) : void context.screen.set(false)),
    });
    context.media.addEventListener('change', () => this.#mediaChanged());
  }

  get #phase() {
    return this.store.state.phase;
  }

  /** The secret by which the server knows us, for requests about this room; '' while we are in none. */
  get secret() {
    return this.#resume;
  }

  /** @param {string} name */
  join(name) {
    this.#name = name;
    this.#failures = 0;
    this.#resume = keptSecret(this.context.room);
    forgetSecret(this.context.room);
    this.store.set({ phase: 'joining', words: '' });
    this.signalling.connect();
  }

  leave() {
    this.signalling.send({ type: 'leave' });
    this.#end('left', kGoodbyes.left);
  }

  /** The page goes away, perhaps for a reload: whoever comes to this room in this tab within a minute is the same person. */
  goAway() {
    this.remember();
    this.signalling.send({ type: 'leave', back: true });
    this.#end('left', kGoodbyes.left);
  }

  /** The page may vanish without a word from now on. */
  remember() {
    if (this.#resume) keepSecret(this.context.room, this.#resume);
  }

  /** It does not. */
  forget() {
    if (isInCall(this.#phase)) forgetSecret(this.context.room);
  }

  /** The network may be another one, or the device may have slept. */
  doubt() {
    if (!isInCall(this.#phase)) return;
    this.signalling.doubt();
    this.guard.doubt();
  }

  /** Asks for something; the answer comes as a change of the store. @param {Message} message */
  ask(message) {
    this.signalling.send(message);
  }

  #hello() {
    const { room, media } = this.context;
    const { observer, recorded } = this.store.state;
    // Who comes back is known with the devices of before the cut.
    this.#told = this.#resume ? '' : mediaKey(media);
    this.signalling.send({
      type: 'join',
      v: kVersion,
      room,
      name: this.#name,
      media: { audio: media.audio, video: media.video },
      recorded,
      ...(observer && { observer }),
      ...(this.#resume && { resume: this.#resume, peers: this.peers.working(this.guard.isQuiet) }),
    });
  }

  /** @param {any} message checked by its sender: the server is trusted with the page it has served */
  #receive(message) {
    switch (message.type) {
      case 'joined': return this.#joined(message);
      case 'waiting': return this.#waits(message.ahead);
      case 'offer': return this.#offered(message);
      case 'candidate': return this.peers.get(message.peer)?.addCandidate(message.mline, message.candidate);
      case 'uplink': return this.peers.get(message.peer)?.setUplink(message);
      case 'mute': return this.#muted(message.by);
      case 'error': return this.#refused(message);
      case 'bye': return this.#bye(message.reason);
    }
    const change = changeBy(this.store.state, message, performance.now());
    if (change) this.store.set(change);
  }

  /** @param {import('../state/wire.js').Joined} joined */
  #joined(joined) {
    this.#resume = joined.resume;
    this.#iceServers = joined.iceServers ?? [];
    this.peers.keep(joined.peers ?? []);
    this.signalling.welcomed();
    const wasCut = this.#phase === 'reconnecting';
    this.store.set({ phase: 'joined', ahead: 0, ...stateOf(joined, performance.now()) });
    this.#mediaChanged();
    if (wasCut) this.guard.doubt();
  }

  /** @param {number} ahead so many come before us */
  #waits(ahead) {
    this.signalling.waits();
    this.store.set({ ahead });
  }

  /** @param {import('../state/wire.js').Offer} offer */
  #offered(offer) {
    const { media, screen } = this.context;
    const { observer } = this.store.state;
    const isScreen = offer.kind === 'screen';
    this.peers
      .accept(offer, {
        iceServers: this.#iceServers,
        observer,
        tracks: isScreen ? { audio: null, video: screen.track } : media.tracks,
        send: message => this.#aboutPeer(message),
      })
      .catch(error => {
        console.error('confab: the offer was not taken', error);
        if (!this.peers.get(offer.peer)) return;
        if (isScreen) void screen.set(false);
        else this.#mediaFailed();
      });
  }

  /** What is said during a cut is lost: a connection that does not work when we are back is replaced. @param {Message} message */
  #aboutPeer(message) {
    if (this.#phase === 'joined') this.signalling.send(message);
  }

  /** The server has counted our sound as off already; it would count a report of what we were as a wish. @param {string} by */
  #muted(by) {
    const { media } = this.context;
    this.#told = mediaKey({ audio: false, video: media.video });
    void media.setMicrophone(false);
    const who = this.store.state.participants.some(one => one.participant === by) ? nameOf(this.store.state, by) : 'A host';
    this.context.notify(`${who} has muted you. Press the microphone when you want to speak.`);
  }

  #mediaChanged() {
    const { audio, video, tracks } = this.context.media;
    this.peers.setTrack('audio', tracks.audio);
    this.peers.setTrack('video', tracks.video);
    const news = mediaKey(this.context.media);
    if (this.#phase !== 'joined' || this.store.state.observer || this.#told === news) return;
    this.#told = news;
    this.signalling.send({ type: 'state', audio, video });
  }

  /** @param {import('../state/wire.js').Failure} failure */
  #refused(failure) {
    const { code, message, re } = failure;
    const waiting = this.#phase === 'joining' || this.#phase === 'reconnecting';
    if (!waiting || !(kJoinErrors.has(code) || re === 'join')) {
      this.store.set({ refusal: failure });
      if (!kUnsaid.has(code)) this.context.notify(message);
    }
    // A room that is just being started again will be there in a moment.
    else if (this.#phase === 'reconnecting' && kPassing.has(code)) this.signalling.retry();
    else this.#end('error', message);
  }

  /** @param {string} reason */
  #bye(reason) {
    if (reason === 'room-restarted') this.#reconnect({ atOnce: true });
    else if (reason === 'shutdown') this.#reconnect();
    else if (reason === 'peer-failed') this.#mediaFailed();
    else this.#end('left', kGoodbyes[/** @type {keyof typeof kGoodbyes} */ (reason)] ?? 'The server has ended the call.');
  }

  #cut() {
    if (isInCall(this.#phase)) this.#reconnect();
    else if (this.#phase === 'joining') this.#end('error', kUnreachable);
  }

  #mediaFailed() {
    if (++this.#failures >= kHopeless) this.#end('error', kNoMedia);
    else if (isInCall(this.#phase)) this.#reconnect({ atOnce: true });
  }

  /** @param {{atOnce?: boolean}} [how] */
  #reconnect(how) {
    this.store.set({ phase: 'reconnecting', attempt: this.store.state.attempt + 1 });
    this.signalling.retry(how);
  }

  /**
   * @param {'left' | 'error'} phase
   * @param {string} words
   */
  #end(phase, words) {
    this.signalling.close();
    this.peers.keep([]);
    void this.context.show(null);
    this.#resume = '';
    this.store.set({ ...kNoCall, phase, words, recording: { state: 'off' } });
  }
}

/** @param {{audio: boolean, video: boolean}} media */
const mediaKey = ({ audio, video }) => `${audio} ${video}`;
