// SPDX-License-Identifier: Apache-2.0
// axe-core over a page as it stands.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong, a line for each element; an empty list is a page that everybody can use. */
export async function violations(page) {
  await page.evaluate(source); // past the page's content security policy, as a debugger is
  const found = await page.evaluate(async () => {
    const { violations: all } = await window.axe.run(document, { resultTypes: ['violations'] });
    return all.map(({ id, help, nodes }) => ({ id, help, targets: nodes.map((node) => node.target.join(' ')) }));
  });
  return found.flatMap(({ id, help, targets }) => targets.map((target) => `${id}: ${help} (${target})`));
}
