// SPDX-License-Identifier: Apache-2.0
// A reverse proxy that serves a server below a path, as nginx or Caddy would.
import http from 'node:http';

/** Maps `prefix`/… of a free port of its own to /… of the server; all else is 404. */
export async function startPrefixProxy(server, prefix) {
  const { hostname, port } = new URL(server.address);
  const onward = (request) => http.request({
    hostname,
    port,
    method: request.method,
    path: request.url.slice(prefix.length),
    headers: { ...request.headers, 'x-forwarded-host': request.headers.host, 'x-forwarded-prefix': prefix,
      'x-forwarded-proto': 'http', host: `${hostname}:${port}` },
  });

  const proxy = http.createServer((request, response) => {
    if (!request.url.startsWith(`${prefix}/`)) {
      response.writeHead(404).end();
      return;
    }
    const inner = onward(request);
    inner.on('response', (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    inner.on('error', () => response.destroy());
    request.pipe(inner);
  });
  proxy.on('upgrade', (request, socket) => {
    const inner = onward(request);
    inner.on('upgrade', (answer, innerSocket, head) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${
        Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
      socket.write(head);
      socket.pipe(innerSocket).pipe(socket);
      for (const [one, other] of [[socket, innerSocket], [innerSocket, socket]]) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    });
    inner.on('response', () => socket.destroy()); // no WebSocket
    inner.on('error', () => socket.destroy());
    inner.end();
  });
  await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
  return {
    address: `http://127.0.0.1:${proxy.address().port}${prefix}`,
    stop() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
