// SPDX-License-Identifier: Apache-2.0
// The parts of the page that need no browser: what a message changes, and what statistics mean.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { done, weakness } from '../../web/call/link/link-quality.js';
import { patience } from '../../web/call/link/patience.js';
import { kbpsFor } from '../../web/call/link/uplink.js';
import { LinkSampler } from '../../web/call/link/link-sampler.js';
import { changeBy, elapsedMs, stateOf } from '../../web/call/state/room-state.js';

const person = (participant, fields = {}) => ({ participant, name: participant, audio: true, video: true, ...fields });
const begin = (fields = {}) => ({
  participants: [],
  recordings: [],
  recording: { state: 'off' },
  chat: [],
  ...stateOf({ participant: 'a', participants: [person('a'), person('b')], ...fields }, 0),
});
const after = (state, ...messages) =>
  messages.reduce((now, message) => ({ ...now, ...changeBy(now, message, 1000) }), state);

test('who changes keeps their place, who comes is last, who leaves is gone', () => {
  const state = after(
    begin(),
    { type: 'participant.updated', ...person('a', { hand: true }) },
    { type: 'participant.joined', ...person('c') },
    { type: 'participant.left', participant: 'b' },
  );
  assert.deepEqual(state.participants, [person('a', { hand: true }), person('c')]);
});

test('each recording has a state of its own', () => {
  const state = after(
    begin(),
    { type: 'recording', recording: 'r1', state: 'on' },
    { type: 'recording', recording: 'r2', state: 'on', layout: 'grid' },
    { type: 'recording', recording: 'r1', state: 'paused', elapsedMs: 700 },
  );
  assert.deepEqual(
    state.recordings.map(({ recording, state: s }) => [recording, s]),
    [
      ['r1', 'paused'],
      ['r2', 'on'],
    ],
  );
  assert.equal(state.recording.recording, 'r2', 'one that runs is told rather than one that is held');
});

test('the end of one recording is not the end of all', () => {
  const state = after(
    begin(),
    { type: 'recording', recording: 'r1', state: 'on', file: 'r1.webm' },
    { type: 'recording', recording: 'r2', state: 'on' },
    { type: 'recording', recording: 'r2', state: 'off' },
  );
  assert.deepEqual(
    state.recordings.map(({ recording }) => recording),
    ['r1'],
  );
  assert.equal(state.recording.recording, 'r1');
  assert.equal(state.ended.recording, 'r2');
  const ended = after(state, { type: 'recording', recording: 'r1', state: 'off', reason: 'disk full' });
  assert.deepEqual(
    [ended.recordings.length, ended.recording.state, ended.recording.file, ended.recording.reason],
    [0, 'off', 'r1.webm', 'disk full'],
  );
});

test('who comes later sees all recordings that run, and counts on from what is told', () => {
  const state = begin({
    recording: { state: 'on', recording: 'r1' },
    recordings: [
      { recording: 'r1', state: 'on', elapsedMs: 5000 },
      { recording: 'r2', state: 'paused', elapsedMs: 3000 },
    ],
  });
  assert.equal(elapsedMs(state.recordings[0], 2000), 7000);
  assert.equal(elapsedMs(state.recordings[1], 2000), 3000);
});

test('an older server that tells of one recording is understood', () => {
  assert.equal(begin({ recording: { state: 'on' } }).recordings.length, 1);
  assert.equal(begin({ recording: { state: 'off' } }).recordings.length, 0);
});

test('of the chat as much is kept as the server keeps for who comes later', () => {
  const chat = Array.from({ length: 100 }, (_, i) => ({ id: `m${i}` }));
  const { chat: kept } = after(begin({ chat }), { type: 'chat', id: 'last' });
  assert.deepEqual([kept.length, kept.at(0).id, kept.at(-1).id], [100, 'm1', 'last']);
});

test('messages about other things change nothing', () => {
  assert.equal(changeBy(begin(), { type: 'tomorrow' }, 0), null);
});

