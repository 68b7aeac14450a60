// SPDX-License-Identifier: Apache-2.0
// Signalling that is cut, closed or stalled: media flow on, and nobody in the room hears of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { bar } from '../support/strict.mjs';
import { during } from '../support/until.mjs';
import { Place, TwoPeople } from './two_people.mjs';

for (const kind of ['chromium', 'firefox']) {
  describe(`signalling that fails in ${kind}`, () => {
    let place;
    before(async () => {
      place = await Place.open(kind);
    });
    after(() => place?.close());

    const faults = {
      cut: () => place.proxy.cut(),
      'closed with 1001 by a proxy that restarts': () => place.proxy.goAway(),
    };
    for (const [how, fault] of Object.entries(faults)) {
      test(`signalling ${how}: media flow on, and nobody hears of it`, async () => {
        const both = await TwoPeople.meet(place, how.slice(0, 3));
        const peers = await both.peers();
        fault();
        await both.isBack();
        await both.isUntouched(peers);
        await both.part();
      });
    }

    test('signalling gone for 12 s: media flow on meanwhile, and what was missed is told', async () => {
      const both = await TwoPeople.meet(place, 'gone');
      const { ada, ben } = both;
      const peers = await both.peers();
      place.proxy.open(false);
      place.proxy.cut();
      await ada.state('reconnecting');
      ben.send({ type: 'chat', text: 'are you there?' });
      await during(12_000);
      assert.deepEqual(await both.peers(), peers);
      await both.moves();
      place.proxy.open(true);
      await both.isBack();
      assert.equal(await ada.run(() => window.confab.chatHistory.at(-1).text), 'are you there?');
      await both.isUntouched(peers);
      await both.part();
    });

    test('signalling stalled: noticed within ten seconds, and media flow on', async (t) => {
      const both = await TwoPeople.meet(place, 'stall');
      const peers = await both.peers();
      const begun = performance.now();
      place.proxy.stall();
      await both.notices(20_000);
      bar(t, 'a stalled connection is noticed after, ms', performance.now() - begun, '<=', 10_000, 15_000);
      await both.isBack();
      await both.isUntouched(peers);
      await both.part();
    });

    test('a network event asks at once', async (t) => {
      const both = await TwoPeople.meet(place, 'event');
      const peers = await both.peers();
      place.proxy.stall();
      const begun = performance.now();
      await both.ada.run(() => dispatchEvent(new Event('online')));
      await both.notices(8000);
      bar(t, 'noticed after, ms', performance.now() - begun, '<=', 2500, 6000);
      await both.isBack();
      await both.isUntouched(peers);
      await both.part();
    });
  });
}
