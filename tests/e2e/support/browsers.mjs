// SPDX-License-Identifier: Apache-2.0
// Debian's Chromium and Firefox with fake devices.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import puppeteer from 'puppeteer-core';

const chromiumArgs = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage',
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required', '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows',
];

/** What Firefox needs for fake devices, and for a page that plays without a click. */
export const firefoxPrefs = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.navigator.audio.fake_frequency': 4100,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
};

/** A browser of the kind `chromium` or `firefox`; `args` are Chromium's, `more` is for puppeteer's launch(). */
export async function startBrowser(kind, args = [], more = {}) {
  const userDataDir = await mkdtemp(path.join(tmpdir(), `confab-${kind}-`));
  const browser = await puppeteer.launch(kind === 'firefox'
    ? { browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true, userDataDir,
      extraPrefsFirefox: firefoxPrefs, ...more }
    : { executablePath: '/usr/bin/chromium', headless: true, userDataDir,
      args: [...chromiumArgs, ...args], ...more });
  return {
    kind,
    browser,
    process: browser.process(),
    newPage: () => browser.newPage(),
    async stop() {
      await browser.close().catch(() => browser.process()?.kill('SIGKILL'));
      await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
