// SPDX-License-Identifier: Apache-2.0
// The tutorial: every step does what it tells of, in both browsers, and everybody can use its pages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { violations } from './support/axe.mjs';
import { startBots } from './support/bots.mjs';
import { startBrowser } from './support/browsers.mjs';
import { startServer } from './support/server.mjs';
import { until } from './support/until.mjs';

const steps = ['camera', 'self', 'tabs', 'machines', 'group'];
const limit = 20_000;

/** A step of the tutorial in a browser. */
class LearnPage {
  constructor(page) { this.page = page; }

  static async open(browser, server, address, { width = 1280, height = 900 } = {}) {
    const page = await browser.newPage();
    const learn = new LearnPage(page);
    learn.problems = [];
    page.on('pageerror', (error) => learn.problems.push(error.message));
    await page.setViewport({ width, height });
    await page.goto(`${server.address}/learn/${address}`);
    return learn;
  }

  click(id) { return this.page.evaluate((name) => document.getElementById(name).click(), id); }

  text(id) { return this.page.evaluate((name) => document.getElementById(name).textContent, id); }

  data(name) { return this.page.evaluate((key) => document.body.dataset[key], name); }

  /** Sets a field as a person would, with its events. */
  set(id, value) {
    return this.page.evaluate((name, text) => {
      const field = document.getElementById(name);
      field.value = text;
      for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
    }, id, value);
  }

  /** Resolves when the video shows one frame after the other. */
  async plays(id) {
    await this.page.bringToFront();
    const frames = () => this.page.evaluate((name) => {
      const video = document.getElementById(name);
      if (video.framesSeen === undefined) {
        const count = () => {
          video.framesSeen += 1;
          video.requestVideoFrameCallback(count);
        };
        video.framesSeen = 0;
        video.requestVideoFrameCallback(count);
      }
      return video.framesSeen;
    }, id);
    const first = await frames();
    await until(async () => await frames() > first + 3, limit, `#${id} shows one frame after the other`);
  }

  state(wanted) { return until(async () => await this.data('state') === wanted, limit, `it is ${wanted}`); }

  /** The kinds of the messages, in order. */
  messages() {
    return this.page.evaluate(() => [...document.querySelectorAll('#messages strong')].map((kind) => kind.textContent));
  }

  /** Every line of code that is shown, by its file. */
  async code() {
    await until(() => this.page.evaluate(() => [...document.querySelectorAll('figure.listing')]
      .every((figure) => figure.querySelector('figcaption'))), limit, 'the code is shown');
    return this.page.evaluate(() => [...document.querySelectorAll('figure.listing')].map((figure) => ({
      address: figure.querySelector('a')?.href,
      lines: [...figure.querySelectorAll('.line')].map((line) => line.textContent),
    })));
  }

  async isTicked() {
    await until(() => this.page.evaluate(() => document.querySelector('[aria-current]').closest('li').className === 'done'),
      limit, 'the step is ticked');
  }

  async close() {
    await this.page.goto('about:blank'); // says goodbye, as a person's closing does
    assert.deepEqual(this.problems, []);
    await this.page.close();
  }
}

