// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** @typedef {'audio' | 'video'} Kind */

/** The same page where devices can be had; whether the server listens there is another matter. */
const insecureWords = () => {
  const address = `https://${location.host}${location.pathname}`;
  return `Browsers give camera and microphone to secure pages only. Open ${address} instead, or this server from localhost.`;
};

/**
 * @param {Kind[]} kinds
 * @param {'and' | 'or'} joint
 */
const devices = (kinds, joint) => kinds.map(kind => (kind === 'audio' ? 'microphone' : 'camera')).join(` ${joint} `);

/** @type {Record<string, (what: string, either: string) => string>} */
const kWords = {
  NotAllowedError: what =>
    `The browser was not allowed to use the ${what}. Allow that beside the address bar, then press the button again.`,
  NotFoundError: (_, either) => `No ${either} was found. Plug one in, then press the button again.`,
  NotReadableError: what => `The ${what} cannot be opened. Another program may be using it: close that and try again.`,
  OverconstrainedError: (_, either) => `The ${either} cannot do what was asked of it. Choose another one.`,
  SecurityError: what => `The browser's settings forbid the ${what} on this page.`,
  InsecureOrigin: insecureWords,
};

/**
 * Why a device could not be had, for a person.
 * @param {unknown} error
 * @param {Kind[]} kinds what was asked for
 */
export function mediaWords(error, kinds) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const what = devices(kinds, 'and');
  return kWords[name]?.(what, devices(kinds, 'or')) ?? `The ${what} could not be started${name ? ` (${name})` : ''}.`;
}
