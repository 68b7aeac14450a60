// SPDX-License-Identifier: Apache-2.0
// Runs in the namespace of a browser and drives it: DevTools and BiDi speak by loopback, which each namespace has for itself.
// Takes calls by node's channel between processes: `{id, call, args}`; answers `{id, value}` or `{id, error}`.
import { startBrowser } from '../e2e/support/browsers.mjs';

let browser;
let page;

const calls = {
  /** `settings`: of puppeteer's launch(). The answer is the number of the browser's process, which leads its group. */
  async launch(kind, args, settings) {
    browser = await startBrowser(kind, args, settings);
    return browser.process.pid;
  },

  /** Opens a page; `scripts` run in it before its own. */
  async open(url, scripts) {
    page = await browser.newPage();
    await page.setViewport({ width: 640, height: 360 });
    for (const script of scripts) await page.evaluateOnNewDocument(script);
    await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 60_000 });
  },

  reload: () => page.reload({ waitUntil: 'domcontentloaded', timeout: 60_000 }),
  evaluate: (code) => page.evaluate(code),
  stop: () => browser?.stop(),
};

async function answer({ id, call, args }) {
  try {
    const value = await calls[call](...args);
    process.send({ id, value: call === 'reload' ? undefined : value });
  } catch (error) {
    process.send?.({ id, error: error.message });
  }
}

process.on('message', answer);
process.on('disconnect', async () => { // whoever started us is gone
  await browser?.stop();
  process.exit();
});
process.on('SIGINT', () => {}); // a Ctrl-C is for whoever started us
