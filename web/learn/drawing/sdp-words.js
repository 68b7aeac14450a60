// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { make } from '../../shared/dom.js';

/** What lines of an SDP mean, by how they begin. @type {[RegExp, string][]} */
const kMeanings = [
  [/^v=/, 'the format’s version: there is only one'],
  [/^o=/, 'who wrote this, and which version this is'],
  [/^t=/, 'a time, from the days of announced broadcasts: 0 0 is always'],
  [/^a=group:BUNDLE/, 'these share one way through the network'],
  [/^m=/, 'one stream of media; the numbers are codecs, the favourite first'],
  [/^c=/, 'an address, unused: candidates tell better'],
  [/^a=ice-ufrag:/, 'the name that checks must carry'],
  [/^a=ice-pwd:/, 'and the password'],
  [/^a=ice-options:trickle/, 'candidates follow later'],
  [/^a=fingerprint:/, 'the certificate to expect, as a hash'],
  [/^a=setup:actpass/, 'you may begin the handshake, or I'],
  [/^a=setup:active/, 'I begin the handshake'],
  [/^a=mid:/, 'a name for this stream'],
  [/^a=extmap:/, 'a header that each packet may have'],
  [/^a=sendrecv/, 'I send and receive'],
  [/^a=sendonly/, 'I only send'],
  [/^a=recvonly/, 'I only receive'],
  [/^a=inactive/, 'neither way, for now'],
  [/^a=msid:/, 'the stream and the track that it belongs to'],
  [/^a=rtcp-mux/, 'media and reports on one port'],
  [/^a=rtpmap:/, 'what a codec’s number stands for'],
  [/^a=rtcp-fb:\d+ nack pli/, 'asking for a whole picture is understood'],
  [/^a=rtcp-fb:\d+ nack/, 'asking again for what was lost is understood'],
  [/^a=rtcp-fb:\d+ transport-cc/, 'arrival times are reported, to find out how much fits'],
  [/^a=fmtp:/, 'a codec’s settings'],
  [/^a=ssrc:/, 'the number in each packet of this stream'],
];

/**
 * An SDP line by line; the first of each kind says what it means.
 * @param {string} sdp
 */
export function explained(sdp) {
  const told = new Set();
  return sdp
    .trim()
    .split(/\r?\n/)
    .map(text => {
      const known = kMeanings.find(([start]) => start.test(text));
      const line = make('span', { className: 'line' }, text);
      if (known && !told.has(known)) line.append(make('span', { className: 'means' }, `  ← ${known[1]}`));
      if (known) told.add(known);
      return line;
    });
}
