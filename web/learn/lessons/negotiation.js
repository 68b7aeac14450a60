// SPDX-License-Identifier: Apache-2.0
// @ts-check

/**
 * @typedef {object} Line carries messages to the other end, and keeps their order
 * @property {(message: object) => void} send
 */

// #region negotiation
export class Negotiation {
  #offering = false; // ours is being made
  #answered = false; // their answer is being taken in
  #ignoring = false; // their last offer was not taken

  /**
   * @param {RTCPeerConnection} connection
   * @param {Line} line
   * @param {boolean} polite gives way when both have offered; the other end does not
   */
  constructor(connection, line, polite) {
    this.connection = connection;
    this.line = line;
    this.polite = polite;
    this.collisions = 0;
    connection.onnegotiationneeded = () => this.#offer();
    connection.onicecandidate = ({ candidate }) => line.send({ candidate });
  }

  async #offer() {
    this.#offering = true;
    try {
      await this.#describe();
    } finally {
      this.#offering = false;
    }
  }

  // Without an argument the browser writes what is due now: an offer or an answer.
  async #describe() {
    await this.connection.setLocalDescription();
    this.line.send({ description: this.connection.localDescription });
  }

  /** @param {{description?: RTCSessionDescriptionInit, candidate?: RTCIceCandidateInit | null}} message */
  async receive({ description, candidate }) {
    if (description) await this.#take(description);
    else if (candidate) await this.#addCandidate(candidate);
  }

  /** @param {RTCSessionDescriptionInit} description */
  async #take(description) {
    const isOffer = description.type === 'offer';
    const isFree = this.connection.signalingState === 'stable' || this.#answered;
    const collides = isOffer && (this.#offering || !isFree);
    if (collides) this.collisions++;
    this.#ignoring = collides && !this.polite;
    if (this.#ignoring) return; // they will take ours back instead
    this.#answered = !isOffer;
    try {
      // In a collision this takes our own offer back first: a rollback.
      await this.connection.setRemoteDescription(description);
    } finally {
      this.#answered = false;
    }
    if (isOffer) await this.#describe();
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #addCandidate(candidate) {
    try {
      await this.connection.addIceCandidate(candidate);
    } catch (error) {
      if (!this.#ignoring) throw error; // else it belongs to what we did not take
    }
  }
}
// #endregion
