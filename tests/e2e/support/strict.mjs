// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';

export const isStrict = process.env.CONFAB_STRICT === '1';

/** A figure against its bar. The bar itself counts on an idle machine alone (CONFAB_STRICT=1); else `loose` only catches what
 *  is broken, on a machine that gives a third of its time (10 fps and gaps of 2 s were seen of a sound room). Both are printed. */
export function bar(t, what, value, compare, tight, loose) {
  const limit = isStrict ? tight : loose;
  t.diagnostic(`${what}: ${typeof value === 'number' ? value.toFixed(1) : value} (bar ${compare} ${tight})`);
  assert.ok(compare === '<=' ? value <= limit : value >= limit, `${what}: ${value}, wanted ${compare} ${limit}`);
}
