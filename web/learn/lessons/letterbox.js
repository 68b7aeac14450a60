// SPDX-License-Identifier: Apache-2.0
// @ts-check

// #region letterbox
export class Letterbox {
  /** @type {(RTCIceCandidate | null)[]} */
  #early = [];

  /**
   * @param {RTCPeerConnection} connection whose it is
   * @param {import('./self.js').Watcher} watcher
   * @param {string} from
   * @param {string} to
   */
  constructor(connection, watcher, from, to) {
    this.connection = connection;
    this.watcher = watcher;
    this.from = from;
    this.to = to;
  }

  /** @param {RTCSessionDescriptionInit} description */
  async description(description) {
    this.watcher.passed(this.from, this.to, description);
    await this.connection.setRemoteDescription(description);
    const early = this.#early.splice(0);
    for (const candidate of early) await this.#add(candidate);
  }

  // A way to somebody who has not been introduced yet is of no use:
  // the browser would refuse it. It waits for the description.
  /** @param {RTCIceCandidate | null} candidate */
  async candidate(candidate) {
    this.watcher.passed(this.from, this.to, { candidate });
    if (this.connection.remoteDescription) await this.#add(candidate);
    else this.#early.push(candidate);
  }

  /** @param {RTCIceCandidate | null} candidate */
  async #add(candidate) {
    if (candidate) await this.connection.addIceCandidate(candidate);
  }
}
// #endregion
