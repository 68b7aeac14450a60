// SPDX-License-Identifier: Apache-2.0
// The people of a room: what they write, who is the host, and what hosts do.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startBots } from './support/bots.mjs';
import { RawClient } from './support/raw_client.mjs';
import { startServer } from './support/server.mjs';
import { during, until } from './support/until.mjs';

describe('the people of a room', () => {
  let server;
  before(async () => { server = await startServer(); });
  after(() => server?.stop());

  let rooms = 0;
  /** Everybody by name, in a room of their own, in this order. */
  async function gather(...names) {
    rooms += 1;
    const room = `people${rooms}`;
    const all = {};
    for (const name of names) all[name] = await RawClient.join(server, room, { name });
    return { room, ...all };
  }
  /** Closes all that are clients. */
  const disperse = (people) => Promise.all(Object.values(people)
    .filter((person) => person instanceof RawClient && person.isOpen).map((person) => person.close()));
  /** Resolves with the message that says it; earlier ones of the type are passed over. */
  const hears = (client, type, fits) => until(() => client.messages.find((message) => message.type === type && fits(message)),
    10_000, `a fitting "${type}"`);
  const roleOf = ({ joined }) => joined.participants.find(({ participant }) => participant === joined.participant).role;

  test('what is said goes round, and is there for who comes later', async () => {
    const { room, ann, ben } = await gather('ann', 'ben');
    const text = 'Grüße,\n<b>Zoë</b> 🎈\u0007\tمرحبا';
    ann.send({ type: 'chat', text });
    const said = await ben.next('chat');
    assert.deepEqual({ ...said, id: '', at: '' },
      { type: 'chat', id: '', at: '', participant: ann.id, name: 'ann', text: 'Grüße,\n<b>Zoë</b> 🎈 مرحبا' });
    assert.ok(Math.abs(Date.parse(said.at) - Date.now()) < 60_000, said.at);
    assert.deepEqual(await ann.next('chat'), said, 'the sender too');
    ben.send({ type: 'chat', text: 'hi' });
    const second = await ann.next('chat');
    assert.notEqual(second.id, said.id);
    const late = await RawClient.join(server, room, { name: 'late', observer: true });
    assert.deepEqual(late.joined.chat, [said, second].map(({ type, ...rest }) => rest));
    await disperse({ ann, ben, late });
  });

  test('who says too much is told, and the others hear five', async () => {
    const { ann, ben } = await gather('ann', 'ben');
    for (let i = 1; i <= 12; i += 1) ann.send({ type: 'chat', text: `${i}` });
    const refused = await ann.next('error');
    assert.equal(refused.code, 'chat.limit');
    ben.send({ type: 'chat', text: 'end' });
    await hears(ben, 'chat', ({ text }) => text === 'end');
    const heard = ben.messages.filter(({ type, text }) => type === 'chat' && text !== 'end').map((message) => message.text);
    assert.deepEqual(heard.slice(0, 5), ['1', '2', '3', '4', '5']);
    assert.ok(heard.length < 12);
    await disperse({ ann, ben });
  });

  test('the role of the host passes on, and is given away', async () => {
    const { room, ann, ben, cleo } = await gather('ann', 'ben', 'cleo');
    assert.deepEqual([ann, ben, cleo].map(roleOf), ['host', 'guest', 'guest']);
    assert.equal((await cleo.refusal({ type: 'mute', participant: ann.id })).code, 'role.required');
    await ann.close();
    await hears(cleo, 'participant.updated', ({ participant, role }) => participant === ben.id && role === 'host');
    ben.send({ type: 'role', participant: cleo.id, role: 'host' });
    await hears(ben, 'participant.updated', ({ participant, role }) => participant === cleo.id && role === 'host');
    ben.send({ type: 'role', participant: ben.id, role: 'guest' });
    await hears(cleo, 'participant.updated', ({ participant, role }) => participant === ben.id && role === 'guest');
    const late = await RawClient.join(server, room, { name: 'late' });
    assert.deepEqual(late.joined.participants.map(({ name, role }) => `${name} ${role}`), ['ben guest', 'cleo host', 'late guest']);
    await disperse({ ben, cleo, late });
  });

  test('who is removed is out, and comes again as somebody new', async () => {
    const { room, ann, ben } = await gather('ann', 'ben');
    ann.send({ type: 'kick', participant: ben.id });
    assert.equal((await ben.next('bye')).reason, 'kicked');
    assert.equal(await ben.closed(), 1000);
    await hears(ann, 'participant.left', ({ participant }) => participant === ben.id);
    const again = await RawClient.join(server, room, { name: 'ben', resume: ben.joined.resume });
    assert.notEqual(again.id, ben.id);
    assert.equal((await ann.refusal({ type: 'kick', participant: ben.id })).code, 'participant.unknown');
    await disperse({ ann, again });
  });

  test('a locked room lets nobody in but who was lost', async () => {
    const { room, ann, ben } = await gather('ann', 'ben');
    ann.send({ type: 'lock', on: true });
    assert.equal((await ben.next('room')).locked, true);
    const stranger = await RawClient.connect(server);
    const refusal = await stranger.refusal({ type: 'join', v: 1, room, name: 'stranger', media: {} });
    assert.equal(refusal.code, 'room.locked');
    assert.equal(await stranger.closed(), 1000);
    ben.socket.terminate();
    await during(300);
    assert.ok(!ann.messages.some(({ type }) => type === 'participant.left'), 'nobody hears of it');
    const back = await RawClient.join(server, room, { name: 'ben', resume: ben.joined.resume });
    assert.equal(back.id, ben.id);
    assert.equal(back.joined.locked, true);
    ann.send({ type: 'lock', on: false });
    assert.equal((await back.next('room')).locked, false);
    const guest = await RawClient.join(server, room, { name: 'guest' });
    await disperse({ ann, back, guest });
  });

  test('a room that is killed keeps its hosts, its lock and what was said', async () => {
    const { room, ann, ben, cleo } = await gather('ann', 'ben', 'cleo');
    ann.send({ type: 'role', participant: ben.id, role: 'host' });
    ann.send({ type: 'lock', on: true });
    ann.send({ type: 'chat', text: 'before' });
    const said = await cleo.next('chat');
    await until(async () => (await server.rooms())[room], 5000, 'the room');
    process.kill((await server.rooms())[room], 'SIGKILL');
    for (const person of [ann, ben, cleo]) assert.equal((await person.next('bye')).reason, 'room-restarted');
    const stranger = await RawClient.connect(server);
    assert.equal((await stranger.refusal({ type: 'join', v: 1, room, name: 'stranger', media: {} })).code, 'room.locked');
    const back = {};
    for (const person of [cleo, ben]) { // not the first of before
      const { name, participant, resume } = { ...person.joined, name: person === ben ? 'ben' : 'cleo' };
      back[name] = await RawClient.join(server, room, { name, resume });
      assert.equal(back[name].id, participant);
      assert.equal(back[name].joined.locked, true);
      assert.deepEqual(back[name].joined.chat.map(({ id, text }) => [id, text]), [[said.id, 'before']]);
    }
    assert.deepEqual([back.cleo, back.ben].map(roleOf), ['guest', 'host']);
    back.ben.send({ type: 'chat', text: 'after' });
    assert.notEqual((await back.cleo.next('chat')).id, said.id);
    await disperse(back);
  });

  test('who is muted is neither heard nor shown as heard, though they go on talking', async () => {
    const host = await RawClient.join(server, 'loud', { name: 'host', media: { audio: false, video: false } });
    const bots = startBots(server, 'loud', ['--count', 2, '--seconds', 600]);
    const talks = ({ levels }) => Object.values(levels).filter((level) => level > -55 && level <= 0).length;
    const both = await hears(host, 'speaker', (message) => talks(message) === 2 && message.participant);
    const muted = both.participant;
    host.messages = [];
    host.send({ type: 'mute', participant: muted });
    await hears(host, 'participant.updated', ({ participant, audio }) => participant === muted && !audio);
    await hears(host, 'speaker', ({ participant, levels }) => participant && participant !== muted && !(muted in levels));
    host.messages = [];
    await until(() => host.messages.filter(({ type }) => type === 'speaker').length >= 3, 10_000, 'more of them');
    assert.ok(host.messages.every(({ type, levels }) => type !== 'speaker' || !(muted in levels)), 'and stays so');
    const { bots: reports } = await bots.stop();
    assert.deepEqual(reports.flatMap(({ errors }) => errors), [], 'bots cope with all of it');
    await until(() => {
      const { participant, levels } = host.messages.findLast(({ type }) => type === 'speaker');
      return participant === null && Object.keys(levels).length === 0;
    }, 10_000, 'nobody speaks');
    await host.close();
  });

  test('who wishes to be left out of recordings is shown so', async () => {
    const ann = await RawClient.join(server, 'private', { name: 'ann', recorded: false });
    const ben = await RawClient.join(server, 'private', { name: 'ben' });
    assert.deepEqual(ben.joined.participants.map(({ recorded }) => recorded), [false, true]);
    ann.send({ type: 'state', recorded: true });
    assert.equal((await ben.next('participant.updated')).recorded, true);
    await disperse({ ann, ben });
  });
});
