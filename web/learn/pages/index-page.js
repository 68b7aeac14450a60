// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { button, find, make } from '../../shared/dom.js';
import { sketch } from '../drawing/sketches.js';
import { done, forget, kSteps } from './steps.js';

function show() {
  const ticked = done();
  const next = kSteps.find(step => !ticked.includes(step.page));
  find('cards', HTMLOListElement).replaceChildren(
    ...kSteps.map((step, i) => {
      const isDone = ticked.includes(step.page);
      const state = isDone ? 'done' : step === next ? (i === 0 ? 'begin here' : 'go on here') : '';
      const link = make('a', { href: step.page }, sketch(step.page), make('span', { className: 'words' },
        make('span', { className: 'step' }, `Step ${i + 1}`, ...(state ? [make('em', {}, state)] : [])),
        make('strong', {}, step.title), make('span', { className: 'brief' }, step.brief)));
      return make('li', { className: isDone ? 'done' : step === next ? 'next' : '' }, link);
    }),
  );
  button('forget').hidden = ticked.length === 0;
}

button('forget').addEventListener('click', () => {
  forget();
  show();
});
// Coming back with the browser's Back button: there may be one more tick.
addEventListener('pageshow', show);
