// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make } from '../../shared/dom.js';
import { qrCode } from '../../shared/qr-code.js';
import { toast } from '../../shared/toast.js';

/** The address to give to others: this page without what is ours. */
const link = location.origin + location.pathname;

/**
 * The invite link: to copy, to pass on, to scan; and a hint with it while nobody else is here.
 * @param {import('../state/store.js').Store} store
 * @param {import('./panels.js').Panels} panels
 */
export function showInvite(store, panels) {
  for (const id of ['alone-link', 'link']) find(id, HTMLElement).textContent = link;
  for (const id of ['copy', 'alone-copy']) button(id).addEventListener('click', copy);
  const passOn = button('pass-on');
  passOn.hidden = !navigator.share;
  passOn.addEventListener('click', () => navigator.share({ title: document.title, url: link }).catch(() => {}));
  panels.addEventListener('change', async () => {
    const place = find('qr', HTMLElement);
    if (panels.current === 'invite' && !place.firstChild) place.replaceChildren(...(await qrCode(link)));
  });
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
