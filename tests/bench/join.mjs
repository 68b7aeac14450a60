// SPDX-License-Identifier: Apache-2.0
// How long people wait: from the click on Join to the first mixed frame, and for the first paint of the call page.
// node tests/bench/join.mjs [TIMES] [BROWSER]   In a room with two bots, each time as somebody new; ms, median and p95.
import { startBots } from '../e2e/support/bots.mjs';
import { startBrowser } from '../e2e/support/browsers.mjs';
import { startServer } from '../e2e/support/server.mjs';
import { during, until } from '../e2e/support/until.mjs';

const times = Number(process.argv[2] ?? 20);
const kind = process.argv[3] ?? 'chromium';

/* Runs in the page: the time from the click to the frame. */
function joinInPage() {
  const video = document.querySelector('#stage');
  const clicked = performance.now();
  const frame = new Promise((resolve) => { video.requestVideoFrameCallback(() => resolve(performance.now() - clicked)); });
  document.querySelector('#join').click();
  return frame;
}

function paintInPage() {
  return performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
}

function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { median: at(0.5), p95: at(0.95), max: at(1) };
}

const server = await startServer();
const bots = startBots(server, 'bench', ['--count', 2, '--seconds', 3600]);
const browser = await startBrowser(kind);
try {
  await until(async () => (await server.rooms()).bench, 10_000, 'the room');
  await during(3000);
  const joins = [];
  const paints = [];
  for (let i = 0; i < times; i += 1) {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(server.callUrl('bench', { name: `guest ${i}` }));
    await until(() => page.evaluate(() => document.querySelector('#preview').videoWidth > 0), 15_000, 'the preview');
    await during(1000);
    paints.push(await page.evaluate(paintInPage));
    joins.push(await page.evaluate(joinInPage));
    await page.close();
    await during(500);
  }
  console.log(JSON.stringify({ browser: kind, times, clickToFrameMs: summary(joins), firstPaintMs: summary(paints) }));
} finally {
  await browser.stop();
  await bots.stop().catch(() => {});
  await server.stop();
}
