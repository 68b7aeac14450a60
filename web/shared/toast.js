// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find, icon, make } from './dom.js';

const kShownMs = 7000;
const kShownWithLinkMs = 30000;

/**
 * A few words that go by themselves, or when dismissed.
 * @param {string} words
 * @param {{href: string, text: string}} [link]
 */
export function toast(words, link) {
  const dismiss = make('button', { type: 'button', className: 'quiet', ariaLabel: 'Dismiss' }, icon('close'));
  const text = make('p', {}, words);
  if (link) text.append(' ', make('a', { href: link.href, target: '_blank', rel: 'noopener' }, link.text));
  const box = make('div', { className: 'toast' }, text, dismiss);
  dismiss.addEventListener('click', () => box.remove());
  setTimeout(() => box.remove(), link ? kShownWithLinkMs : kShownMs);
  find('toasts', HTMLElement).append(box);
}
