// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { draw } from './dom.js';

/** Light around the code, in its modules: what the standard asks for. */
const kQuiet = 4;

/**
 * A text as a QR code; empty where the encoder (node-qrcode-generator) is missing: the text itself is there as well.
 * @param {string} text
 * @returns {Promise<Element[]>}
 */
export async function qrCode(text) {
  try {
    await load('../qrcode.js');
    const code = /** @type {any} */ (window).qrcode(0, 'M');
    code.addData(text);
    code.make();
    return [drawingOf(code.getModuleCount(), (x, y) => code.isDark(y, x))];
  } catch {
    return [];
  }
}

/** A plain script: only who looks at a code pays for it. @param {string} address from here */
function load(address) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), {
      src: new URL(address, import.meta.url).href,
      onload: resolve,
      onerror: reject,
    });
    document.head.append(script);
  });
}

/**
 * @param {number} count
 * @param {(x: number, y: number) => boolean} isDark
 */
function drawingOf(count, isDark) {
  const places = Array.from({ length: count * count }, (_, i) => [i % count, Math.floor(i / count)]);
  const path = places
    .filter(([x, y]) => isDark(x, y))
    .map(([x, y]) => `M${x + kQuiet} ${y + kQuiet}h1v1h-1z`)
    .join('');
  const size = count + 2 * kQuiet;
  return draw(
    'svg',
    {
      viewBox: `0 0 ${size} ${size}`,
      role: 'img',
      'aria-label': 'QR code of the link',
      'shape-rendering': 'crispEdges',
    },
    draw('rect', { width: size, height: size, class: 'light' }),
    draw('path', { d: path, class: 'dark' }),
  );
}
