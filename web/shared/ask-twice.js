// SPDX-License-Identifier: Apache-2.0
// @ts-check
const kPatienceMs = 5000;

/**
 * A button for what cannot be undone: the first press asks, in the button itself, the second does it. No dialog, and the same
 * with keys, mouse and finger.
 * @param {HTMLButtonElement} button
 * @param {string} question
 * @param {() => void} action
 */
export function askTwice(button, question, action) {
  const label = button.querySelector('.label') ?? button;
  const words = label.textContent;
  let timer = 0;
  const calmDown = () => {
    clearTimeout(timer);
    delete button.dataset.sure;
    label.textContent = words;
  };
  button.addEventListener('click', () => {
    if (button.dataset.sure) {
      calmDown();
      action();
      return;
    }
    button.dataset.sure = 'asked';
    label.textContent = question;
    timer = setTimeout(calmDown, kPatienceMs);
  });
  button.addEventListener('blur', calmDown);
}
