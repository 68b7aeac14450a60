// SPDX-License-Identifier: Apache-2.0
// @ts-check
const kDisconnectedMs = 2000;
const kQuietMs = 2500;
/** When there is reason to doubt. */
const kSuspectMs = 1500;
/** A device that slept was not quiet for all that time. */
const kLongestLookMs = 1500;
/** Between wishes for another connection, while none of them comes to work. */
const kPausesMs = [5000, 10_000, 20_000];

/**
 * @typedef {object} Look at the newest connection of a kind
 * @property {string} id
 * @property {RTCPeerConnectionState} state
 * @property {number} [bytes] that have come; undefined where none are to be expected
 */

/** Whether the connections of one kind work, one after the other. It does not read the clock. */
export class PeerHealth {
  /** Wishes in a row that nothing has come of yet. */
  wishes = 0;
  #id = '';
  #bytes = 0;
  #lookedAt = Infinity;
  #quietMs = 0;
  #brokenMs = 0;
  #notBefore = 0;

  /**
   * True when it is time to wish for another connection.
   * @param {Look} look
   * @param {number} now ms
   * @param {boolean} suspicious the network may be another one
   */
  judge({ id, state, bytes }, now, suspicious) {
    const passed = Math.max(0, Math.min(now - this.#lookedAt, kLongestLookMs));
    const grew = bytes === undefined || (id === this.#id && bytes > this.#bytes);
    const isNew = id !== this.#id || !bytes;
    this.#quietMs = state !== 'connected' || grew || isNew ? 0 : this.#quietMs + passed;
    this.#brokenMs = state === 'disconnected' ? this.#brokenMs + passed : 0;
    this.#id = id;
    this.#bytes = bytes ?? 0;
    this.#lookedAt = now;
    if (state === 'connected' && grew) this.wishes = this.#notBefore = 0;
    return this.#isBroken(state, suspicious) && this.#wish(now);
  }

  /** Nothing has come for a moment. */
  get isQuiet() {
    return this.#quietMs > 0 || this.#brokenMs > 0;
  }

  /**
   * @param {RTCPeerConnectionState} state
   * @param {boolean} suspicious
   */
  #isBroken(state, suspicious) {
    if (state === 'closed') return false;
    return (
      state === 'failed' ||
      this.#brokenMs >= (suspicious ? kSuspectMs : kDisconnectedMs) ||
      this.#quietMs >= (suspicious ? kSuspectMs : kQuietMs) ||
      (this.wishes > 0 && state !== 'connected')
    );
  }

  /** @param {number} now */
  #wish(now) {
    if (now < this.#notBefore) return false;
    this.#notBefore = now + kPausesMs[Math.min(this.wishes, kPausesMs.length - 1)];
    this.wishes++;
    return true;
  }
}
