// SPDX-License-Identifier: Apache-2.0
// What is wrong: messages, answers, certificates, command lines. A call goes on among it, and nobody in it notices.
import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { answerTo, candidateAt } from './support/answer.mjs';
import { startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { CallPage } from './support/call_page.mjs';
import { runCommand } from './support/command.mjs';
import { Chance, mutations } from './support/mutate.mjs';
import { RawClient } from './support/raw_client.mjs';
import { startServer } from './support/server.mjs';
import { bar } from './support/strict.mjs';
import { until } from './support/until.mjs';

const room = 'calm';
const cap = 64 * 1024;
const mutationCount = Number(process.env.CONFAB_MUTATIONS ?? 1000);
const seed = Number(process.env.CONFAB_SEED ?? 1);

describe('a call among strangers who say what is wrong', () => {
  let server;
  let bots;
  let witness; // sees all that the room tells everyone
  let pid;
  let members; // the bots' participants

  before(async () => {
    server = await startServer();
    bots = startBots(server, room, ['--count', 2, '--seconds', 1200]);
    witness = await RawClient.join(server, room, { name: 'witness', observer: true });
    await until(() => tilesSeen().at(-1)?.length === 2, 20_000, 'both bots are shown');
    members = tilesSeen().at(-1);
    pid = (await server.rooms())[room];
  });
  after(async () => {
    await bots?.stop().catch(() => {});
    await witness?.close();
    await server?.stop();
  });

  /** Whose tiles every layout had. */
  const tilesSeen = () => [witness.joined.layout, ...witness.messages.filter(({ type }) => type === 'layout')]
    .map(({ tiles }) => tiles.map(({ participant }) => participant));
  /** Resolves when the room has let that participant go. */
  const isGone = (id) => until(() => witness.messages.some((message) => message.type === 'participant.left'
    && message.participant === id), 15_000, `${id} is gone`);
  const stranger = (fields) => RawClient.join(server, room, { name: 'stranger', ...fields });

  const join = { type: 'join', v: 1, room, name: 'late', media: { audio: true, video: true } };
  const wrongBeforeJoin = [
    ...['', '{', 'join', 'null', '1', '"join"', '[]', JSON.stringify([join]), `${JSON.stringify(join)}}`, '{}',
      '{"type":7}', '{"type":["join"]}', '{"type":"join","v":1', '\u0000', '[['.repeat(5000)]
      .map((text) => [text, 'message.invalid']),
    ...['Join', 'offer', 'joined', 'bye', 'x'.repeat(5000)].map((type) => [{ type }, 'message.unknown']),
    ...[undefined, 0, 2, '1', null, 1.5, 2 ** 64].map((v) => [{ ...join, v }, 'version.unsupported']),
    ...[undefined, null, 7, ['calm']].map((value) => [{ ...join, room: value }, 'message.invalid']),
    ...['', ' ', 'a b', '../calm', 'calm/', 'c\u00e4lm', 'calm\u0000', 'x'.repeat(65)]
      .map((value) => [{ ...join, room: value }, 'room.name']),
    ...[undefined, null, 7, '', '   ', '\t', 'a\nb', 'a\u0000', '\u00e9'.repeat(65)]
      .map((value) => [{ ...join, name: value }, 'message.invalid']),
    ...['yes', null, [], { audio: 1 }, { video: 'true' }].map((media) => [{ ...join, media }, 'message.invalid']),
    [{ ...join, observer: 'no' }, 'message.invalid'],
    [{ ...join, resume: 7 }, 'message.invalid'],
    [{ ...join, recorded: 'no' }, 'message.invalid'],
    [{ type: 'answer', peer: 'c1' }, 'message.invalid'],
    [{ type: 'candidate', peer: 'c1', mline: '0', candidate: '' }, 'message.invalid'],
    [{ type: 'state', hand: 1 }, 'message.invalid'],
    [{ type: 'record', on: 'true' }, 'message.invalid'],
    [{ type: 'layout', name: 7 }, 'message.invalid'],
    [{ type: 'layout', background: 'red' }, 'message.invalid'],
    [{ type: 'layout', order: [1] }, 'message.invalid'],
    [{ type: 'pin' }, 'message.invalid'],
    [{ type: 'share', on: 1 }, 'message.invalid'],
    [{ type: 'state', recorded: null }, 'message.invalid'],
    ...[undefined, null, 7, '', ' \n ', '\u0000', '\u200b', 'x'.repeat(2001), '\u{1f388}'.repeat(2001)]
      .map((text) => [{ type: 'chat', text }, 'message.invalid']),
    ...['mute', 'kick'].flatMap((type) => [undefined, null, 7].map((participant) => [{ type, participant }, 'message.invalid'])),
    [{ type: 'lock' }, 'message.invalid'],
    [{ type: 'lock', on: 'yes' }, 'message.invalid'],
    ...[undefined, null, 'owner', ['host']].map((role) => [{ type: 'role', participant: 'p1', role }, 'message.invalid']),
    [{ type: 'answer', peer: 'c1', sdp: 'v=0' }, 'join.first'],
    [{ type: 'candidate', peer: 'c1', mline: 0, candidate: '' }, 'join.first'],
    [{ type: 'state', hand: true }, 'join.first'],
    [{ type: 'record', on: true }, 'join.first'],
    [{ type: 'layout', name: 'grid' }, 'join.first'],
    [{ type: 'chat', text: 'hello' }, 'join.first'],
    [{ type: 'kick', participant: 'p1' }, 'join.first'],
    [{ type: 'leave' }, 'join.first'],
  ];

  test('each wrong message before a join has its error, and a right one works afterwards', async () => {
    const client = await RawClient.connect(server);
    for (const [message, code] of wrongBeforeJoin) {
      const error = await client.refusal(message);
      assert.equal(error.code, code, `${JSON.stringify(message).slice(0, 200)}: ${error.code}`);
      assert.ok(error.message.length > 5, 'it has words');
      if (message.type && code !== 'message.unknown') assert.equal(error.re, message.type);
    }
    assert.equal((await client.refusal(Buffer.from(JSON.stringify(join)), { binary: true })).code, 'message.invalid');
    await client.join(room);
    await client.next('offer');
    assert.equal((await client.refusal(join)).code, 'join.twice');
    assert.equal((await client.refusal({ ...join, room: 'elsewhere' })).code, 'join.twice');
    assert.equal((await client.refusal({ type: 'layout', name: 'spiral' })).code, 'layout.unknown');
    await client.close();
    await isGone(client.id);
  });

  test('who is no host moderates nobody, and nobody who is not there', async () => {
    const client = await stranger();
    const wishes = (participant) => [{ type: 'mute', participant }, { type: 'kick', participant },
      { type: 'role', participant, role: 'host' }];
    for (const wish of [...members, client.id, 'p0'].flatMap(wishes).concat({ type: 'lock', on: true })) {
      const error = await client.refusal(wish);
      assert.equal(error.code, 'role.required', JSON.stringify(wish));
      assert.equal(error.re, wish.type);
    }
    await client.close();
    await isGone(client.id);
  });

  test('a message of 64 KB is read, one byte more ends the connection alone', async () => {
    const full = await RawClient.connect(server);
    full.send(JSON.stringify(join).padEnd(cap));
    await full.next('joined');
    await full.close();
    const padded = Buffer.from(JSON.stringify(join).padEnd(cap + 1));
    const part = Math.ceil(padded.length / 10);
    const ways = {
      whole: (client) => client.send(padded),
      fragments: (client) => {
        for (let i = 0; i < 10; i += 1) client.send(padded.subarray(i * part, (i + 1) * part), { fin: i === 9 });
      },
      endless: (client) => { for (let i = 0; i < 20; i += 1) client.send('x'.repeat(5000), { fin: false }); },
    };
    for (const [way, send] of Object.entries(ways)) {
      const client = await RawClient.connect(server);
      send(client);
      assert.equal(await client.closed(), 1009, way);
      assert.equal((await fetch(`${server.address}/healthz`)).status, 200);
    }
  });

  test('what is not UTF-8 ends the connection alone', async () => {
    const client = await RawClient.connect(server);
    client.send(Buffer.from([0x22, 0xC3, 0x28, 0x22]));
    assert.equal(await client.closed(), 1007);
  });

  test('each wrong message about a peer has its error, and the peer stays', async () => {
    const client = await stranger();
    const { peer } = await client.next('offer');
    const { peer: ofAnother } = await witness.next('offer');
    const candidate = { type: 'candidate', peer, mline: 0, candidate: candidateAt() };
    const wrong = [
      [{ type: 'answer', peer: 'c999', sdp: 'v=0' }, 'peer.unknown'],
      [{ type: 'answer', peer: '', sdp: 'v=0' }, 'peer.unknown'],
      [{ type: 'answer', peer: ofAnother, sdp: 'v=0' }, 'peer.unknown'],
      [{ ...candidate, peer: 'c999' }, 'peer.unknown'],
      [{ ...candidate, peer: ofAnother }, 'peer.unknown'],
      [{ ...candidate, peer: undefined }, 'message.invalid'],
      ...[-1, 16, 2 ** 31, 2 ** 64, 1e300, 0.5, '0', null].map((mline) => [{ ...candidate, mline }, 'message.invalid']),
      [{ ...candidate, candidate: null }, 'message.invalid'],
      ...[2, 15].map((mline) => [{ ...candidate, mline }, 'candidate.invalid']),
      ...['x', ' candidate:1', 'a=candidate:1 1 UDP 1 127.0.0.1 9 typ host', '\u0000'].map((text) => [
        { ...candidate, candidate: text }, 'candidate.invalid']),
    ];
    for (const [message, code] of wrong) {
      const error = await client.refusal(message);
      assert.equal(error.code, code, JSON.stringify(message));
      assert.equal(error.re, message.type);
    }
    for (const text of ['candidate:', 'candidate:x y z', 'candidate:1 1 UDP 1 no.such.host.invalid 9 typ host',
      'candidate:1 1 UDP 99999999999 127.0.0.1 99999 typ host', `candidate:${'9'.repeat(30_000)}`]) {
      client.send({ ...candidate, candidate: text }); // right in form: ICE makes nothing of it
    }
    assert.equal((await client.refusal({ type: 'layout', name: '' })).code, 'layout.unknown');
    await client.close();
  });

  test('the 33rd candidate and those after it are dropped without a word', async () => {
    const client = await stranger();
    const { peer } = await client.next('offer');
    for (let i = 1; i <= 40; i += 1) client.send({ type: 'candidate', peer, mline: i % 2, candidate: candidateAt(9, i) });
    assert.equal((await client.refusal({ type: 'layout', name: 'end' })).code, 'layout.unknown', 'the first error');
    await client.close();
  });

  test('an answer with 60 KB of candidates is a right one: 32 of them are tried', async () => {
    const client = await stranger();
    const { peer, sdp } = await client.next('offer');
    client.send({ type: 'answer', peer, sdp: answerTo(sdp) + `a=${candidateAt()}\r\n`.repeat(900) });
    assert.equal((await client.refusal({ type: 'layout', name: 'end' })).code, 'layout.unknown', 'the first error');
    await client.close();
  });

  const wrongAnswers = {
    'junk': () => 'hello',
    'nothing': () => '',
    'a NUL in it': (sdp) => `${sdp}\u0000`,
    'v=0 alone': () => 'v=0\r\n',
    'another version': (sdp) => sdp.replace('v=0', 'v=1'),
    '1000 m-lines': (sdp) => sdp + 'm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n'.repeat(1000),
    'one m-line': (sdp) => sdp.slice(0, sdp.indexOf('m=video')),
    'three m-lines': (sdp) => sdp + sdp.slice(sdp.indexOf('m=video')),
    'no fingerprint': (sdp) => sdp.replace(/a=fingerprint:.*\r\n/g, ''),
    'a fingerprint of another hash': (sdp) => sdp.replaceAll('sha-256', 'sha-1'),
    'm-lines in another order': (sdp) => sdp.replace(/(m=audio[^]*)(m=video[^]*)/, '$2$1'),
    'no ice-ufrag': (sdp) => sdp.replace(/a=ice-ufrag:.*\r\n/g, ''),
  };
  for (const [what, damage] of Object.entries(wrongAnswers)) {
    test(`an answer with ${what} ends that participant alone`, async () => {
      const client = await stranger();
      const { peer, sdp } = await client.next('offer');
      const error = await client.refusal({ type: 'answer', peer, sdp: damage(answerTo(sdp)) });
      assert.equal(error.code, 'sdp.invalid', error.message);
      assert.equal((await client.next('bye')).reason, 'peer-failed');
      assert.equal(await client.closed(), 1000);
      await isGone(client.id);
    });
  }

  test('an answer of 70 KB ends the connection, and soon the participant', async () => {
    const client = await stranger();
    const { peer, sdp } = await client.next('offer');
    client.send({ type: 'answer', peer, sdp: answerTo(sdp).padEnd(70_000) });
    assert.equal(await client.closed(), 1009);
    await isGone(client.id);
  });

  test('a second answer ends that participant alone', async () => {
    const client = await stranger();
    const { peer, sdp } = await client.next('offer');
    client.send({ type: 'answer', peer, sdp: answerTo(sdp) });
    assert.equal((await client.refusal({ type: 'answer', peer, sdp: answerTo(sdp) })).code, 'sdp.invalid');
    assert.equal((await client.next('bye')).reason, 'peer-failed');
    await isGone(client.id);
  });

  test('the answer that the mutations start from is a right one: the room calls its candidate', async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    let called = false;
    socket.on('message', (data) => { called ||= data.readUInt32BE(4) === 0x2112A442; }); // STUN's cookie
    const client = await stranger();
    const { peer, sdp } = await client.next('offer');
    client.send({ type: 'answer', peer, sdp: answerTo(sdp) });
    client.send({ type: 'candidate', peer, mline: 0, candidate: candidateAt(socket.address().port) });
    await until(() => called, 10_000, 'a STUN request');
    socket.close();
    await client.close();
  });

  test(`${mutationCount} damaged messages hurt nobody but their senders`, async (t) => {
    const run = new MutationRun(server, mutationCount);
    await Promise.all([0, 1, 2, 3].map((worker) => run.work(new Chance(seed * 4 + worker))));
    t.diagnostic(`seed ${seed}: ${run.sent} sent over ${run.connections} connections`);
    t.diagnostic(`kinds ${JSON.stringify(run.kinds)}`);
    t.diagnostic(`errors ${JSON.stringify(run.errors)}, closed by the server ${JSON.stringify(run.closings)}`);
    assert.ok(run.sent >= mutationCount, `${run.sent} sent`);
    // Of these there are always dozens; whether rarer ones come is chance, and the tests above see to them.
    for (const code of ['message.invalid', 'message.unknown', 'sdp.invalid']) assert.ok(run.errors[code] > 0, `no ${code}`);
    // 1000: with a `bye`. 1007: not UTF-8; libsoup closes at once, and with more under way the kernel answers with a reset
    // that overtakes the close frame: 1006. 1008: too much a second. 1009: too long.
    const expected = ['1000', '1007', '1006 after what is not UTF-8', '1008', '1009'];
    for (const code of Object.keys(run.closings)) assert.ok(expected.includes(code), code);
    assert.equal((await server.rooms())[room], pid, `the room lives\n${server.log().slice(-3000)}\n${run.last.join('\n')}`);
    assert.equal((await fetch(`${server.address}/readyz`)).status, 200);
  });

  test('a browser whose certificate is not the promised one is refused and never shown', async () => {
    const browser = await startBrowser('chromium');
    try {
      const page = await browser.newPage();
      await page.evaluateOnNewDocument(forgeFingerprint);
      await page.goto(server.callUrl(room, { name: 'forger', autojoin: 1 }));
      const call = new CallPage(page);
      await until(() => call.run(() => window.refusals.filter((code) => code === 'media.refused').length >= 2), 40_000,
        'it is refused, comes again and is refused');
      // Chromium shows two by two black pixels where a track has ended; the call's picture is never below 320 wide.
      const width = await call.run(() => document.querySelector('#stage').videoWidth);
      assert.ok(width <= 2, `it saw nothing of the call: ${width}`);
      assert.deepEqual([...new Set(await call.run(() => window.refusals))], ['media.refused']);
    } finally {
      await browser.stop();
    }
    const forgers = witness.messages.filter(({ type, name }) => type === 'participant.joined' && name === 'forger');
    assert.ok(forgers.length >= 2);
    for (const { participant } of forgers) await isGone(participant);
  });

  test('a recordings folder that is no folder any more fails the recording, not the call', async () => {
    witness.messages = witness.messages.filter(({ type }) => type !== 'recording');
    witness.send({ type: 'record', on: false }); // damaged messages may have left it on
    await until(() => witness.messages.findLast(({ type }) => type === 'recording')?.state === 'off', 10_000, 'it is off');
    await rm(server.recordings, { recursive: true });
    await writeFile(server.recordings, '');
    const error = await witness.refusal({ type: 'record', on: true });
    assert.equal(error.code, 'recording.failed');
    assert.match(error.message, /recordings.*Not a directory.*--recordings/);
    await rm(server.recordings);
    await mkdir(server.recordings);
    // A room that runs already is held to the folder that it knew (Landlock), a new one takes the new one.
    const next = await RawClient.join(server, 'new-folder');
    for (const [on, state] of [[true, 'on'], [false, 'off']]) {
      next.send({ type: 'record', on });
      assert.equal((await next.next('recording')).state, state, 'and works again when it is one');
    }
    await next.close();
  });

  test('the two who only talked noticed nothing of all this', async (t) => {
    const all = tilesSeen();
    for (const tiles of all.slice(all.findIndex((seen) => seen.length === 2))) {
      assert.ok(members.every((id) => tiles.includes(id)), `one of them lost the tile: ${tiles}`);
    }
    await until(() => tilesSeen().at(-1).join() === members.join(), 10_000, 'the strangers are gone');
    assert.ok(!witness.messages.some(({ type, participant }) => type === 'participant.left' && members.includes(participant)));
    assert.ok(witness.isOpen);
    assert.equal((await server.rooms())[room], pid, 'it is the same process');
    assert.doesNotMatch(server.log(), /died|CRITICAL/);
    const { bots: reports } = await bots.stop();
    assert.equal(reports.length, 2);
    for (const bot of reports) {
      assert.equal(bot.rejoins, 0);
      assert.deepEqual(bot.errors, []);
      bar(t, `fps of ${bot.name}`, bot.fps, '>=', 28, 5);
      bar(t, `longest gap of ${bot.name}, ms`, bot.gapMs, '<=', 150, 5000);
    }
  });
});

