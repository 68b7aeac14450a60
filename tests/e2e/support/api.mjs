// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { until } from './until.mjs';

/** The REST API of one server. */
export class Api {
  constructor(server) { this.server = server; }

  async ask(method, where, body) {
    const answer = await fetch(`${this.server.address}/api/v1/${where}`, {
      method, body: body && JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    const json = answer.status === 204 ? {} : await answer.json();
    assert.ok(answer.ok, `${method} ${where}: ${JSON.stringify(json)}`);
    return json;
  }

  async record(room, options = {}) { return (await this.ask('POST', `rooms/${room}/recordings`, options)).recording; }
  change(room, id, change) { return this.ask('PATCH', `rooms/${room}/recordings/${id}`, change); }
  stop(room, id) { return this.ask('DELETE', `rooms/${room}/recordings/${id}`); }

  /** The manifest, once it is finished. */
  async finished(id, limit = 60_000) {
    await until(async () => (await this.ask('GET', 'recordings')).find((one) => one.id === id)?.state === 'ready',
      limit, `${id} is finished`);
    return JSON.parse(await readFile(path.join(this.server.recordings, `${id}.json`), 'utf8'));
  }
}
