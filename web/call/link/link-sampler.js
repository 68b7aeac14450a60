// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * @typedef {object} Sample how the connection was since the last one; what is not known is undefined
 * @property {number} [inKbps] of the picture that comes
 * @property {number} [outKbps] of ours
 * @property {number} [fps] of the picture that comes
 * @property {number} [outFps]
 * @property {number} [inLoss] part of the packets, 0 to 1
 * @property {number} [outLoss] as the server tells
 * @property {number} [rttMs]
 * @property {number} [jitterMs]
 * @property {number} [bufferMs] how long pictures wait for late packets
 * @property {string} [inCodec]
 * @property {string} [outCodec]
 * @property {string} [inSize]
 * @property {string} [outSize]
 * @property {number} [carriesKbps] what the browser believes the way out can carry
 * @property {string} [limitedBy] why our picture is smaller than it could be: bandwidth, cpu
 * @property {string} [path] how the packets travel
 */

/** Turns the counters of getStats into rates: one sampler a connection. */
export class LinkSampler {
  /** @type {Map<string, any>} */
  #before = new Map();

  /**
   * @param {Iterable<any>} reports of one getStats()
   * @returns {Sample}
   */
  sample(reports) {
    const all = new Map([...reports].map(report => [report.id, report]));
    /** @param {(report: any) => boolean} wanted */
    const find = wanted => [...all.values()].find(wanted);
    const came = find(isVideo('inbound-rtp'));
    const went = find(isVideo('outbound-rtp'));
    const told = find(isVideo('remote-inbound-rtp'));
    const pair = find(
      report =>
        report.type === 'candidate-pair' && (report.nominated || report.selected) && report.state === 'succeeded',
    );
    const sample = {
      inKbps: this.#kbps(came, 'bytesReceived'),
      outKbps: this.#kbps(went, 'bytesSent'),
      fps: came?.framesPerSecond ?? this.#rate(came, 'framesDecoded'),
      outFps: went?.framesPerSecond,
      inLoss: this.#loss(came),
      outLoss: told?.fractionLost,
      rttMs: ms(pair?.currentRoundTripTime ?? told?.roundTripTime),
      jitterMs: ms(came?.jitter),
      bufferMs: this.#mean(came, 'jitterBufferDelay', 'jitterBufferEmittedCount'),
      inCodec: codec(all.get(came?.codecId)),
      outCodec: codec(all.get(went?.codecId)),
      inSize: size(came),
      outSize: size(went),
      carriesKbps: pair?.availableOutgoingBitrate && pair.availableOutgoingBitrate / 1000,
      limitedBy: went?.qualityLimitationReason === 'none' ? '' : went?.qualityLimitationReason,
      path: all.get(pair?.localCandidateId)?.candidateType,
    };
    this.#before = all;
    return sample;
  }

  /**
   * How much a counter has grown, and in how many seconds.
   * @param {any} report
   * @param {string} counter
   */
  #growth(report, counter) {
    const before = this.#before.get(report?.id);
    if (!before || report[counter] === undefined) return undefined;
    const seconds = (report.timestamp - before.timestamp) / 1000;
    return seconds > 0 ? { by: report[counter] - (before[counter] ?? 0), seconds } : undefined;
  }

  /** @param {any} report @param {string} counter */
  #rate(report, counter) {
    const growth = this.#growth(report, counter);
    return growth && growth.by / growth.seconds;
  }

  /** @param {any} report @param {string} counter */
  #kbps(report, counter) {
    const rate = this.#rate(report, counter);
    return rate === undefined ? undefined : (rate * 8) / 1000;
  }

  /** @param {any} report */
  #loss(report) {
    const lost = this.#growth(report, 'packetsLost')?.by;
    const received = this.#growth(report, 'packetsReceived')?.by;
    if (lost === undefined || received === undefined || lost + received <= 0) return undefined;
    return Math.max(0, lost / (lost + received));
  }

  /** @param {any} report @param {string} sum @param {string} count */
  #mean(report, sum, count) {
    const seconds = this.#growth(report, sum)?.by;
    const events = this.#growth(report, count)?.by;
    return seconds === undefined || !events ? undefined : (1000 * seconds) / events;
  }
}

/** @param {string} type */
const isVideo = type => (/** @type {any} */ report) => report.type === type && report.kind === 'video';
/** @param {number | undefined} seconds */
const ms = seconds => (seconds === undefined ? undefined : seconds * 1000);
/** @param {any} report */
const codec = report => report?.mimeType?.split('/')[1];
/** @param {any} report */
const size = report => (report?.frameWidth ? `${report.frameWidth} × ${report.frameHeight}` : undefined);
