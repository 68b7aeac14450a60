// SPDX-License-Identifier: Apache-2.0
// Ada in a browser, by way of a proxy that can fail, and Ben, who sees what becomes of her.
import assert from 'node:assert/strict';

import { startBrowser } from '../support/browsers.mjs';
import { startCutProxy } from '../support/cut_proxy.mjs';
import { PageDriver } from '../support/page_driver.mjs';
import { watchSignalling, watchStates } from '../support/page_faults.mjs';
import { RawClient } from '../support/raw_client.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

/** A server, the proxy before it, and a browser. */
export class Place {
  static async open(kind) {
    const place = new Place();
    place.server = await startServer();
    place.proxy = await startCutProxy(place.server);
    place.browser = await startBrowser(kind);
    return place;
  }

  async close() {
    await this.browser?.stop();
    this.proxy?.stop();
    await this.server?.stop();
  }
}

export class TwoPeople {
  /** Both are in, and Ada's picture moves. */
  static async meet({ server, proxy, browser }, room) {
    const both = new TwoPeople();
    both.ada = await PageDriver.join(browser, `${proxy.address}/r/${room}?name=Ada&autojoin=1`, {
      faults: [[watchSignalling]],
    });
    both.ben = await RawClient.join(server, room, { name: 'Ben' });
    both.id = await both.adasId();
    await until(() => both.seats().length === 2, 10_000, 'both have seats');
    await both.ada.until(() => document.querySelector('#stage').currentTime > 1, 'the picture moves');
    await both.ada.run(watchStates);
    both.heard = both.ben.messages.length;
    return both;
  }

  adasId() {
    return this.ada.run(() => window.confab.participant);
  }

  /** Who sits where, as Ben was told last. */
  seats() {
    const { joined, messages } = this.ben;
    const layouts = messages.filter(({ type }) => type === 'layout');
    return [joined.layout, ...layouts].at(-1).tiles.map((tile) => tile.participant);
  }

  /** What Ben has heard of people since both were there. */
  news() {
    return this.ben.messages.slice(this.heard).filter(({ type }) => type.startsWith('participant.'));
  }

  /** Of comings and goings alone. */
  comings() {
    return this.news().filter(({ type }) => type !== 'participant.updated');
  }

  /** Ada's, each with its state. */
  peers() {
    return this.ada.run(() =>
      [...window.confab.peers].map(([id, { connectionState }]) => `${id} ${connectionState}`));
  }

  async moves() {
    const time = () => this.ada.run(() => document.querySelector('#stage').currentTime);
    const shown = await time();
    await until(async () => (await time()) > shown, 5000, 'the picture moves');
  }

  /** Resolves when Ada's page has said that it reconnects. */
  notices(limit) {
    return until(() => this.ada.run(() => window.states.includes('reconnecting')), limit, 'it is noticed');
  }

  async isBack() {
    await this.notices(20_000);
    await this.ada.until(() => window.states.at(-1) === 'joined', 'it is back');
  }

  /** The peers are those of before, and nobody has noticed anything. */
  async isUntouched(peers) {
    assert.deepEqual(await this.peers(), peers, 'the connections for media are the same');
    assert.equal(await this.adasId(), this.id);
    await this.moves();
    assert.deepEqual(this.news(), [], 'Ben has heard nothing');
    assert.equal(this.seats()[0], this.id, 'Ada sits where she sat');
  }

  async part() {
    assert.deepEqual(this.ada.problems, []);
    await this.ada.close();
    await this.ben.close();
  }
}
