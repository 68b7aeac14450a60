// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * `window.confab`: the page for scripts and tests. Its names are a contract; see doc/wire.md and the design.
 * @param {import('./state/store.js').Store} store
 * @param {import('./link/session.js').Session} session
 * @param {object} actions
 */
export function exposeForScripts(store, session, actions) {
  const facts = {
    peers: () => session.peers.connections,
    state: () => store.state.phase,
    participant: () => store.state.participant,
    participants: () => store.state.participants,
    layout: () => store.state.layout,
    speaker: () => store.state.speaker,
    recording: () => store.state.recording,
    recordings: () => store.state.recordings,
    chatHistory: () => store.state.chat,
    locked: () => store.state.locked,
  };
  const confab = { ...actions };
  for (const [name, get] of Object.entries(facts)) Object.defineProperty(confab, name, { get, enumerable: true });
  Object.defineProperty(window, 'confab', { value: confab });
}
