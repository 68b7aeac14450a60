// SPDX-License-Identifier: Apache-2.0
// Pages that are loaded again, or that one comes back to: the same person, in the same place.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { bar } from '../support/strict.mjs';
import { until } from '../support/until.mjs';
import { Place, TwoPeople } from './two_people.mjs';

for (const kind of ['chromium', 'firefox']) {
  describe(`coming back in ${kind}`, () => {
    let place;
    before(async () => {
      place = await Place.open(kind);
    });
    after(() => place?.close());

    test('a reload: the same person, host and seat, and in the call at once', async (t) => {
      const both = await TwoPeople.meet(place, 'reload');
      const { ada, id } = both;
      const adasRole = () => ada.run(() => window.confab.participants
        .find((one) => one.participant === window.confab.participant)?.role);
      assert.equal(await adasRole(), 'host');
      const begun = performance.now();
      await ada.page.goto(`${place.proxy.address}/r/reload?name=Ada`).catch(() => {}); // no autojoin from now on
      await ada.click('Join');
      await ada.playing();
      assert.equal(await both.adasId(), id, 'by a way to the same page');
      await ada.page.reload();
      await ada.playing();
      bar(t, 'two reloads, ms', performance.now() - begun, '<=', 10_000, 40_000);
      assert.equal(await both.adasId(), id, 'by a reload');
      assert.equal(await adasRole(), 'host');
      assert.deepEqual(both.comings(), []);
      assert.equal(both.seats()[0], id);
      await ada.click('Leave');
      await until(() => both.news().some(({ type }) => type === 'participant.left'), 5000, 'Ada has left');
      await ada.page.reload();
      await ada.click('Join');
      await ada.playing();
      assert.notEqual(await both.adasId(), id, 'who has left is somebody new');
      await both.part();
    });

    test('back through the history: in the call again, as the same person', async () => {
      const both = await TwoPeople.meet(place, 'history');
      const { ada, id } = both;
      await ada.page.goto(`${place.proxy.address}/`);
      await ada.page.goBack();
      await ada.playing();
      assert.equal(await both.adasId(), id);
      assert.deepEqual(both.comings(), []);
      await both.part();
    });
  });
}
