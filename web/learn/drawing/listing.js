// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { make } from '../../shared/dom.js';
import { colouredLines } from './highlight.js';

/** Sources by their file, each fetched once. @type {Map<string, Promise<string>>} */
const sources = new Map();

/** @param {string} file of the lessons */
const addressOf = file => new URL(`../lessons/${file}`, import.meta.url);

/** @param {string} file */
function sourceOf(file) {
  const known = sources.get(file);
  if (known) return known;
  const coming = fetch(addressOf(file)).then(answer => {
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return answer.text();
  });
  sources.set(file, coming);
  return coming;
}

/**
 * What stands between `// #region NAME` and the next `// #endregion`, without the types, which are for the editor.
 * @param {string} source
 * @param {string} name
 */
export function regionOf(source, name) {
  const start = source.indexOf(`// #region ${name}\n`);
  if (start < 0) throw new Error(`no region ${name}`);
  const body = source.slice(source.indexOf('\n', start) + 1, source.indexOf('// #endregion', start));
  return body
    .replace(/^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*\n/gm, '')
    .replace(/\/\*\*[^\n]*?\*\/ ?/g, '')
    .replace(/^\n+|\s+$/g, '');
}

/**
 * Fills every <figure data-source="file.js" data-part="name"> with that part of the module which the page runs. Gives the
 * lines of each part by "file.js name".
 * @returns {Promise<Map<string, HTMLElement[]>>}
 */
export async function showListings() {
  /** @type {Map<string, HTMLElement[]>} */
  const shown = new Map();
  const figures = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('figure[data-source]'))];
  await Promise.all(
    figures.map(async figure => {
      const { source: file = '', part = '' } = figure.dataset;
      try {
        const lines = colouredLines(regionOf(await sourceOf(file), part));
        shown.set(`${file} ${part}`, lines);
        figure.replaceChildren(...listing(file, part, lines));
      } catch (error) {
        console.error('confab: code not shown', error);
        figure.replaceChildren(make('figcaption', {}, `${file} could not be loaded. Reload the page to see it.`));
      }
    }),
  );
  return shown;
}

/**
 * @param {string} file
 * @param {string} part
 * @param {HTMLElement[]} lines
 */
function listing(file, part, lines) {
  const code = make('code', {}, ...lines);
  const frame = make('pre', { tabIndex: 0, role: 'region', ariaLabel: `Code: ${part}, in ${file}` }, code);
  const link = make('a', { href: addressOf(file).href }, file);
  return [frame, make('figcaption', {}, 'Runs on this page, shown without its types: ', link)];
}
