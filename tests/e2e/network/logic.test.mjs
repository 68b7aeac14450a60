// SPDX-License-Identifier: Apache-2.0
// What the page knows of a connection that is lost, and when it tries again: needs no browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Heartbeat } from '../../../web/call/link/heartbeat.js';
import { PeerHealth } from '../../../web/call/link/peer-health.js';
import { forgetSecret, keepSecret, keptSecret } from '../../../web/call/link/resume-secret.js';
import { pauseMs } from '../../../web/call/link/signalling.js';

/** Node 20 sets timers that are made during a tick from its end. */
const pass = (t, ms) => {
  for (let i = 0; i < ms; i += 1) t.mock.timers.tick(1);
};

test('a connection that is dead is known nine seconds after its last sign of life', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  let asked = 0;
  let dead = 0;
  const heartbeat = new Heartbeat({ ask: () => (asked += 1), dead: () => (dead += 1) });
  heartbeat.begin();
  for (let i = 0; i < 5; i += 1) {
    pass(t, 4000);
    heartbeat.heard();
  }
  assert.deepEqual([asked, dead], [5, 0]);
  pass(t, 8999);
  assert.equal(dead, 0, 'a later question does not put it off');
  t.mock.timers.tick(1);
  assert.equal(dead, 1);
  heartbeat.end();
  t.mock.timers.tick(60_000);
  assert.equal(dead, 1);
});

test('with a reason to doubt it is known two seconds later', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  let dead = 0;
  const heartbeat = new Heartbeat({ ask: () => {}, dead: () => (dead += 1) });
  heartbeat.begin();
  t.mock.timers.tick(4000);
  heartbeat.probe();
  t.mock.timers.tick(2000);
  assert.equal(dead, 1);
  heartbeat.end();
});

test('those who were cut at the same moment come back one after the other, and soon', () => {
  const chances = Array.from({ length: 25 }, (_, i) => i / 25);
  const spread = (attempt, atOnce) => chances.map((chance) => pauseMs(attempt, atOnce, chance));
  for (const [attempt, atOnce] of [[0, true], [0, false], [3, false], [9, true]]) {
    const pauses = spread(attempt, atOnce);
    assert.equal(new Set(pauses).size, 25);
    assert.ok(Math.max(...pauses) - Math.min(...pauses) >= 280, `${attempt}: ${pauses}`);
  }
  assert.ok(Math.max(...spread(0, true)) < 1000, 'the server is there');
  const worst = [0, 1, 2, 3].reduce((sum, attempt) => sum + pauseMs(attempt, false, 1), 0);
  assert.ok(worst < 6000, `${worst}: a server that is back after five seconds is found by the fourth attempt`);
  assert.ok(Math.max(...spread(100, false)) <= 7500);
});

/** What becomes of looks of `[id, state, bytes]`, a second apart: the numbers of those with which another one is wished for. */
const wishesOf = (looks, { everyMs = 1000, suspicious = false, health = new PeerHealth() } = {}) =>
  looks.flatMap(([id, state, bytes], i) => (health.judge({ id, state, bytes }, i * everyMs, suspicious) ? [i] : []));

test('a connection that works is left alone', () => {
  assert.deepEqual(wishesOf(Array.from({ length: 20 }, (_, i) => ['c1', 'connected', i * 1000])), []);
  assert.deepEqual(wishesOf(Array.from({ length: 20 }, () => ['s1', 'connected', undefined])), [], 'it only sends');
  assert.deepEqual(wishesOf(Array.from({ length: 20 }, () => ['c1', 'connecting', 0])), [], 'the first one');
  assert.deepEqual(wishesOf(Array.from({ length: 20 }, () => ['c1', 'connected', 0])), [], 'nothing has come yet');
});

test('one that is quiet, disconnected or failed is replaced', () => {
  const quiet = [1, 2, 3, 3, 3, 3, 3].map((bytes) => ['c1', 'connected', bytes]);
  assert.deepEqual(wishesOf(quiet), [5], 'after three seconds');
  assert.deepEqual(wishesOf(quiet, { suspicious: true }), [4], 'sooner on another network');
  const lost = ['connected', 'disconnected', 'disconnected', 'disconnected'].map((state) => ['s1', state, undefined]);
  assert.deepEqual(wishesOf(lost), [2]);
  const back = ['connected', 'disconnected', 'connected', 'disconnected'].map((state) => ['s1', state, undefined]);
  assert.deepEqual(wishesOf(back), []);
  assert.deepEqual(wishesOf([['c1', 'failed', 0]]), [0]);
  assert.deepEqual(wishesOf([['c1', 'closed', 0]]), []);
});

test('a device that slept was not quiet for all that time', () => {
  const slept = [1, 2, 3, 3, 4].map((bytes) => ['c1', 'connected', bytes]);
  assert.deepEqual(wishesOf(slept, { everyMs: 600_000 }), []);
});

test('wishes that nothing comes of are repeated, ever less often, until one works', () => {
  const health = new PeerHealth();
  const failed = Array.from({ length: 40 }, () => ['c1', 'failed', 0]);
  assert.deepEqual(wishesOf(failed, { health }), [0, 5, 15, 35]);
  assert.equal(health.wishes, 4);
  const again = [0, 10, 20].map((bytes) => ['c2', 'connected', bytes]);
  assert.deepEqual(wishesOf(again, { health }), []);
  assert.equal(health.wishes, 0);
});

test('the secret is kept per room, for a minute, and not at all where nothing may be stored', (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const stored = new Map();
  globalThis.sessionStorage = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
    removeItem: (key) => stored.delete(key),
  };
  keepSecret('demo', 's');
  assert.equal(keptSecret('demo'), 's');
  assert.equal(keptSecret('other'), '');
  t.mock.timers.tick(59_000);
  assert.equal(keptSecret('demo'), 's');
  t.mock.timers.tick(1000);
  assert.equal(keptSecret('demo'), '');
  keepSecret('demo', 't');
  forgetSecret('demo');
  assert.equal(keptSecret('demo'), '');
  stored.set('confab.resume.demo', '{');
  assert.equal(keptSecret('demo'), '');
  delete globalThis.sessionStorage;
  keepSecret('demo', 's');
  assert.equal(keptSecret('demo'), '');
});
