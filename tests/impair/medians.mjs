// SPDX-License-Identifier: Apache-2.0
import { median } from './figures.mjs';

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Of rows of one case, the median of each figure by itself. What is no number is that of the first row. */
function combine(values) {
  const some = values.find((value) => value !== null && value !== undefined) ?? null;
  if (typeof some === 'number') return Number(median(values).toFixed(1));
  if (!isObject(some)) return some;
  const names = [...new Set(values.flatMap((value) => Object.keys(value ?? {})))];
  return Object.fromEntries(names.map((name) => [name, combine(values.map((value) => value?.[name] ?? null))]));
}

export const medians = (rows) => ({ ...combine(rows), passes: rows.length });
