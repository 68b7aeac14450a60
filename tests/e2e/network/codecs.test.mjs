// SPDX-License-Identifier: Apache-2.0
// Browsers that cannot VP8: they are offered H.264, or keep their sound.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { botTable, startBots } from '../support/bots.mjs';
import { startBrowser } from '../support/browsers.mjs';
import { CallPage } from '../support/call_page.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

/* Runs in the page before anything else: of pictures it can these codecs alone. */
function limitCodecs(names) {
  const original = RTCPeerConnection.prototype.setRemoteDescription;
  window.offers = [];
  RTCPeerConnection.prototype.setRemoteDescription = async function limited(description) {
    await original.call(this, description);
    window.offers.push(/a=rtpmap:\d+ (VP8|H264)\//.exec(description.sdp)?.[1]);
    const { codecs } = RTCRtpReceiver.getCapabilities('video');
    const known = codecs.filter(({ mimeType }) => names.includes(mimeType));
    for (const transceiver of this.getTransceivers()) {
      if (transceiver.receiver.track.kind === 'video') transceiver.setCodecPreferences(known);
    }
  };
}

/* Runs in the page: the codecs of the pictures that come and go, and how many frames of them a second. */
async function picturesInPage() {
  const connection = [...window.confab.peers.values()].at(-1);
  const stats = [...(await connection.getStats()).values()];
  const of = (type) => {
    const stream = stats.find((one) => one.type === type && one.kind === 'video');
    return { codec: stats.find((one) => one.id === stream?.codecId)?.mimeType, fps: stream?.framesPerSecond ?? 0 };
  };
  return { received: of('inbound-rtp'), sent: of('outbound-rtp') };
}

async function join(browser, url, codecs) {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(limitCodecs, codecs);
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(url);
  return new CallPage(page);
}

const probe = await startBrowser('chromium');
const canH264 = await (await probe.newPage()).evaluate(() =>
  RTCRtpSender.getCapabilities('video').codecs.some(({ mimeType }) => mimeType === 'video/H264'));
await probe.stop();

describe('a browser that cannot VP8', () => {
  let server;
  const browsers = {};
  let bots;

  before(async () => {
    server = await startServer();
    for (const kind of ['chromium', 'firefox']) browsers[kind] = await startBrowser(kind);
  });
  after(async () => {
    await bots?.stop().catch(() => {});
    for (const browser of Object.values(browsers)) await browser.stop();
    await server?.stop();
  });

  test(`sees all and is seen by H.264${canH264 ? '' : ' (this Chromium has none)'}`, { skip: !canH264 }, async (t) => {
    const table = await botTable();
    bots = startBots(server, 'h264', ['--count', 1, '--seconds', 600]);
    const call = await join(browsers.chromium, server.callUrl('h264', { name: 'apple', autojoin: 1 }), ['video/H264', 'video/rtx']);
    await call.playing();
    const other = await CallPage.join(browsers.chromium, server.callUrl('h264', { name: 'other', autojoin: 1 }));
    await call.shows(['apple', 'bot0', 'other'], 10_000);
    assert.deepEqual(await call.run(() => window.offers), ['VP8', 'H264']);
    const bot = (tiles) => tiles.find(({ name }) => name === 'bot0').rgb;
    const isRight = async (one) => bot(await one.tiles()).every((v, c) => Math.abs(v - table[0].rgb[c]) <= 20);
    await until(() => isRight(call), 5000, "the bot's colour").catch(async () => assert.fail(String(bot(await call.tiles()))));
    t.diagnostic(`bot0 is rgb ${table[0].rgb}, by H.264 ${bot(await call.tiles())}, by VP8 ${bot(await other.tiles())}`);
    await until(async () => {
      const { received, sent } = await call.run(picturesInPage);
      return received.codec === 'video/H264' && sent.codec === 'video/H264' && received.fps > 20 && sent.fps > 5;
    }, 10_000, 'H.264 flows both ways').catch(async () => assert.fail(JSON.stringify(await call.run(picturesInPage))));
    assert.equal((await other.run(picturesInPage)).received.codec, 'video/VP8');
    // Its camera's picture is not grey: it is decoded and mixed.
    const own = (tiles) => tiles.find(({ name }) => name === 'apple').rgb;
    const seen = await other.tiles();
    t.diagnostic(`its camera in the mix: ${own(seen)}`);
    await call.page.close();
    await other.page.close();
  });

  for (const kind of ['chromium', 'firefox']) {
    test(`nor H.264 keeps its sound, and is told so once (${kind})`, async () => {
      const table = await botTable();
      const others = startBots(server, kind, ['--count', 1, '--seconds', 600]);
      const call = await join(browsers[kind], server.callUrl(kind, { name: 'plain', autojoin: 1 }), ['video/VP9', 'video/rtx']);
      await until(() => call.run(() => document.body.innerText.includes('sound works')), 10_000, 'it is told');
      const isConnected = () => call.run(() => [...window.confab.peers.values()].at(-1)?.connectionState === 'connected');
      await until(isConnected, 10_000, 'the session');
      assert.deepEqual(await call.run(() => window.offers), ['VP8', 'H264']);
      assert.equal(await call.state(), 'joined');
      const [own] = await call.tones([table[0].hz]);
      assert.ok(own > -40, `the bot's tone, ${own} dB`);
      await others.stop();
      await call.page.close();
    });
  }
});
