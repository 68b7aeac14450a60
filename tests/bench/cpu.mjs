// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';

/** CPU time of the process so far, in ms. */
export async function cpuMs(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10; // clock ticks of 10 ms
}
