// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../../shared/dom.js';
import { recall, remember } from '../../shared/storage.js';

/**
 * Our own camera, as in a mirror: large before the call, small in a corner of it.
 * @param {import('../devices/local-media.js').LocalMedia} media
 */
export function showSelfView(media) {
  const videos = [find('preview', HTMLVideoElement), find('self', HTMLVideoElement)];
  const box = find('self-box', HTMLElement);
  const toggle = button('self-toggle');
  const setting = find('self-shown', HTMLInputElement);
  let shown = recall('selfView', true);
  /** @type {MediaStreamTrack | null} */
  let track = null;

  const render = () => {
    if (track !== media.tracks.video) {
      track = media.tracks.video;
      // The camera at the back looks where we look: that is no mirror.
      const mirrored = track?.getSettings().facingMode !== 'environment';
      for (const video of videos) {
        video.srcObject = track && new MediaStream([track]);
        video.classList.toggle('mirror', mirrored);
      }
    }
    find('no-preview', HTMLElement).hidden = track !== null;
    videos[0].hidden = track === null;
    videos[1].hidden = !shown;
    box.hidden = track === null;
    box.dataset.shown = String(shown);
    setting.checked = shown;
    toggle.ariaLabel = toggle.title = shown ? 'Hide self view' : 'Show self view';
  };
  const flip = () => {
    shown = !shown;
    remember('selfView', shown);
    render();
  };
  toggle.addEventListener('click', flip);
  setting.addEventListener('change', flip);
  media.addEventListener('change', render);
  render();
}
