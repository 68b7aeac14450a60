// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { make } from '../../shared/dom.js';
import { explained } from './sdp-words.js';

/** The messages of a call in an <ol>, in the order in which they pass; each can be opened and read. */
export class MessageLog {
  #start = 0;

  /** @param {HTMLOListElement} list */
  constructor(list) {
    this.list = list;
  }

  clear() {
    this.#start = 0;
    this.list.replaceChildren();
  }

  /**
   * @param {string} from
   * @param {string} to
   * @param {any} message a description, `{description}`, `{candidate}`, or anything else that has a `type`
   */
  add(from, to, message) {
    const now = performance.now();
    this.#start ||= now;
    const { what, brief, text } = read(message);
    const item = make('li', { className: `${from.toLowerCase()} ${what}` });
    const head = [
      make('span', { className: 'way' }, `${from} → ${to}`),
      make('strong', {}, what),
      make('span', { className: 'brief' }, brief),
      make('time', {}, `${((now - this.#start) / 1000).toFixed(2)} s`),
    ];
    if (text) {
      const body = make('pre', { className: 'plain', tabIndex: 0, role: 'region' });
      body.append(...(what === 'candidate' ? [text] : explained(text)));
      body.ariaLabel = `${what} from ${from}, message ${this.list.children.length + 1}`;
      item.append(make('details', {}, make('summary', {}, ...head), body));
    } else {
      item.append(make('div', { className: 'summary' }, ...head));
    }
    this.list.append(item);
    this.list.scrollTop = this.list.scrollHeight;
  }
}

/**
 * @param {any} message
 * @returns {{what: string, brief: string, text: string}}
 */
function read(message) {
  const description = message.description ?? (message.sdp ? message : null);
  if (description) return { what: description.type, brief: describe(description.sdp), text: description.sdp };
  if ('candidate' in message) return readCandidate(message.candidate);
  return { what: message.type ?? 'message', brief: message.brief ?? '', text: '' };
}

/** @param {string} sdp */
function describe(sdp) {
  const media = [...sdp.matchAll(/^m=(\w+) /gm)].map(([, kind]) => kind);
  const directions = [...sdp.matchAll(/^a=(sendrecv|sendonly|recvonly|inactive)\r?$/gm)].map(([, way]) => way);
  return media.map((kind, i) => `${kind} ${directions[i] ?? ''}`.trim()).join(', ');
}

/** @param {RTCIceCandidateInit | RTCIceCandidate | null} init */
function readCandidate(init) {
  if (!init?.candidate) return { what: 'candidate', brief: 'there are no more', text: '' };
  // candidate:FOUNDATION COMPONENT PROTOCOL PRIORITY ADDRESS PORT typ TYPE …
  const [, , protocol, , address, port, , type] = init.candidate.split(' ');
  const brief = `${type}, ${protocol.toLowerCase()}, ${address.includes(':') ? `[${address}]` : address}:${port}`;
  return { what: 'candidate', brief, text: init.candidate };
}
