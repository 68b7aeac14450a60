// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make } from '../../shared/dom.js';
import { recall, remember } from '../../shared/storage.js';
import { isHandUp } from './controls.js';

/** @typedef {{key: string, words: string, run: () => void, anywhere?: boolean}} Shortcut */

/**
 * Single keys for what is needed often, and the list of them. They can be switched off: who dictates to the machine would
 * press them all.
 * @param {object} context
 * @param {import('../state/store.js').Store} context.store
 * @param {import('../devices/local-media.js').LocalMedia} context.media
 * @param {import('../panels/panels.js').Panels} context.panels
 * @param {import('../actions.js').Actions} context.actions
 * @param {() => void} context.toggleStats
 */
export function takeShortcuts({ store, media, panels, actions, toggleStats }) {
  const help = find('help', HTMLDialogElement);
  /** @type {Shortcut[]} */
  const shortcuts = [
    { key: 'm', words: 'Microphone on or off', run: () => actions.setMicrophone(!media.audio), anywhere: true },
    { key: 'v', words: 'Camera on or off', run: () => actions.setCamera(!media.video), anywhere: true },
    { key: 'd', words: 'Share your screen, or stop that', run: () => clickIfShown('share') },
    { key: 'h', words: 'Raise your hand, or lower it', run: () => actions.hand(!isHandUp(store.state)) },
    { key: 'l', words: 'Layout', run: () => panels.toggle('layout') },
    { key: 'r', words: 'Recording', run: () => panels.toggle('record') },
    { key: 'p', words: 'People', run: () => panels.toggle('people') },
    { key: 'c', words: 'Chat', run: () => panels.toggle('chat') },
    { key: 's', words: 'Statistics', run: toggleStats },
    { key: '?', words: 'This list', run: () => help.showModal() },
  ];
  const allowed = find('keys-on', HTMLInputElement);
  allowed.checked = recall('keys', true);
  allowed.addEventListener('change', () => remember('keys', allowed.checked));
  describe(shortcuts);
  button('show-help').addEventListener('click', () => help.showModal());
  button('help-close').addEventListener('click', () => help.close());

  addEventListener('keydown', event => {
    if (!allowed.checked || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target))
      return;
    const shortcut = shortcuts.find(one => one.key === event.key.toLowerCase());
    const { phase, observer } = store.state;
    if (!shortcut || document.querySelector('dialog[open]') || (observer && 'mvdh'.includes(shortcut.key))) return;
    if (phase !== 'joined' && phase !== 'reconnecting' && !(shortcut.anywhere && phase === 'idle')) return;
    // The key shall not also be the first letter in the field that is opened by it.
    event.preventDefault();
    shortcut.run();
  });
}

/** A button's own way, where there is such a button. @param {string} id */
function clickIfShown(id) {
  if (!button(id).hidden) button(id).click();
}

/** @param {Shortcut[]} shortcuts */
function describe(shortcuts) {
  const rows = [
    ...shortcuts.map(({ key, words }) => [key.toUpperCase(), words]),
    ['Space', 'Speak while you hold it'],
    ['Enter', 'On a person in the picture: pin or unpin'],
    ['Esc', 'Close what is open'],
  ];
  find('shortcuts', HTMLElement).replaceChildren(
    ...rows.flatMap(([key, words]) => [make('dt', {}, make('kbd', {}, key)), make('dd', {}, words)]),
  );
}

/** @param {EventTarget | null} target */
export const isTyping = target =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox]), select, textarea, [contenteditable]') !== null;
