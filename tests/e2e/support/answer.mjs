// SPDX-License-Identifier: Apache-2.0
// SDP answers without a WebRTC stack: right in form, with nobody behind them.

const own = {
  'a=ice-ufrag:': 'abcd',
  'a=ice-pwd:': 'abcdefghijklmnopqrstuvwx',
  'a=setup:': 'active',
  'a=fingerprint:': `sha-256 ${Array(32).fill('5A').join(':')}`,
};

/** The answer to an offer's SDP: takes all that is offered. (Port 0 is "bundled" in an offer and "refused" in an answer.) */
export function answerTo(sdp) {
  const lines = sdp.replaceAll(/^(m=\w+) 0 /gm, '$1 9 ').split('\r\n')
    .filter((line) => !/^a=(candidate|ssrc|msid|end-of-candidates|bundle-only)/.test(line));
  return lines.map((line) => {
    const name = Object.keys(own).find((prefix) => line.startsWith(prefix));
    return name ? name + own[name] : line;
  }).join('\r\n');
}

/** A host candidate. Port 9 is where nobody listens. */
export const candidateAt = (port = 9, foundation = 1) => `candidate:${foundation} 1 UDP 2122260223 127.0.0.1 ${port} typ host`;
