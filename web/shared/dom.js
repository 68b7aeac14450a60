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
 * One SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function draw(tag, attributes, ...children) {
  const element = document.createElementNS(kSvg, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * A picture from the <symbol>s of the page.
 * @param {string} name
 * @param {string} [label] spoken; without one the icon is decoration
 */
export function icon(name, label) {
  /** @type {Record<string, string>} */
  const meaning = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  return draw('svg', { class: `icon icon-${name}`, ...meaning }, draw('use', { href: `#icon-${name}` }));
}

/**
 * Shows a button as pressed or not.
 * @param {HTMLButtonElement} toggle
 * @param {boolean} on
 */
export function setPressed(toggle, on) {
  toggle.setAttribute('aria-pressed', String(on));
}
