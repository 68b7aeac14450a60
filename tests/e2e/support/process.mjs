// SPDX-License-Identifier: Apache-2.0
import { readFile, readdir, readlink } from 'node:fs/promises';

/** What a process holds: `{threads, fds, rssKb}`. */
export async function usage(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)[1]);
  const fds = await readdir(`/proc/${pid}/fd`);
  return { threads: field('Threads'), fds: fds.length, rssKb: field('VmRSS') };
}

/** What each descriptor of a process is, sorted: to tell which one was left behind. */
export async function descriptors(pid) {
  const links = (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''));
  return (await Promise.all(links)).map((link) => link.replace(/\d+/g, 'N')).sort();
}
