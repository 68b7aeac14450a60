// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { make } from '../../shared/dom.js';
import { recall, remember } from '../../shared/storage.js';

/** @typedef {{page: string, title: string, brief: string}} Step */

/** The road. @type {readonly Step[]} */
export const kSteps = [
  { page: 'camera', title: 'The camera', brief: 'Ask for it, bargain with it, read what you got.' },
  { page: 'self', title: 'A call to yourself', brief: 'Two ends on one page: offer, answer, candidates.' },
  { page: 'tabs', title: 'Two tabs', brief: 'Messages between pages, and who gives way when both speak.' },
  { page: 'machines', title: 'Two machines', brief: 'A server that carries letters; STUN, TURN and what ICE chose.' },
  { page: 'group', title: 'The whole group', brief: 'Mesh, SFU, MCU: what each costs, measured in your call.' },
];

const kKey = 'learn';

/** The pages whose code has run here. */
export function done() {
  return recall(kKey, /** @type {string[]} */ ([])).filter(page => kSteps.some(step => step.page === page));
}

/** This page has done what it is about: a tick on the road. */
export function markDone() {
  const page = pageName();
  if (!page || done().includes(page)) return;
  remember(kKey, [...done(), page]);
  showRoad();
}

export function forget() {
  remember(kKey, []);
}

const pageName = () => document.body.dataset.page ?? '';

/** The road at the head of a step, and the ways on at its foot. */
export function showRoad() {
  const here = kSteps.findIndex(step => step.page === pageName());
  const ticked = done();
  document.getElementById('road')?.replaceChildren(...kSteps.map((step, i) => stop(step, i, i === here, ticked)));
  document.getElementById('ways')?.replaceChildren(...ways(here));
}

/**
 * @param {Step} step
 * @param {number} index
 * @param {boolean} isHere
 * @param {string[]} ticked
 */
function stop(step, index, isHere, ticked) {
  const isDone = ticked.includes(step.page);
  const number = make('span', { className: 'number', ariaHidden: 'true' }, isDone ? '✓' : String(index + 1));
  const spoken = make('span', { className: 'visually-hidden' }, `Step ${index + 1}${isDone ? ', done' : ''}: `);
  const link = make('a', { href: step.page }, number, make('span', { className: 'name' }, spoken, step.title));
  if (isHere) link.setAttribute('aria-current', 'step');
  return make('li', { className: isDone ? 'done' : '' }, link);
}

/** @param {number} here */
function ways(here) {
  const back = kSteps[here - 1];
  const on = kSteps[here + 1];
  return [
    make('a', { className: 'back', href: back?.page ?? './' }, make('small', {}, 'Back'), back?.title ?? 'The road'),
    make('a', { className: 'on', href: on?.page ?? './' }, make('small', {}, 'On'), on?.title ?? 'Where to go from here'),
  ];
}

showRoad();