/** Damaged messages to the room, from as many connections at once as work() was called times. */
class MutationRun {
  sent = 0;

  last = []; // to look at when the room has died of one

  connections = 0;

  kinds = {};

  errors = {};

  closings = {};

  constructor(server, count) { Object.assign(this, { server, count }); }

  async work(chance) {
    try {
      while (this.sent < this.count) await this.#connection(chance);
    } finally {
      this.count = 0; // one has failed: the others need not go on
    }
  }

  async #connection(chance) {
    const client = await RawClient.connect(this.server);
    this.connections += 1;
    for (let n = chance.below(3); n > 0; n -= 1) {
      this.#damaged(client, chance, chance.pick([validJoin(chance), validJoin(chance), { type: 'state', hand: true }]));
    }
    client.send(validJoin(chance));
    await until(() => client.isClosed || offerTo(client), 10_000, 'an offer, or no place in the room');
    // What comes back tells when the next may go: far below 200 a second, and a peer that has failed is noticed.
    for (let burst = 0; burst < 8 && client.isOpen && this.sent < this.count; burst += 1) {
      for (let n = 0; n < 5; n += 1) this.#damaged(client, chance, validMessage(client, chance));
      await this.#answered(client);
    }
    if (client.isOpen) await client.close();
    else count(this.closings, await client.closed() === 1006 && client.garbled ? '1006 after what is not UTF-8' : client.closeCode);
    for (const { code } of client.messages.filter(({ type }) => type === 'error')) count(this.errors, code);
  }

  #damaged(client, chance, message) {
    const kind = chance.pick(Object.keys(mutations));
    const damaged = mutations[kind](message, chance);
    if (!client.isOpen || opensAnotherRoom(damaged)) return;
    client.send(damaged);
    client.garbled ||= Buffer.isBuffer(damaged) && !isUtf8(damaged);
    this.sent += 1;
    this.last = [...this.last.slice(-19), String(damaged).slice(0, 4000)];
    count(this.kinds, `${message.type}.${kind}`);
  }

  async #answered(client) {
    const seen = client.messages.length;
    client.send({ type: 'layout', name: 'is anybody there?' });
    await until(() => client.isClosed || client.messages.slice(seen).some(({ code }) => ['layout.unknown', 'wish.limit'].includes(code)), 10_000,
      'an answer');
  }
}

