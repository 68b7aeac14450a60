// SPDX-License-Identifier: Apache-2.0
// A proxy for TCP that notes what browsers ask for, and over how many connections.
import net from 'node:net';

const requestLine = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE) (\S+) HTTP\/1\.1\r$/gm;

/** Passes a free port of its own on to the server. */
export async function startCountingProxy(server) {
  const { hostname, port } = new URL(server.address);
  const sockets = new Set();
  let seen = { connections: 0, paths: [] };

  const proxy = net.createServer((client) => {
    const inner = net.connect(Number(port), hostname);
    let asked = false;
    client.on('data', (data) => {
      const paths = [...data.toString('latin1').matchAll(requestLine)].map(([, path]) => path);
      // Browsers open more than they use.
      if (!asked && paths.length > 0) seen.connections += 1;
      asked ||= paths.length > 0;
      seen.paths.push(...paths);
    });
    client.pipe(inner).pipe(client);
    for (const [one, other] of [[client, inner], [inner, client]]) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        other.destroy();
        sockets.delete(one);
      });
    }
  });
  await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });

  return {
    address: `http://127.0.0.1:${proxy.address().port}`,
    /** What has come since the last time. */
    take() {
      const result = seen;
      seen = { connections: 0, paths: [] };
      return result;
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}
