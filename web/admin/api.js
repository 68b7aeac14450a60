// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The page is at admin/, the API beside it, whatever stands before both.
const kApi = new URL('../api/v1/', document.baseURI);
const kPatienceMs = 10000;

/** What the server refused, or that it did not answer: then the status is 0. `message` is for a person. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {number} [waitSeconds] before another attempt
   */
  constructor(status, code, message, waitSeconds = 0) {
    super(message);
    this.status = status;
    this.code = code;
    this.waitSeconds = waitSeconds;
  }
}

/** @param {Response} answer */
async function problemOf(answer) {
  const body = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body.code ?? '', body.detail ?? `The server said ${answer.status}.`,
    Number(answer.headers.get('Retry-After') ?? 0));
}

/** @returns {never} */
function lost() {
  throw new Problem(0, 'unreachable', 'The server does not answer.');
}

/** The server's REST API, as somebody who knows the secret or sits at its machine. */
export class Api {
  /** '' while none is needed. */
  secret = '';

  /**
   * @param {string} method
   * @param {string} path below /api/v1/
   * @param {{body?: object, headers?: Record<string, string>}} [more]
   * @returns {Promise<Response>} an answer that is no refusal
   */
  async fetch(method, path, { body, headers = {} } = {}) {
    const answer = await fetch(new URL(path, kApi), {
      method,
      cache: 'no-store',
      headers: this.secret ? { ...headers, Authorization: `Bearer ${this.secret}` } : headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(kPatienceMs),
    }).catch(lost);
    if (answer.ok || answer.status === 304) return answer;
    throw await problemOf(answer);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  async ask(method, path, body) {
    const answer = await this.fetch(method, path, { body });
    return answer.status === 204 ? null : answer.json().catch(lost);
  }
}

/**
 * @param {string} room
 * @param {...string} rest
 */
export const roomPath = (room, ...rest) => ['rooms', room, ...rest].map(encodeURIComponent).join('/');
