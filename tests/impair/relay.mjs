// SPDX-License-Identifier: Apache-2.0
// The link of the impaired browser: tests/impair/relay.cpp, compiled when it has changed.
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { end, run, start } from './processes.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const sources = ['relay.cpp', 'one_way.cpp', 'one_way.hpp'].map((name) => path.join(here, name));
const program = path.join(here, '../../build/impair/relay');

const changedAt = (file) => stat(file).then(({ mtimeMs }) => mtimeMs, () => 0);

async function compile() {
  const newest = Math.max(...await Promise.all(sources.map(changedAt)));
  if (await changedAt(program) > newest) return;
  await mkdir(path.dirname(program), { recursive: true });
  await run('g++', '-std=c++20', '-O2', '-o', program, ...sources.filter((name) => name.endsWith('.cpp')));
}

export class Relay {
  /** Who waits for a line of its answers, in order. */
  #waiting = [];

  constructor(child) {
    this.child = child;
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => this.#waiting.shift()?.resolve(line));
    lines.on('close', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('the relay ended'));
    });
  }

  /** Between two "namespace:device"; `up` goes from the first to the second. */
  static async start(first, second, up, down) {
    await compile();
    const relay = new Relay(start(null, program, [first, second, up, down]));
    await relay.#line();
    return relay;
  }

  /** What becomes of the packets from now on; a direction that is left out stays as it is. */
  async change({ up, down }) {
    if (up !== undefined) await this.#ask(`forth ${up}`);
    if (down !== undefined) await this.#ask(`back ${down}`);
  }

  /** Counters since the start: `{at, up, down}`; `at` in ms since 1970. */
  async counters() {
    const { forth, back } = await this.#ask('stats');
    return { at: Date.now(), up: forth, down: back };
  }

  stop() { return end(this.child); }

  async #ask(command) {
    this.child.stdin.write(`${command}\n`);
    const answer = JSON.parse(await this.#line());
    if (answer.error) throw new Error(`the relay does not take "${command}"`);
    return answer;
  }

  #line() { return new Promise((resolve, reject) => { this.#waiting.push({ resolve, reject }); }); }
}
