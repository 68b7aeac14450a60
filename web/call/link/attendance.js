// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { rememberRoom } from '../../shared/recent-rooms.js';
import { isInCall } from '../state/store.js';

/** A permission question may stand unanswered: we go in without, and what is allowed later is switched on then. */
const kPatienceMs = 3000;

/** Coming and going: the devices open before a call and close after it. */
export class Attendance {
  /** What to open when coming back. */
  #wanted = { audio: false, video: false };
  /** When the page went away. */
  #wasIn = false;

  /**
   * @param {object} context
   * @param {string} context.room
   * @param {import('../state/store.js').Store} context.store
   * @param {import('../devices/local-media.js').LocalMedia} context.media
   * @param {import('./session.js').Session} context.session
   * @param {() => string} context.name
   */
  constructor(context) {
    this.context = context;
    context.store.subscribe(({ phase }, before) => {
      if (phase !== before.phase && (phase === 'left' || phase === 'error')) this.#closeDevices();
    });
  }

  async join() {
    const { store, media, session, room, name } = this.context;
    const { phase } = store.state;
    if (phase !== 'idle' && phase !== 'left' && phase !== 'error') return;
    if (phase !== 'idle' && !store.state.observer) void media.open(this.#wanted);
    store.set({ phase: 'joining', words: '' });
    await Promise.race([media.settled, new Promise(done => setTimeout(done, kPatienceMs))]);
    if (store.state.phase !== 'joining') return;
    rememberRoom(room);
    session.join(name());
  }

  leave() {
    const { store, session } = this.context;
    if (!['idle', 'left', 'error'].includes(store.state.phase)) session.leave();
  }

  /** The page is closed, loaded again, or kept for the way back. */
  goAway() {
    const { store, session } = this.context;
    this.#wasIn = isInCall(store.state.phase);
    if (this.#wasIn) session.goAway();
    else this.leave();
  }

  /** The page is back as it was, out of the history. */
  comeBack() {
    if (this.#wasIn) void this.join();
  }

  #closeDevices() {
    const { media } = this.context;
    this.#wanted = { audio: media.audio, video: media.video };
    void media.close();
  }
}
