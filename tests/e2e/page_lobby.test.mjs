// SPDX-License-Identifier: Apache-2.0
// What the lobby says before one joins: whether it is recorded, whether there is room, whether there will be a camera.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from './support/browsers.mjs';
import { PageDriver } from './support/page_driver.mjs';
import { watchSignalling } from './support/page_faults.mjs';
import { RawClient } from './support/raw_client.mjs';
import { startServer } from './support/server.mjs';
import { until } from './support/until.mjs';

describe('before one joins', () => {
  let server;
  let browser;

  before(async () => {
    browser = await startBrowser('chromium', ['--host-resolver-rules=MAP confab.test 127.0.0.1']);
    server = await startServer(['--behind-proxy']); // which answers to any name
  });

  after(async () => {
    await browser?.stop();
    await server?.stop();
  });

  test('insecure origin: says where the page is secure, and joins to listen', async () => {
    const { port } = new URL(server.address);
    const call = await PageDriver.open(browser, `http://confab.test:${port}/r/insecure?name=Ada`);
    await call.says(`Open https://confab.test:${port}/r/insecure instead`);
    await call.accessible('an insecure origin');
    await call.click('Join');
    await call.playing();
    await call.close();
  });

  test('room full: says so, and that one can try again', async () => {
    const config = path.join(server.folder, 'full.toml');
    await writeFile(config, '[room]\nmax_participants = 1\n');
    const small = await startServer(['--config', config]);
    const other = await RawClient.join(small, 'full');
    const call = await PageDriver.open(browser, small.callUrl('full', { name: 'Ada' }));
    await call.says('The room is full');
    await call.accessible('the lobby of a full room');
    await call.click('Join');
    await call.state('error');
    await call.says('full');
    await call.accessible('a full room');
    other.send({ type: 'leave' });
    await other.closed();
    await call.click('Try again');
    await call.playing();
    await call.close();
    await small.stop();
  });

  test('recorded already: says so before one joins, and who wishes is left out', async () => {
    const other = await RawClient.join(server, 'consent', { name: 'Grace' });
    other.send({ type: 'record', on: true });
    const call = await PageDriver.open(browser, server.callUrl('consent', { name: 'Ada' }), {
      faults: [[watchSignalling]],
    });
    await call.says('This call is being recorded. One person is here.');
    await call.accessible('the lobby of a recorded call');
    await call.click('Leave me out of the recording', 'checkbox');
    await call.click('Join');
    await call.playing();
    assert.equal(await call.run(() => window.signalling.sent[0].recorded), false);
    const recorded = () => call.run(() => window.confab.participants.find(({ name }) => name === 'Ada').recorded);
    assert.equal(await recorded(), false);
    await call.click('People');
    await call.says('(not recorded)');
    await call.click('Record');
    await call.click('Leave me out of recordings', 'checkbox');
    await until(async () => (await recorded()) === true, 5000, 'the room knows that she has changed her mind');
    await other.close();
    await call.close();
  });

  test('recorded by rule: says so while nobody is in yet', async () => {
    const config = path.join(server.folder, 'auto.toml');
    await writeFile(config, '[recording]\nauto = true\n');
    const strict = await startServer(['--config', config]);
    const call = await PageDriver.open(browser, strict.callUrl('rule', { name: 'Ada' }));
    await call.says('This call will be recorded as soon as somebody is in it.');
    await call.says('Nobody is here yet.');
    await call.click('Join');
    await call.says('This call is being recorded.');
    await call.close();
    await strict.stop();
  });
});
