// SPDX-License-Identifier: Apache-2.0
// A client of the wire that says whatever the test wants, to a server that it need not like.
import WebSocket from 'ws';

import { until } from './until.mjs';

export class RawClient {
  /** Everything that came, in order; next() takes from it. */
  messages = [];

  /** The code of the closing; null while open. */
  closeCode = null;

  constructor(socket) {
    this.socket = socket;
    socket.on('message', (data) => { this.messages.push(JSON.parse(data)); });
    socket.on('close', (code) => { this.closeCode = code; });
    socket.on('error', () => {}); // the closing tells
  }

  static async connect(server) {
    const client = new RawClient(new WebSocket(`${server.address.replace('http', 'ws')}/ws`));
    await until(() => client.isOpen || client.isClosed, 10_000, 'the WebSocket opens');
    if (client.isClosed) throw new Error('the server takes no WebSocket');
    return client;
  }

  /** Connects and joins; the client has `.id`, the participant's, and `.joined`. */
  static async join(server, room, fields = {}) {
    const client = await RawClient.connect(server);
    await client.join(room, fields);
    return client;
  }

  get isOpen() { return this.socket.readyState === WebSocket.OPEN; }

  get isClosed() { return this.closeCode !== null; }

  /** An object goes as JSON; a text and bytes go as they are, in a text message unless `how` says else. */
  send(message, how = {}) {
    const raw = typeof message === 'string' || Buffer.isBuffer(message);
    this.socket.send(raw ? message : JSON.stringify(message), { binary: false, ...how });
  }

  async join(room, fields = {}) {
    this.send({ type: 'join', v: 1, room, name: 'raw', media: { audio: true, video: true }, ...fields });
    this.joined = await this.next('joined');
    this.id = this.joined.participant;
    return this.joined;
  }

  /** Takes the first message of that type. */
  async next(type, limit = 10_000) {
    const find = () => this.messages.findIndex((message) => message.type === type);
    await until(() => find() >= 0 || this.isClosed, limit, `a message "${type}"`);
    if (find() < 0) throw new Error(`closed (${this.closeCode}) without "${type}": ${JSON.stringify(this.messages)}`);
    return this.messages.splice(find(), 1)[0];
  }

  /** Says it, and takes the `error` that comes back. */
  refusal(message, how) {
    this.send(message, how);
    return this.next('error');
  }

  /** The code with which the server closes. */
  async closed(limit = 10_000) {
    await until(() => this.isClosed, limit, 'the server closes');
    return this.closeCode;
  }

  async close() {
    this.socket.close(1000);
    await this.closed();
  }
}
