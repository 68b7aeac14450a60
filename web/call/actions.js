// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * What a person can do, for buttons, keys and scripts alike.
 * @typedef {ReturnType<typeof makeActions>} Actions
 *
 * @param {object} context
 * @param {import('./state/store.js').Store} context.store
 * @param {import('./link/session.js').Session} context.session
 * @param {import('./link/attendance.js').Attendance} context.attendance
 * @param {import('./devices/local-media.js').LocalMedia} context.media
 * @param {import('./devices/screen-share.js').ScreenShare} context.screen
 */
export function makeActions({ store, session, attendance, media, screen }) {
  /** @param {import('./state/wire.js').Message} message */
  const ask = message => session.ask(message);
  return {
    join: () => attendance.join(),
    leave: () => attendance.leave(),
    setMicrophone: (/** @type {boolean} */ on) => media.setMicrophone(on),
    setCamera: (/** @type {boolean} */ on) => media.setCamera(on),
    share: (/** @type {boolean} */ on) => screen.set(on),
    hand: (/** @type {boolean} */ on) => ask({ type: 'state', hand: on }),
    setLayout: (/** @type {string} */ name) => ask({ type: 'layout', name }),
    pin: (/** @type {string | null} */ participant) => ask({ type: 'pin', participant }),
    record: (
      /** @type {boolean} */ on,
      /** @type {{format?: string, tracks?: boolean, recording?: string}} */ how = {},
    ) => ask({ type: 'record', on, ...how }),
    pause: (/** @type {boolean} */ paused, /** @type {string | undefined} */ recording) =>
      ask({ type: 'record', paused, ...(recording && { recording }) }),
    setRecorded: (/** @type {boolean} */ recorded) => {
      store.set({ recorded });
      if (store.state.phase === 'joined') ask({ type: 'state', recorded });
    },
    chat: (/** @type {string} */ text) => ask({ type: 'chat', text }),
    lock: (/** @type {boolean} */ on) => ask({ type: 'lock', on }),
    mute: (/** @type {string} */ participant) => ask({ type: 'mute', participant }),
    kick: (/** @type {string} */ participant) => ask({ type: 'kick', participant }),
    makeHost: (/** @type {string} */ participant) => ask({ type: 'role', participant, role: 'host' }),
  };
}
