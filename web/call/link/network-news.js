// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * Tells when the browser has reason to believe that the network is another one, or gone: at once, where a connection would
 * need seconds or minutes to notice. It need not be true.
 * @param {() => void} tell
 */
export function onNetworkNews(tell) {
  addEventListener('online', tell);
  addEventListener('offline', tell);
  // Not in every browser, nor in what TypeScript knows of.
  const { connection } = /** @type {{connection?: EventTarget}} */ (navigator);
  connection?.addEventListener('change', tell);
}
