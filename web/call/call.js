// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** The call page, put together: messages and clicks -> store -> views. */
import { roomOfPage } from '../shared/room-name.js';
import { recall } from '../shared/storage.js';
import { toast } from '../shared/toast.js';
import { makeActions } from './actions.js';
import { showCallControls, showMediaToggles } from './controls/controls.js';
import { showFullScreen } from './controls/full-screen.js';
import { fitBarToWidth } from './controls/narrow-bar.js';
import { restControlsWhenStill } from './controls/resting-controls.js';
import { takeShortcuts } from './controls/shortcuts.js';
import { showDevicePickers } from './devices/device-pickers.js';
import { LocalMedia } from './devices/local-media.js';
import { showMicMeter } from './devices/mic-meter.js';
import { takePushToTalk } from './devices/push-to-talk.js';
import { ScreenShare, showShareButton } from './devices/screen-share.js';
import { keepAwake } from './devices/wake-lock.js';
import { Attendance } from './link/attendance.js';
import { showLinkQuality } from './link/link-quality.js';
import { LinkWatch } from './link/link-watch.js';
import { followLoss } from './link/patience.js';
import { onNetworkNews } from './link/network-news.js';
import { keptSecret } from './link/resume-secret.js';
import { Session } from './link/session.js';
import { showLobbyNews } from './lobby/lobby-news.js';
import { chosenName, showLobby } from './lobby/lobby.js';
import { showChat } from './panels/chat.js';
import { showInvite } from './panels/invite.js';
import { showLayouts } from './panels/layout-panel.js';
import { showLoudness } from './panels/loudness.js';
import { Panels } from './panels/panels.js';
import { showRecordingPanel } from './panels/recording-panel.js';
import { showRecordings } from './panels/recordings-list.js';
import { showRoster } from './panels/roster.js';
import { showPhase } from './phase-view.js';
import { exposeForScripts } from './script-api.js';
import { announceChanges } from './stage/announcer.js';
import { showRecordingBadge } from './stage/recording-badge.js';
import { showSelfView } from './stage/self-view.js';
import { Stage } from './stage/stage.js';
import { showStatistics } from './stage/stats-overlay.js';
import { showTiles } from './stage/tiles.js';
import { isInCall, Store } from './state/store.js';

const query = new URLSearchParams(location.search);
const room = roomOfPage();
const observer = query.get('observer') === '1';

const store = new Store();
store.set({ observer });
const media = new LocalMedia();
const stage = new Stage();
const screen = new ScreenShare(store, on => session.ask({ type: 'share', on }), toast);
const session = new Session({ room, store, media, screen, show: stream => stage.show(stream), notify: toast });
const attendance = new Attendance({ room, store, media, session, name: chosenName });
const actions = makeActions({ store, session, attendance, media, screen });
const panels = new Panels(store);
const linkWatch = new LinkWatch(store, session.peers);

showPhase(store, actions.join);
showLobby({ room, name: query.get('name'), observer, store, media, actions });
showLobbyNews(room, store);
showMicMeter(media, store);
showDevicePickers(store, media);
showMediaToggles(media, actions);
showSelfView(media);

showTiles(store, actions);
showCallControls(store, actions);
showShareButton(store, actions);
showRoster(store, actions);
showLoudness(store);
showChat(store, panels, actions);
showLayouts(store, panels, actions);
showRecordingBadge(store);
showRecordingPanel(store, actions);
showRecordings({ room, store, panels, session });
showInvite(store, panels);
showFullScreen();
showLinkQuality(store, linkWatch);
followLoss(store, session.peers);
const toggleStats = showStatistics(store, linkWatch);

fitBarToWidth();
takeShortcuts({ store, media, panels, actions, toggleStats: () => toggleStats() });
takePushToTalk(store, media);
restControlsWhenStill(store, panels);
keepAwake(store);
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
addEventListener('pagehide', () => attendance.goAway());
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) attendance.comeBack();
});
// A phone may end a page that is hidden without another word.
document.addEventListener('visibilitychange', () => (document.hidden ? session.remember() : session.forget()));
onNetworkNews(() => session.doubt());

/** The address wins over what was chosen last time. @param {string} name @param {'audio' | 'video'} kind */
const wants = (name, kind) => !observer && (query.has(name) ? query.get(name) !== '0' : recall(`on.${kind}`, true));
await media.open({ audio: wants('mic', 'audio'), video: wants('cam', 'video') });
/** Who loads the page again in a call wants to be in it. */
const [navigation] = performance.getEntriesByType('navigation');
const isBack = keptSecret(room) !== '' && /** @type {PerformanceNavigationTiming} */ (navigation).type !== 'navigate';
if ((isBack || query.get('autojoin') === '1') && store.state.phase === 'idle') void attendance.join();
