// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, setPressed } from '../../shared/dom.js';

/** A screen, window or tab of ours, sent as a peer of its own. `track` is null while nothing is shared. */
export class ScreenShare {
  /** @type {MediaStreamTrack | null} */
  track = null;

  /**
   * @param {import('../state/store.js').Store} store
   * @param {(on: boolean) => void} tell the server
   * @param {(words: string) => void} notify
   */
  constructor(store, tell, notify) {
    this.tell = tell;
    this.notify = notify;
    store.subscribe((now, before) => this.#follow(now, before));
  }

  /** @param {boolean} on */
  async set(on) {
    if (!on) return this.#stop();
    if (this.track) return;
    try {
      // Text first: its edges stay sharp and the frames are fewer.
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { max: 30 } },
      });
      [this.track] = stream.getVideoTracks();
    } catch (error) {
      // Who closes the chooser has changed their mind: no error.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError')
        this.notify('The screen cannot be shared. Try a window or a tab instead.');
      return;
    }
    this.track.contentHint = 'detail';
    // The browser's own "Stop sharing".
    this.track.onended = () => this.#stop();
    this.tell(true);
  }

  #stop() {
    if (!this.track) return;
    this.track.onended = null;
    this.track.stop();
    this.track = null;
    this.tell(false);
  }

  /**
   * A room that was started again knows of no screen; one whose connection broke is shared no more.
   * @param {import('../state/store.js').State} now
   * @param {import('../state/store.js').State} before
   */
  #follow(now, before) {
    if (!this.track) return;
    if (now.phase === 'left' || now.phase === 'error') this.#stop();
    else if (now.phase === 'joined' && before.phase === 'reconnecting' && !isShared(now)) this.tell(true);
    else if (now.phase === 'joined' && before.phase === 'joined' && isShared(before) && !isShared(now)) {
      this.notify('Your screen is shared no more: its connection was lost.');
      this.#stop();
    }
  }
}

/** @param {import('../state/store.js').State} state */
const isShared = ({ participants, participant }) =>
  participants.some(one => one.participant === participant && one.screen === true);

/**
 * @param {import('../state/store.js').Store} store
 * @param {{share: (on: boolean) => void}} actions
 */
export function showShareButton(store, actions) {
  const share = button('share');
  // Phones have no screen to share, and insecure pages may not.
  share.hidden = !navigator.mediaDevices?.getDisplayMedia;
  share.addEventListener('click', () => actions.share(!isShared(store.state)));
  store.subscribe(state => {
    setPressed(share, isShared(state));
    share.disabled = state.phase !== 'joined';
  });
}
