// SPDX-License-Identifier: Apache-2.0
// A proxy that puts the whole server below a path of its own, as many do.
import http from 'node:http';

/** `{address, stop()}`: `address` has the prefix. What comes without it is not found. */
export async function startPrefixProxy(server, prefix) {
  const target = new URL(server.address);
  const proxy = http.createServer((request, response) => {
    if (!request.url.startsWith(`${prefix}/`)) {
      response.writeHead(404).end();
      return;
    }
    const { method, headers } = request;
    const path = request.url.slice(prefix.length);
    const onward = http.request({ host: target.hostname, port: target.port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
  return {
    address: `http://127.0.0.1:${proxy.address().port}${prefix}`,
    stop: () => new Promise((resolve) => {
      proxy.close(resolve);
      proxy.closeAllConnections();
    }),
  };
}
