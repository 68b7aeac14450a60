// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** The call page, put together: messages and clicks -> store -> views. */
import { announceChanges } from './announcer.js';
import { Attendance } from './attendance.js';
import { showCallControls, showMediaToggles } from './controls.js';
import { showDevicePickers } from './devices.js';
import { showInvite } from './invite.js';
import { showLobby } from './lobby.js';
import { LocalMedia } from './local-media.js';
import { showRecording } from './recording.js';
import { roomOfPage } from './room-name.js';
import { showRoster } from './roster.js';
import { ScreenShare, showShareButton } from './screen-share.js';
import { showScreens } from './screens.js';
import { exposeForScripts } from './script-api.js';
import { showSelfView } from './self-view.js';
import { Session } from './session.js';
import { Stage } from './stage.js';
import { isInCall, Store } from './store.js';
import { showTiles } from './tiles.js';
import { toast } from './toast.js';

const query = new URLSearchParams(location.search);
const room = roomOfPage();
const observer = query.get('observer') === '1';

const store = new Store();
const media = new LocalMedia();
const stage = new Stage();
const screen = new ScreenShare(store, on => session.ask({ type: 'share', on }), toast);
const session = new Session({ room, observer, store, media, screen, show: stream => stage.show(stream), notify: toast });

const name = showLobby({ room, name: query.get('name'), media, join: () => attendance.join() });
const attendance = new Attendance({ room, store, media, session, name });

const actions = {
  join: () => attendance.join(),
  leave: () => attendance.leave(),
  record: (/** @type {boolean} */ on) => session.ask({ type: 'record', on }),
  share: (/** @type {boolean} */ on) => screen.set(on),
  pin: (/** @type {string | null} */ participant) => session.ask({ type: 'pin', participant }),
  setLayout: (/** @type {string} */ layout) => session.ask({ type: 'layout', name: layout }),
  setMicrophone: (/** @type {boolean} */ on) => media.setMicrophone(on),
  setCamera: (/** @type {boolean} */ on) => media.setCamera(on),
};

showScreens(store, actions.join);
showMediaToggles(media, actions);
showCallControls(store, actions);
if (!observer) showShareButton(store, actions);
showDevicePickers(media);
showSelfView(media);
showTiles(store);
showRoster(store);
showRecording(store);
showInvite(store);
announceChanges(store);
exposeForScripts(store, session, actions);

store.subscribe(({ layout, phase }, before) => {
  if (layout && layout !== before.layout) stage.shape(layout.canvas);
  const asked = query.get('layout');
  if (asked && asked !== layout?.name && phase === 'joined' && before.phase === 'joining') actions.setLayout(asked);
});
media.addEventListener('problem', () => {
  if (isInCall(store.state.phase)) toast(media.problem);
});
addEventListener('pagehide', actions.leave);

document.body.classList.toggle('observer', observer);
await media.open({ audio: !observer && query.get('mic') !== '0', video: !observer && query.get('cam') !== '0' });
if (query.get('autojoin') === '1' && store.state.phase === 'idle') void attendance.join();
