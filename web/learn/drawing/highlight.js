// SPDX-License-Identifier: Apache-2.0
// @ts-check
const kKeywords =
  'async await break case catch class const constructor continue default delete else export extends finally for from ' +
  'function get if import in instanceof let new null of return set static super switch this throw true false try typeof ' +
  'undefined void while yield';

/** What the groups of the expression below are, in their order. */
const kKinds = ['comment', 'text', 'keyword', 'number', 'call'];
const kTokens = new RegExp(
  [
    /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)/,
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)/,
    new RegExp(`\\b(${kKeywords.split(' ').join('|')})\\b`),
    /\b(\d[\d_]*(?:\.\d+)?)\b/,
    /([A-Za-z_$#][\w$]*)(?=\()/,
  ]
    .map(part => part.source)
    .join('|'),
  'g',
);

/**
 * JavaScript as pieces with a kind each; '' is what needs no colour. Not a parser: enough for the code that is shown here.
 * @param {string} code
 * @returns {{kind: string, text: string}[]}
 */
export function tokens(code) {
  const found = [];
  let at = 0;
  for (const match of code.matchAll(kTokens)) {
    if (match.index > at) found.push({ kind: '', text: code.slice(at, match.index) });
    const group = match.slice(1).findIndex(text => text !== undefined);
    found.push({ kind: kKinds[group], text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < code.length) found.push({ kind: '', text: code.slice(at) });
  return found;
}

/**
 * The same as one element for each line.
 * @param {string} code
 */
export function colouredLines(code) {
  const lines = [newLine()];
  for (const { kind, text } of tokens(code)) {
    text.split('\n').forEach((part, i) => {
      if (i > 0) lines.push(newLine());
      if (part) lines[lines.length - 1].append(kind ? coloured(kind, part) : part);
    });
  }
  return lines;
}

function newLine() {
  const line = document.createElement('span');
  line.className = 'line';
  return line;
}

/**
 * @param {string} kind
 * @param {string} text
 */
function coloured(kind, text) {
  const span = document.createElement('span');
  span.className = `is-${kind}`;
  span.textContent = text;
  return span;
}
