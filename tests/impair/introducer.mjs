// SPDX-License-Identifier: Apache-2.0
// Introduces two browsers to each other and then has no part in their call: gives them their page, and carries what one says
// (POST) to the other (an event stream). `node introducer.mjs PORT`
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const files = {
  html: { type: 'text/html; charset=utf-8', body: await readFile(new URL('peer_to_peer.html', import.meta.url)) },
  script: { type: 'text/javascript', body: await readFile(new URL('peer_to_peer.js', import.meta.url)) },
};
/** Name -> where what the other says goes. */
const listeners = new Map();

function tell(name, text) {
  for (const [other, listener] of listeners) if (other !== name) listener.write(`data: ${text}\n\n`);
}

/** Who comes last, and finds the other there, makes the offer. */
function listen(name, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(listeners.size > 0 ? 'data: {"type":"begin"}\n\n' : ':\n\n');
  listeners.set(name, response);
  response.on('close', () => listeners.delete(name));
}

async function take(name, request, response) {
  let text = '';
  for await (const data of request) text += data;
  tell(name, text);
  response.writeHead(204).end();
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://introducer');
  const name = searchParams.get('name');
  if (request.method === 'POST') return take(name, request, response);
  if (pathname === '/other') return listen(name, response);
  const { type, body } = pathname.endsWith('.js') ? files.script : files.html;
  return response.writeHead(200, { 'content-type': type }).end(body);
});

server.listen(Number(process.argv[2]), '::', () => console.log('listening'));
process.on('SIGTERM', () => process.exit());
process.on('SIGINT', () => {}); // a Ctrl-C is for whoever started us
