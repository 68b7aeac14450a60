// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { toast } from '../shared/toast.js';

/**
 * Does what a button is for, once at a time, and says in words if it fails. `after` brings the page up to date.
 * @param {HTMLButtonElement | HTMLSelectElement} control
 * @param {() => Promise<unknown>} action
 * @param {() => void} after
 */
export async function act(control, action, after) {
  if (control.getAttribute('aria-busy') === 'true') return;
  control.setAttribute('aria-busy', 'true');
  try {
    await action();
  } catch (problem) {
    toast(problem instanceof Error ? sentence(problem.message) : String(problem));
  }
  control.removeAttribute('aria-busy');
  after();
}

/** @param {string} words as an API says them: small letter, no full stop */
function sentence(words) {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
