// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { find } from '../shared/dom.js';

const kKey = 'confab.admin-secret';

// Private windows may refuse to store: then it has to be said again after a reload.
/** The secret of this tab; '' if there is none. */
export function storedSecret() {
  try {
    return sessionStorage.getItem(kKey) ?? '';
  } catch {
    return '';
  }
}

/** @param {string} secret '' forgets it */
export function storeSecret(secret) {
  try {
    if (secret) sessionStorage.setItem(kKey, secret);
    else sessionStorage.removeItem(kKey);
  } catch {
    // As above.
  }
}

/**
 * Asks for the secret.
 * @param {(secret: string) => Promise<string>} attempt resolves with what was wrong, or ''
 */
export function listenForSecret(attempt) {
  const form = find('sign-in', HTMLFormElement);
  const field = find('secret', HTMLInputElement);
  const hint = find('sign-in-hint', HTMLElement);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const wrong = field.value ? await attempt(field.value) : 'Type the secret first.';
    hint.textContent = wrong;
    field.setAttribute('aria-invalid', String(wrong !== ''));
    if (!wrong) field.value = '';
    else field.focus();
  });
}
