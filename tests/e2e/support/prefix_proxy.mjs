// SPDX-License-Identifier: Apache-2.0
// A reverse proxy that serves a confab under a path of its own, as an operator's nginx would.
import http from 'node:http';
import net from 'node:net';

/** Resolves with `{address, stop()}`; what is asked for below `prefix` is asked of the server without it. */
export async function startPrefixProxy(server, prefix) {
  const { hostname, port } = new URL(server.address);
  const within = (url) => (url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : null);
  const proxy = http.createServer((request, response) => {
    const path = within(request.url);
    if (path === null) {
      response.writeHead(404).end();
      return;
    }
    const onward = http.request({ hostname, port, path, method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  proxy.on('upgrade', (request, socket, head) => {
    const onward = net.connect(Number(port), hostname, () => {
      const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
      onward.write([`GET ${within(request.url)} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
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
