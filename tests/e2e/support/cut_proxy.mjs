// SPDX-License-Identifier: Apache-2.0
// A proxy for TCP that can fail in the ways in which networks and proxies do.
import net from 'node:net';

/** Close frames with 1001, as the one end and as the other sends them: the client's have a mask, here of zeros. */
const goingAway = { fromServer: Buffer.from([0x88, 2, 0x03, 0xe9]), fromClient: Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe9]) };

/** Passes a free port of its own on to the server. */
export async function startCutProxy(server) {
  const { hostname, port } = new URL(server.address);
  const pairs = new Set();
  const all = new Set();
  let isOpen = true;

  const proxy = net.createServer((client) => {
    if (!isOpen) {
      client.destroy();
      return;
    }
    const inner = net.connect(Number(port), hostname);
    const pair = { client, inner, isWebSocket: false };
    pairs.add(pair);
    all.add(client).add(inner);
    // A connection for further requests gets no close frame: a browser would take it for an answer.
    client.on('data', (data) => { pair.isWebSocket ||= /^upgrade: websocket\r$/im.test(data.toString('latin1')); });
    client.pipe(inner);
    inner.pipe(client);
    for (const [one, other] of [[client, inner], [inner, client]]) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        other.destroy();
        all.delete(one);
        pairs.delete(pair);
      });
    }
  });
  await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });

  return {
    address: `http://127.0.0.1:${proxy.address().port}`,
    /** Ends all connections without a word. */
    cut() {
      for (const { client } of pairs) client.resetAndDestroy();
    },
    /** Keeps new connections out, or lets them in again. */
    open(on) { isOpen = on; },
    /** Nothing gets through the connections that there are, and nobody is told. New ones work. */
    stall() {
      for (const { client, inner } of pairs) {
        client.unpipe(inner);
        inner.unpipe(client);
        client.pause();
        inner.pause();
      }
      pairs.clear();
    },
    /** As a proxy that restarts: says so at both ends, and closes. */
    goAway() {
      for (const { client, inner, isWebSocket } of pairs) {
        client.end(isWebSocket ? goingAway.fromServer : undefined);
        inner.end(isWebSocket ? goingAway.fromClient : undefined);
      }
    },
    stop() {
      for (const socket of all) socket.destroy();
      proxy.close();
    },
  };
}
