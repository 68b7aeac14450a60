// SPDX-License-Identifier: Apache-2.0
// What happens in a case once both are in the room. Each gives the figures of its row.
import { during } from '../e2e/support/until.mjs';
import { outages } from './outages.mjs';

const settleMs = 8000;
const measureMs = 20_000;

/** The link stays as it is. */
async function steady(pass) {
  await during(pass.setup.settleMs ?? settleMs);
  return pass.measure(measureMs);
}

const narrowKbps = 400;
const stepMs = { before: 10_000, narrow: 20_000, after: 25_000 };

/** Heights of the picture as they changed, with the seconds since `from`. */
function heights(frames, from, to) {
  const inside = frames.filter(([at]) => at >= from && at < to);
  return inside.filter(([, , , height], i) => i === 0 || height !== inside[i - 1][3])
    .map(([at, , , height]) => [Math.round((at - from) / 100) / 10, height]);
}

/** A wide link becomes narrow, and wide again. */
async function step(pass) {
  const { rate, down } = pass.setup;
  const change = (kbps) => pass.network.relay.change({ down: down.replace(`rate=${rate}`, `rate=${kbps}`) });
  await during(settleMs);
  const marks = [await pass.mark()];
  for (const [name, kbps] of [['before', rate], ['narrow', narrowKbps], ['after', rate]]) {
    if (name !== 'before') await change(kbps);
    await during(stepMs[name]);
    marks.push(await pass.mark());
  }
  await pass.collect();
  const [begin, down400, up5000, end] = marks;
  return {
    ...pass.between(begin, end),
    phases: { before: pass.between(begin, down400), narrow: pass.between(down400, up5000), after: pass.between(up5000, end) },
    heights: { narrow: heights(pass.seen.I.frames, down400.at, up5000.at), after: heights(pass.seen.I.frames, up5000.at, end.at) },
  };
}

export const courses = { steady, step, ...outages };
