// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find } from '../shared/dom.js';

/**
 * Asks before something that cannot be taken back. Cancel has the focus.
 * @param {{title: string, words: string, yes: string}} question
 * @returns {Promise<boolean>}
 */
export function confirm({ title, words, yes }) {
  const dialog = find('confirm', HTMLDialogElement);
  find('confirm-title', HTMLElement).textContent = title;
  find('confirm-words', HTMLElement).textContent = words;
  button('confirm-yes').textContent = yes;
  return new Promise(resolve => {
    let answer = false;
    const done = new AbortController();
    const close = () => dialog.close();
    button('confirm-no').addEventListener('click', close, { signal: done.signal });
    button('confirm-yes').addEventListener('click', () => {
      answer = true;
      close();
    }, { signal: done.signal });
    dialog.addEventListener('close', () => {
      done.abort();
      resolve(answer);
    }, { signal: done.signal });
    dialog.showModal();
    button('confirm-no').focus();
  });
}
