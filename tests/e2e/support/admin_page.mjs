// SPDX-License-Identifier: Apache-2.0
// A browser at the admin's page.
import { until } from './until.mjs';

/* Runs in the page: mean colour of squares of a room's snapshot around points in parts of its width and height. */
function coloursInPage(room, points) {
  const image = document.querySelector(`[data-room="${room}"] .snapshot`);
  if (!image?.naturalWidth) return [];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return points.map(([x, y]) => {
    const { data } = context.getImageData(x * canvas.width - 4, y * canvas.height - 4, 8, 8);
    return [0, 1, 2].map((c) => data.filter((_, i) => i % 4 === c).reduce((sum, value) => sum + value / 64, 0));
  });
}

export class AdminPage {
  constructor(page) {
    this.page = page;
    this.problems = [];
    page.on('pageerror', (error) => this.problems.push(error.message));
  }

  /** `address`: the server's, with whatever a proxy puts behind it. */
  static async open(browser, address, viewport = { width: 1360, height: 900 }) {
    const page = await browser.newPage();
    await page.setViewport(viewport);
    const admin = new AdminPage(page);
    await page.goto(`${address}/admin/`);
    return admin;
  }

  /** Resolves when the page has got that far: `board`, `sign-in`, `closed`. */
  reaches(state) {
    return until(() => this.page.evaluate((wanted) => document.body.dataset.state === wanted, state), 10_000,
      `the page is at "${state}"`);
  }

  text(selector) {
    return this.page.evaluate((where) => document.querySelector(where)?.innerText ?? '', selector);
  }

  /** What is to be seen of each room: its name and who is in. */
  rooms() {
    return this.page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.room')].map((room) => [
      room.dataset.room, [...room.querySelectorAll('.person')].map((one) => one.textContent)])));
  }

  showsRooms(wanted) {
    return until(async () => JSON.stringify(await this.rooms()) === JSON.stringify(wanted), 15_000,
      `the rooms ${JSON.stringify(wanted)}`);
  }

  colours(room, points) { return this.page.evaluate(coloursInPage, room, points); }

  /** Clicks what a screen reader calls that. */
  async click(name) { await this.page.locator(`::-p-aria([name="${name}"])`).click(); }

  /** The value of a property of the first element that fits. */
  property(selector, name) {
    return this.page.evaluate((where, key) => document.querySelector(where)?.[key], selector, name);
  }
}
