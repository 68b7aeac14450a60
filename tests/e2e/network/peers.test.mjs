// SPDX-License-Identifier: Apache-2.0
// Connections for media that are given up: another one takes their place.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { freezeCounters } from '../support/page_faults.mjs';
import { bar } from '../support/strict.mjs';
import { until } from '../support/until.mjs';
import { Place, TwoPeople } from './two_people.mjs';

for (const kind of ['chromium', 'firefox']) {
  describe(`media that stop in ${kind}`, () => {
    let place;
    before(async () => {
      place = await Place.open(kind);
    });
    after(() => place?.close());

    test('a peer that is given up is replaced, and the picture goes on', async (t) => {
      const both = await TwoPeople.meet(place, 'restart');
      const { ada } = both;
      const [old] = await ada.run(() => [...window.confab.peers.keys()]);
      const offers = () => ada.run(() => window.signalling.heard.filter(({ type }) => type === 'offer'));
      await until(async () => { // a peer younger than two seconds counts as the answer to an earlier wish
        await ada.run((peer) => window.signalling.last.send(JSON.stringify({ type: 'restart', peer })), old);
        return (await offers()).length > 1;
      }, 10_000, 'an offer');
      const begun = performance.now();
      await until(async () => {
        const peers = await both.peers();
        return peers.length === 1 && !peers[0].startsWith(`${old} `) && peers[0].endsWith(' connected');
      }, 15_000, 'there is another one');
      bar(t, 'replaced after, ms', performance.now() - begun, '<=', 2000, 15_000);
      assert.deepEqual((await offers()).map(({ replaces }) => replaces), [undefined, old], 'one for all wishes');
      await both.moves();
      assert.deepEqual(both.news(), []);
      assert.ok(await ada.run(() => window.states.every((state) => state === 'joined')), 'the call went on');
      await both.part();
    });

    test('media that stop: the page says so, asks for another peer, and stops saying it', async (t) => {
      const both = await TwoPeople.meet(place, 'quiet');
      const { ada } = both;
      const [old] = await ada.run(() => [...window.confab.peers.keys()]);
      const begun = performance.now();
      await ada.run(freezeCounters);
      await ada.says('Making another one…');
      await until(() => ada.run(() => window.signalling.sent.some(({ type }) => type === 'restart')), 5000, 'the wish');
      bar(t, 'asked for another one after, ms', performance.now() - begun, '<=', 4500, 15_000);
      await ada.accessible('another peer is made');
      await ada.run(freezeCounters, true);
      await until(async () => (await both.peers()).every((peer) => !peer.startsWith(`${old} `)), 15_000, 'another one');
      await until(async () => !(await ada.see('#reconnecting')), 10_000, 'it is said no more');
      assert.deepEqual(both.news(), []);
      await both.part();
    });
  });
}
