// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make } from './dom.js';
import { toast } from './toast.js';

/** The address to give to others: this page without what is ours. */
const link = location.origin + location.pathname;

/**
 * The invite link, and a hint with it while nobody else is here.
 * @param {import('./store.js').Store} store
 */
export function showInvite(store) {
  find('alone-link', HTMLElement).textContent = link;
  button('invite').addEventListener('click', copy);
  button('alone-copy').addEventListener('click', copy);
  store.subscribe(({ phase, participants }) => {
    find('alone', HTMLElement).hidden = phase !== 'joined' || participants.length !== 1;
  });
}

async function copy() {
  try {
    await navigator.clipboard.writeText(link);
    toast('The invite link is copied.');
  } catch {
    toast(copyOldWay() ? 'The invite link is copied.' : `Copy this link: ${link}`);
  }
}

/** For pages that are not secure, where there is no clipboard. */
function copyOldWay() {
  const focused = document.activeElement;
  const text = make('textarea', { value: link, className: 'visually-hidden' });
  document.body.append(text);
  text.select();
  const copied = document.execCommand('copy');
  text.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
