// SPDX-License-Identifier: Apache-2.0
// Rows as a Markdown table: each case with I's figures, those of two browsers without a server beside them, and C's.
import { readFile } from 'node:fs/promises';

const shown = (value, unit = '') => (value === null || value === undefined ? '–' : `${value}${unit}`);

const columns = [
  ['fps', ({ I }) => shown(I.fps)],
  ['frozen, s', ({ I }) => shown(I.frozenSeconds)],
  ['longest gap, ms', ({ I }) => shown(I.longestGapMs)],
  ['concealed, %', ({ I }) => shown(I.concealedPercent)],
  ['picture', ({ I }) => (I.width ? `${I.width}x${I.height}` : '–')],
  ['kbit/s', ({ I }) => shown(I.kbps)],
  ['of the link, %', ({ usedPercent }) => shown(usedPercent)],
  ['RTT, ms', ({ I }) => shown(I.rttMs)],
  ['first picture, ms', ({ I }) => shown(I.firstPictureMs)],
  ["I's tile at C, fps", ({ C }) => shown(C.tileOfI.fps)],
  ['C, fps', ({ C }) => shown(C.fps)],
  ['C, longest gap, ms', ({ C }) => shown(C.longestGapMs)],
  ['idle, %', ({ machine }) => shown(machine.idlePercent)],
];

const rowName = (row) => `${row.case}${row.browser === 'firefox' ? ', Firefox' : ''}${row.peerToPeer ? ' *peer to peer*' : ''}`;

/** The text, of files with a row of JSON a line. */
export async function table(files) {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const rows = texts.flatMap((text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line)));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(['case', ...columns.map(([title]) => title)]), `|${'---|'.repeat(columns.length + 1)}`,
    ...rows.map((row) => line([rowName(row), ...columns.map(([, value]) => value(row))]))].join('\n');
}
