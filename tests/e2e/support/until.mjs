// SPDX-License-Identifier: Apache-2.0
const tick = () => new Promise((resolve) => { setTimeout(resolve, 50); });

/** Resolves with the first truthy value of `condition`, asked every 50 ms; rejects after `limit` ms. */
export async function until(condition, limit, what) {
  const end = performance.now() + limit;
  let problem = '';
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`${what}: not within ${limit} ms${problem}`);
    await tick();
  }
}

/** Lets `ms` pass: for what is measured over time, never to wait for something. */
export async function during(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end) await tick();
}
