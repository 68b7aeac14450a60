// SPDX-License-Identifier: Apache-2.0
// How long the call page takes to arrive over a link with a delay, by https: node tests/bench/page_load.mjs [RTT, ms [KBIT/S]].
// Two loads each in Chromium and Firefox, the second with what the browser kept of the first. Needs root, for the namespaces.
// CONFAB_PROGRAM: another program; CONFAB_WEB: the page from a folder.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { startBrowser } from '../e2e/support/browsers.mjs';
import { until } from '../e2e/support/until.mjs';
import { Network } from '../impair/network.mjs';
import { end, run, start } from '../impair/processes.mjs';

const here = fileURLToPath(import.meta.url);
const program = process.env.CONFAB_PROGRAM ?? path.join(path.dirname(here), '../../build/confab');

/* Runs in the page before its scripts: notes when the page gives itself to scripts, which it does when all is in place. */
function noteUsableInPage() {
  const define = Object.defineProperty;
  Object.defineProperty = (object, name, ...rest) => {
    if (object === window && name === 'confab') window.usableAt = performance.now();
    return define(object, name, ...rest);
  };
}

/* Runs in the page. */
function figuresInPage() {
  const [document] = performance.getEntriesByType('navigation');
  const files = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/'));
  const came = [document, ...files].filter(({ transferSize }) => transferSize > 0);
  const connected = came.filter(({ connectStart, connectEnd }) => connectEnd > connectStart);
  return {
    requests: came.length,
    connections: connected.length,
    kB: Math.round(came.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000),
    'paint, ms': Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime),
    'DOMContentLoaded, ms': Math.round(document.domContentLoadedEventEnd),
    'usable, ms': Math.round(window.usableAt),
  };
}

async function load(browser, url) {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(noteUsableInPage);
  await page.goto(url, { waitUntil: 'load' });
  await until(() => page.evaluate(() => window.usableAt > 0 && performance.getEntriesByName('first-contentful-paint').length > 0), 20_000, 'a page');
  const figures = await page.evaluate(figuresInPage);
  await page.close();
  return figures;
}

/** In the namespace of the browser: prints the figures of both loads. */
async function inside(kind, url, certificate) {
  // Chromium keeps nothing of a server whose certificate it merely forgives.
  const browser = await startBrowser(kind, [`--ignore-certificate-errors-spki-list=${certificate}`], { acceptInsecureCerts: kind === 'firefox' });
  const warm = await browser.newPage(); // a browser that has begun its work
  const loads = [await load(browser, url), await load(browser, url)];
  await warm.close();
  console.log(JSON.stringify(loads));
  await browser.stop();
}

async function keyOf(certificate) {
  const key = execFileSync('openssl', ['x509', '-pubkey', '-noout'], { input: await readFile(certificate) });
  const bytes = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'der'], { input: key });
  return execFileSync('openssl', ['dgst', '-sha256', '-binary'], { input: bytes }).toString('base64');
}

async function outside(rtt = '80', rate = '0') {
  const link = `delay=${rtt / 2}${rate > 0 ? `,rate=${rate}` : ''}`;
  const network = await Network.make({ down: link, up: link });
  const folder = await mkdtemp(path.join(tmpdir(), 'confab-load-'));
  const web = process.env.CONFAB_WEB ? ['--web', process.env.CONFAB_WEB] : [];
  const origin = `${network.address('srv')}:8443`;
  const server = start(network.namespace('srv'), program, ['serve', '--lan', '--listen', origin, '--state', folder,
    '--recordings', path.join(folder, 'recordings'), '--runtime', path.join(folder, 'run'), ...web], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await new Promise((resolve) => { server.stdout.once('data', resolve); });
    const key = await keyOf(path.join(folder, 'certificate.pem'));
    for (const kind of ['chromium', 'firefox']) {
      const text = await run('ip', 'netns', 'exec', network.namespace('c2'), process.execPath, here, 'inside', kind, `https://${origin}/r/load`, key);
      const loads = JSON.parse(text.trim().split('\n').at(-1));
      console.table({ [`${kind}, first`]: loads[0], [`${kind}, second`]: loads[1] });
    }
  } finally {
    await end(server);
    await network.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === 'inside') await inside(...rest);
else await outside(first, ...rest);