const reports = (at, received, lost, bytes) => [
  {
    id: 'in',
    type: 'inbound-rtp',
    kind: 'video',
    timestamp: at,
    packetsReceived: received,
    packetsLost: lost,
    bytesReceived: bytes,
    jitter: 0.004,
    codecId: 'c',
  },
  { id: 'c', type: 'codec', mimeType: 'video/VP8' },
  {
    id: 'out',
    type: 'outbound-rtp',
    kind: 'video',
    timestamp: at,
    bytesSent: bytes / 2,
    qualityLimitationReason: 'none',
  },
];

test('counters become rates', () => {
  const sampler = new LinkSampler();
  assert.equal(sampler.sample(reports(1000, 100, 0, 10_000)).inKbps, undefined, 'one look is no rate');
  const sample = sampler.sample(reports(3000, 190, 10, 260_000));
  assert.equal(sample.inKbps, 1000);
  assert.equal(sample.outKbps, 500);
  assert.equal(sample.inLoss, 0.1);
  assert.equal(sample.jitterMs, 4);
  assert.equal(sample.inCodec, 'VP8');
  assert.equal(sample.rttMs, undefined);
});

test('a weak network is told with what was lowered and why; a good one is not', () => {
  assert.equal(weakness({ inLoss: 0.01, rttMs: 40, limitedBy: '' }), '');
  assert.equal(weakness({}), '');
  assert.equal(weakness({ limitedBy: 'bandwidth', carriesKbps: 3200 }), '', 'what was asked for is no weakness');
  assert.match(weakness({ limitedBy: 'bandwidth', outSize: '320 × 180', carriesKbps: 218 }), /320 × 180.*200 kbit\/s/);
  assert.match(weakness({ inLoss: 0.2 }), /20 % of what is sent to you/);
  assert.match(weakness({ outLoss: 0.11 }), /10 % of what you send/);
  assert.match(weakness({ rttMs: 900 }), /0\.9 s/);
  assert.match(weakness({ limitedBy: 'cpu' }), /This device is busy/);
});

test('pictures are held for repairs where packets get lost', () => {
  const quality = (loss, rtt) => ({ link: 'good', down: { kbps: 4000, loss, rtt, width: 1280, height: 720, picture: 3000, best: true }, up: { loss: 0 } });
  assert.equal(patience(null), null);
  assert.equal(patience(quality(0, 80)), null);
  assert.ok(patience(quality(5, 80)) >= 120, 'a round trip and more');
  assert.equal(patience(quality(5, 3000)), 400, 'a call is no film');
  assert.equal(patience(quality(5, 0)), null, 'not known');
});

test('a camera that is smaller than its tile sends less than was asked for', () => {
  const tile = { width: 1280, height: 720, kbps: 2200 };
  assert.equal(kbpsFor({ width: 1280, height: 720 }, tile), 2200);
  assert.equal(kbpsFor({ width: 1920, height: 1080 }, tile), 2200, 'it is shrunk');
  assert.equal(kbpsFor({ width: 640, height: 360 }, tile), 550);
  assert.equal(kbpsFor({ width: 64, height: 36 }, tile), 150);
  assert.equal(kbpsFor({}, tile), 2200, 'not known');
});

test('what the server did about a weak way in is said in words', () => {
  const down = { kbps: 410, loss: 0, rtt: 80, width: 640, height: 360, picture: 300, best: false };
  assert.equal(done(null), '');
  assert.equal(done({ link: 'good', down, up: { loss: 0 } }), '', 'the server is patient');
  assert.match(done({ link: 'weak', down, up: { loss: 0 } }), /about 410 kbit\/s: smaller picture, 640 × 360/);
  assert.match(done({ link: 'bad', down: { ...down, width: 0, height: 0 }, up: { loss: 0 } }), /sound only/);
  assert.equal(done({ link: 'weak', down: { ...down, best: true }, up: { loss: 8 } }), '', 'nothing was done');
});
