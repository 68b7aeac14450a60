// SPDX-License-Identifier: Apache-2.0
// Courses in which a connection, or what carries it, is away for a time: how long it takes to be as before.
import { during, until } from '../e2e/support/until.mjs';
import { median } from './figures.mjs';
import { run } from './processes.mjs';

const settleMs = 8000;
/** Both must look well for so long, to be well again. */
const wellMs = 5000;
const recoveryLimitMs = 60_000;
const reloads = 10;

const seconds = (ms) => Math.round(ms / 100) / 10;

/** The longest time without news among those that end after `back`: `{gapSeconds, backMs}`; the second from `back` on. */
function interruption(times, begin, back, end) {
  const edges = [...times.filter((at) => at > begin - 1000 && at < end), end];
  let worst = { from: back, to: back };
  edges.slice(1).forEach((to, i) => {
    if (to > back && to - edges[i] > worst.to - worst.from) worst = { from: edges[i], to };
  });
  return { gapSeconds: seconds(worst.to - worst.from), backMs: Math.round(Math.max(0, worst.to - back)) };
}

const changes = (clock = []) => clock.filter(([, value], i) => i > 0 && Math.abs(value - clock[i - 1][1]) > 13).map(([at]) => at);

/** Whether I is in the room, and both see each other move. */
async function isWell(pass) {
  const before = Date.now();
  await during(wellMs);
  await pass.collect();
  const { I, C } = pass.seen;
  const fast = (times) => times.filter((at) => at >= before).length * 1000 > 10 * wellMs;
  return I.phases.at(-1)?.[1] === 'joined' && fast(I.frames.map(([at]) => at)) && fast(changes(C.clock));
}

/** How the room looked to the other: the most and the fewest that were there as I at a time, and as how many different people. */
function roster(people, begin) {
  const last = people.findLastIndex(([at]) => at <= begin);
  const times = people.slice(Math.max(last, 0)).map(([, all]) => all.filter(([name]) => name === 'I').map(([, id]) => id));
  return { most: Math.max(...times.map(({ length }) => length)), fewest: Math.min(...times.map(({ length }) => length)),
    identities: new Set(times.flat()).size };
}

/** What was said from `begin` on, with the seconds since. */
const saidSince = (words, begin) => words.filter(([at]) => at > begin).map(([at, text]) => [seconds(at - begin), text]).slice(0, 12);

/** `away` makes it so and `restore` undoes it; between them is the case's time. */
async function outage(pass, away, restore = async () => {}) {
  await during(settleMs);
  const mark = await pass.mark();
  await pass.collect();
  await away();
  await during(pass.setup.outageMs);
  await restore();
  const back = Date.now();
  const isBack = await until(() => isWell(pass), recoveryLimitMs, '').then(() => true, () => false);
  const end = await pass.mark();
  await pass.collect();
  const { I, C } = pass.seen;
  return {
    ...pass.between(mark, end),
    outage: {
      isBack,
      I: interruption(I.frames.map(([at]) => at), mark.at, back, end.at),
      tileOfI: interruption(changes(C.clock), mark.at, back, end.at),
      rosterAtC: roster(C.people, mark.at),
      phasesOfI: saidSince(I.phases, mark.at),
      saidToI: saidSince(I.words, mark.at),
      saidToC: saidSince(C.words, mark.at),
    },
  };
}

function cut(pass) {
  const { down, up } = pass.setup;
  return outage(pass, () => pass.network.relay.change({ down: 'loss=100', up: 'loss=100' }),
    () => pass.network.relay.change({ down, up }));
}

function addressChange(pass) {
  return outage(pass, () => pass.network.moveHost('c2'));
}

function signalling(pass) {
  const nft = (...rule) => run('ip', 'netns', 'exec', pass.network.namespace('c2'), 'nft', ...rule);
  return outage(pass, async () => {
    await nft('add table inet away');
    await nft('add chain inet away out { type filter hook output priority 0; }');
    await nft('add chain inet away in { type filter hook input priority 0; }');
    await nft(`add rule inet away out tcp dport ${pass.room.port} drop`);
    await nft(`add rule inet away in tcp sport ${pass.room.port} drop`);
  }, () => nft('delete table inet away'));
}

function sleep(pass) {
  return outage(pass, () => pass.I.signal('SIGSTOP'), () => pass.I.signal('SIGCONT'));
}

/** Each as soon as the picture of the one before is there. */
async function reloadOften(pass) {
  const times = [];
  const row = await outage(pass, async () => {
    for (let i = 0; i < reloads; i += 1) {
      await pass.collect();
      const begin = Date.now();
      await pass.I.reload();
      await until(() => pass.I.run(() => window.impairProbe.frames.length > 0), recoveryLimitMs, 'the picture after a reload');
      times.push(Date.now() - begin);
    }
  });
  return { ...row, reloads: { medianMs: Math.round(median(times)), longestMs: Math.max(...times) } };
}

export const outages = { addressChange, cut, signalling, sleep, reloads: reloadOften };