const flag = (chance) => chance.pick([true, false]);

const validJoin = (chance) => ({ type: 'join', v: 1, room, name: 'mutant', media: { audio: flag(chance), video: flag(chance) },
  observer: flag(chance), resume: 's' });

function validMessage(client, chance) {
  const { peer, sdp } = offerTo(client);
  const candidate = { type: 'candidate', peer, mline: chance.below(2), candidate: candidateAt() };
  const answer = { type: 'answer', peer, sdp: answerTo(sdp) };
  return chance.pick([answer, answer, answer, candidate, candidate, candidate, validJoin(chance),
    { type: 'state', audio: flag(chance), video: flag(chance), hand: flag(chance) },
    { type: 'record', on: flag(chance) }, { type: 'layout', name: 'grid' }, { type: 'chat', text: 'hello' },
    { type: 'kick', participant: 'p0' }, { type: 'role', participant: 'p0', role: 'host' },
    { type: 'lock', on: flag(chance) }]);
}

const offerTo = (client) => client.messages.find(({ type }) => type === 'offer');

const count = (table, key) => { table[key] = (table[key] ?? 0) + 1; };

/** Whether it is a right join of a room by another name: anybody may, and each would be a process. */
function opensAnotherRoom(message) {
  try {
    const { type, room: name } = JSON.parse(message);
    return type === 'join' && name !== room && /^[\w-]{1,64}$/.test(name);
  } catch {
    return false;
  }
}

