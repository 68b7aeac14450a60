// SPDX-License-Identifier: Apache-2.0
// @ts-check

/**
 * Carries texts between all open pages of this site that use the same name.
 * @typedef {{send: (text: string) => void, close: () => void}} Post
 * @typedef {(text: string) => void} Hear
 */

// #region channel
/** @param {string} name @param {Hear} hear @returns {Post} */
export function openChannel(name, hear) {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => hear(data);
  return {
    send: text => channel.postMessage(text),
    close: () => channel.close(),
  };
}
// #endregion

// #region storage
/** @param {string} name @param {Hear} hear @returns {Post} */
export function openStorage(name, hear) {
  /** @param {StorageEvent} event */
  const listen = ({ key, newValue }) => {
    if (key === name && newValue) hear(JSON.parse(newValue).text);
  };
  addEventListener('storage', listen);
  return {
    // The same again would be no change, and no event: a stamp makes it one.
    send: text => {
      const stamp = Math.random();
      localStorage.setItem(name, JSON.stringify({ text, stamp }));
    },
    close: () => removeEventListener('storage', listen),
  };
}
// #endregion
