// SPDX-License-Identifier: Apache-2.0
// A browser in a namespace of its own, with one page.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { firefoxPrefs } from '../e2e/support/browsers.mjs';
import { end, hasEnded, start } from './processes.mjs';

const agent = path.join(path.dirname(fileURLToPath(import.meta.url)), 'browser_agent.mjs');

/** Cameras and microphones are for secure pages alone, and the server of a case speaks plain HTTP. */
function chromiumArgs(origin, devices) {
  return [`--unsafely-treat-insecure-origin-as-secure=${origin}`, `--use-file-for-fake-video-capture=${devices.camera}`,
    `--use-file-for-fake-audio-capture=${devices.microphone}`, '--disable-features=WebRtcHideLocalIpsWithMdns'];
}

const firefoxSettings = (host) => ({
  extraPrefsFirefox: { ...firefoxPrefs, 'dom.securecontext.allowlist': host,
    'media.devices.insecure.enabled': true, 'media.getusermedia.insecure.enabled': true },
});

export class Browser {
  #calls = new Map();

  #count = 0;

  constructor(child) {
    this.child = child;
    child.on('message', ({ id, value, error }) => {
      const { resolve, reject } = this.#calls.get(id);
      this.#calls.delete(id);
      if (error) reject(new Error(error));
      else resolve(value);
    });
    child.on('exit', () => {
      for (const { reject } of this.#calls.values()) reject(new Error('the browser ended'));
    });
  }

  /** `origin` is the page's; `devices`: see devices.mjs; `folder`: for whatever it leaves; `args`: more for Chromium. */
  static async start(namespace, kind, { origin, devices, folder, args = [] }) {
    const browser = new Browser(start(namespace, process.execPath, [agent],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, TMPDIR: folder, XDG_RUNTIME_DIR: folder } }));
    const settings = kind === 'firefox' ? firefoxSettings(new URL(origin).hostname) : {};
    browser.kind = kind;
    browser.pid = await browser.#call('launch', kind, kind === 'firefox' ? [] : [...chromiumArgs(origin, devices), ...args], settings);
    return browser;
  }

  /** `scripts`: `[function, argument]` that run in the page before its own. */
  open(url, scripts) {
    return this.#call('open', url, scripts.map(([code, argument]) => `(${code})(${JSON.stringify(argument)})`));
  }

  reload() { return this.#call('reload'); }

  /** What a function returns that is run in the page. */
  run(code, argument) { return this.#call('evaluate', `(${code})(${JSON.stringify(argument ?? null)})`); }

  /** To all its processes, as when a laptop's lid is closed (SIGSTOP) and opened (SIGCONT). */
  signal(name) { process.kill(-this.pid, name); }

  async stop() {
    if (!hasEnded(this.child) && this.pid) await this.#call('stop').catch(() => {});
    await end(this.child);
  }

  #call(call, ...args) {
    return new Promise((resolve, reject) => {
      this.#count += 1;
      this.#calls.set(this.#count, { resolve, reject });
      this.child.send({ id: this.#count, call, args });
    });
  }
}