/* Runs in the page before anything else. */
function forgeFingerprint() {
  window.refusals = [];
  const { send } = WebSocket.prototype;
  const heard = new WeakSet();
  WebSocket.prototype.send = function forged(text) {
    if (!heard.has(this)) {
      this.addEventListener('message', ({ data }) => {
        const { type, code } = JSON.parse(data);
        if (type === 'error') window.refusals.push(code);
      });
    }
    heard.add(this);
    send.call(this, text.replace(/(a=fingerprint:sha-256 )(\w)/g, (_, start, digit) => start + (digit === '0' ? '1' : '0')));
  };
}

describe('a program that cannot start says in one line what to do', () => {
  let folder;
  before(async () => { folder = await mkdtemp(path.join(tmpdir(), 'confab-faults-')); });
  after(() => rm(folder, { recursive: true, force: true }));

  async function complaint(args, env) {
    const { status, out, err } = await runCommand(args, env);
    assert.equal(status, 1);
    assert.equal(out, '');
    assert.match(err, /^[^\n]+\n$/, 'one line');
    return err;
  }
  const serve = (...args) => complaint(['serve', '--listen', '127.0.0.1:0', '--recordings', path.join(folder, 'recordings'),
    '--runtime', path.join(folder, 'run'), ...args]);
  const fileWith = async (name, text) => {
    await writeFile(path.join(folder, name), text);
    return path.join(folder, name);
  };

  test('a port that is taken', async () => {
    const first = await startServer();
    try {
      const { host } = new URL(first.address);
      assert.match(await complaint(['serve', '--listen', host, '--recordings', path.join(folder, 'recordings'),
        '--runtime', path.join(folder, 'run')]), new RegExp(`${host} is in use.*stop that one or give another --listen`));
    } finally {
      await first.stop();
    }
  });

  test('a recordings folder that cannot be one', async () => {
    const file = await fileWith('file', '');
    for (const unusable of [file, path.join(file, 'below')]) {
      const words = await complaint(['serve', '--listen', '127.0.0.1:0', '--recordings', unusable,
        '--runtime', path.join(folder, 'run')]);
      assert.ok(words.includes(unusable), words);
      assert.match(words, /give another --recordings/);
    }
  });

  test('a setting that is none', async () => {
    for (const [text, key, known] of [['[server]\nlistne = "x"\n', 'listne', 'listen'],
      ['[room]\nmax_participant = 3\n', 'max_participant', 'max_participants'],
      ['[vidoe]\nfps = 30\n', 'vidoe', 'video']]) {
      const words = await serve('--config', await fileWith('bad.toml', text));
      assert.match(words, new RegExp(`bad.toml: line \\d: .*${key}.*did you mean "${known}"\\?`));
    }
    for (const text of ['[video]\nfps = 1000\n', '[video]\nfps = "30"\n', '[video\n', '\u0000']) {
      assert.match(await serve('--config', await fileWith('bad.toml', text)), /bad.toml: line \d/);
    }
    assert.match(await serve('--config', path.join(folder, 'none.toml')), /cannot read .*none.toml/);
  });

  test('an address for everybody without TLS', async () => {
    for (const address of ['0.0.0.0:0', '[::]:0', '192.0.2.1:8080']) {
      assert.match(await complaint(['serve', '--listen', address, '--recordings', path.join(folder, 'recordings'),
        '--runtime', path.join(folder, 'run')]), /--lan .*--tls-cert .*--behind-proxy; or listen on 127\.0\.0\.1/);
    }
  });

  test('a GStreamer plugin that is not there', async () => {
    await mkdir(path.join(folder, 'empty'));
    const words = await complaint(['room', '--stdio', '--name', 'x'], { GST_PLUGIN_SYSTEM_PATH: path.join(folder, 'empty'),
      GST_PLUGIN_PATH: '', GST_REGISTRY: path.join(folder, 'registry.bin') });
    assert.match(words, /install gstreamer1\.0-plugins-\w+/);
  });
});