describe('the tutorial', () => {
  let server;
  const browsers = {};

  before(async () => {
    server = await startServer();
    for (const kind of ['chromium', 'firefox']) browsers[kind] = await startBrowser(kind);
  });

  after(async () => {
    for (const browser of Object.values(browsers)) await browser.stop();
    await server?.stop();
  });

  for (const kind of ['chromium', 'firefox']) {
    const open = (address, size) => LearnPage.open(browsers[kind], server, address, size);

    test(`${kind}: everybody can use every page, on a phone too`, async () => {
      for (const address of ['', ...steps]) {
        const learn = await open(address, { width: 320, height: 640 });
        if (address) await learn.code();
        assert.deepEqual(await violations(learn.page), [], address);
        const overflow = await learn.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${address} is ${overflow} pixels too wide`);
        await learn.close();
      }
    });

    test(`${kind}: the code that is shown is the code that runs`, async () => {
      for (const address of steps) {
        const learn = await open(address);
        const listings = await learn.code();
        assert.ok(listings.length > 0);
        const loaded = await learn.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
        for (const { address: file, lines } of listings) {
          assert.ok(loaded.includes(file), `${file} is loaded`);
          const source = await (await fetch(file)).text();
          // Types are left out, and so may be a part of a line.
          const untyped = source.replaceAll(/\/\*\*[^\n]*?\*\/ ?/g, '');
          assert.ok(lines.length > 2);
          for (const line of lines) assert.ok(untyped.includes(line), `${file}: ${line}`);
        }
        await learn.close();
      }
    });

    test(`${kind}: the camera opens, is measured, and lets go`, async () => {
      const learn = await open('camera');
      await learn.click('open');
      await learn.plays('screen');
      assert.match(await learn.text('got-size'), /^\d+ × \d+$/);
      await until(async () => Number(await learn.text('counted')) > 1, limit, 'frames are counted');
      await learn.isTicked();
      await learn.set('size', '320 × 180');
      await until(async () => await learn.text('asked-size') === '320 × 180', limit, 'another size is asked for');
      await learn.click('close');
      assert.equal(await learn.page.evaluate(() => document.getElementById('screen').srcObject), null);
      await learn.close();
    });

    test(`${kind}: a call to oneself, a step at a time and then all at once`, async () => {
      const learn = await open('self');
      await learn.code();
      const states = () => learn.page.evaluate(() => [...document.querySelectorAll('.machine svg')]
        .map((svg) => svg.getAttribute('aria-label')));
      for (const count of [1, 2, 3, 4]) {
        await learn.click('next');
        await until(async () => (await learn.text('says')).startsWith(`${count} of`), limit, `step ${count}`);
      }
      assert.match((await states())[0], /Ann is have-local-offer, Ben is stable/);
      assert.match(await learn.page.evaluate(() => document.querySelector('.line.now').textContent), /setLocalDescription/);
      await learn.click('all');
      await learn.plays('far');
      await until(async () => /Ann is connected, Ben is connected/.test((await states())[2]), limit, 'both are connected');
      assert.match((await states())[0], /Ann is stable, Ben is stable/);
      const kinds = await learn.messages();
      assert.deepEqual(kinds.filter((what) => what !== 'candidate'), ['offer', 'answer']);
      assert.ok(kinds.includes('candidate'));
      await until(async () => !(await learn.text('decoded')).startsWith('0 '), limit, 'frames are decoded');
      await learn.isTicked();
      assert.deepEqual(await violations(learn.page), []);
      await learn.click('again');
      assert.deepEqual(await learn.messages(), []);
      await learn.close();
    });

    test(`${kind}: two tabs call each other, and survive offering at once`, async () => {
      const pages = [await open('tabs'), await open('tabs')];
      for (const learn of pages) {
        await learn.set('carrier', kind === 'firefox' ? 'storage' : 'channel');
        await learn.click('start');
        await until(async () => await learn.data('state') !== 'idle', limit, 'it has started');
      }
      for (const learn of pages) await learn.state('connected');
      for (const learn of pages) await learn.plays('far');
      const words = await Promise.all(pages.map((learn) => learn.text('says')));
      assert.equal(words.filter((text) => text.includes('the polite one')).length, 1, words.join(' | '));
      for (const { page } of pages) {
        await until(() => page.evaluate(() => !document.getElementById('collide').disabled), limit, 'offers can meet');
      }
      const hasCollided = async () => {
        await pages[0].click('collide');
        const said = await Promise.all(pages.map((learn) => learn.text('says')));
        return said.some((text) => /[1-9]\d* of their offers met .*: both ends agree/.test(text));
      };
      await until(hasCollided, limit, 'two offers meet');
      for (const learn of pages) await learn.plays('far');
      for (const learn of pages) await learn.state('connected');
      assert.deepEqual(await violations(pages[0].page), []);
      await pages[1].close();
      await pages[0].state('waiting');
      await pages[0].close();
    });

    test(`${kind}: the group call brings the mix, and its price`, async () => {
      const room = `learn-${kind}`;
      const bots = startBots(server, room, ['--count', 1, '--seconds', 120]);
      const learn = await open(`group?room=${room}`);
      try {
        await learn.click('join');
        await learn.plays('stage');
        await until(async () => (await learn.text('says')).includes('bot0'), limit, 'the bot is there');
        await until(async () => await learn.data('measured') === 'true', limit, 'the call is measured');
        const row = (of) => learn.page.evaluate((index) => [...document.querySelectorAll('#figures tr')[index].cells]
          .map((cell) => cell.textContent), of);
        await learn.set('people', '11');
        const [mesh, sfu, mcu] = [await row(0), await row(1), await row(2)];
        assert.deepEqual([mesh[3], sfu[3], mcu[3]], ['10 / 10', '1 / 10', '1 / 1']);
        assert.deepEqual([mesh[5], sfu[5], mcu[5]], ['–', '–', '1 / 11']);
        for (const figure of [mesh[1], sfu[2], mcu[2]]) assert.match(figure, /^[\d.]+ [kMG]$/);
        assert.notEqual(mcu[2], '0 k');
        await learn.isTicked();
        assert.deepEqual(await violations(learn.page), []);
        await learn.click('leave');
        await learn.state('idle');
        await learn.close();
      } finally {
        await bots.stop().catch(() => {});
      }
    });
  }

  test('two machines: Chromium and Firefox call each other over the relay', async () => {
    const pages = [];
    for (const kind of ['chromium', 'firefox']) {
      pages.push(await LearnPage.open(browsers[kind], server, 'machines?room=meet'));
      await pages.at(-1).click('start');
      await pages.at(-1).state(kind === 'chromium' ? 'waiting' : 'connected');
    }
    for (const learn of pages) {
      await learn.plays('far');
      for (const side of ['local', 'remote']) {
        await until(async () => ['host', 'prflx'].includes(await learn.text(`${side}-type`)), limit, 'a pair is chosen');
        assert.equal(await learn.text(`${side}-protocol`), 'udp');
      }
      assert.ok((await learn.messages()).includes('answer'));
      await learn.isTicked();
      assert.deepEqual(await violations(learn.page), []);
    }
    const third = await LearnPage.open(browsers.chromium, server, 'machines?room=meet');
    await third.click('start');
    await until(async () => (await third.text('hint')).includes('two are here already'), limit, 'a third is told');
    await third.close();
    await pages[1].close();
    await pages[0].state('waiting');
    await pages[0].close();
  });
});
