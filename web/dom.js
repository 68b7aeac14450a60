// SPDX-License-Identifier: Apache-2.0
// @ts-check
const kSvg = 'http://www.w3.org/2000/svg';

/**
 * The element with this id; its absence is a bug of the page.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function find(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`no ${type.name} #${id}`);
  return element;
}

/** @param {string} id */
export const button = id => find(id, HTMLButtonElement);

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Partial<HTMLElementTagNameMap[K]>} properties
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * A picture from the <symbol>s of the page.
 * @param {string} name
 * @param {string} [label] spoken; without one the icon is decoration
 */
export function icon(name, label) {
  const svg = document.createElementNS(kSvg, 'svg');
  const use = document.createElementNS(kSvg, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.setAttribute('class', `icon icon-${name}`);
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  svg.append(use);
  return svg;
}

/**
 * @param {HTMLButtonElement} toggle
 * @param {boolean} on
 */
export function press(toggle, on) {
  toggle.setAttribute('aria-pressed', String(on));
}
