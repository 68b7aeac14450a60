// SPDX-License-Identifier: Apache-2.0
// The call page as a person uses it: by what its controls are called and by what it says.
import assert from 'node:assert/strict';

import { violations } from './axe.mjs';
import { until } from './until.mjs';

/* Runs in the page: what a control is called, by its label or by what is in it. */
function nameInPage(element) {
  const said = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.ariaHidden === 'true') return '';
    return node.ariaLabel ?? [...node.childNodes].map(said).join('');
  };
  return said(element.labels?.[0] ?? element).trim().replaceAll(/\s+/g, ' ');
}

/* Runs in the page: what has the focus, and whether that is seen. */
function focusInPage(nameOf) {
  const element = document.activeElement;
  return {
    name: nameOf(element),
    visible: element.matches(':focus-visible'),
    nowhere: element === document.body,
  };
}

/* Runs in the page: all controls of a name that begins so come before what has the focus. */
function isBehindInPage(nameOf, name) {
  const found = [...document.querySelectorAll('button, input, select, textarea, a[href]')].filter(
    (element) => element.checkVisibility({ visibilityProperty: true }) && nameOf(element).startsWith(name),
  );
  const isBefore = (element) =>
    document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  return document.activeElement !== document.body && found.length > 0 && found.every(isBefore);
}

/* Runs in the page: the control of that name that is not hidden. */
function controlInPage(nameOf, name, role) {
  const kinds = { button: 'button', checkbox: 'input[type=checkbox]' };
  return [...document.querySelectorAll(kinds[role])].find(
    (element) => element.checkVisibility({ visibilityProperty: true }) && nameOf(element) === name,
  );
}

/** One of these, ready to run there. */
function withNames(code, ...args) {
  return new Function(`return (${code})(${[nameInPage, ...args.map((one) => JSON.stringify(one))].join(', ')})`);
}

export class PageDriver {
  constructor(page, kind) {
    this.page = page;
    this.kind = kind;
  }

  /** Opens an address; `faults` are `[function, ...arguments]` of page_faults.mjs. */
  static async open(browser, url, { faults = [], viewport = { width: 1280, height: 800 } } = {}) {
    const page = await browser.newPage();
    for (const [fault, ...args] of faults) await page.evaluateOnNewDocument(fault, ...args);
    await page.setViewport(viewport);
    const driver = new PageDriver(page, browser.kind);
    driver.problems = [];
    page.on('pageerror', ({ message }) => {
      // Firefox reports each connection that fails; whether the page copes with that is what tests ask.
      if (!/connection to the server|connection .* was interrupted/.test(message)) driver.problems.push(message);
    });
    await page.goto(url);
    return driver;
  }

  /** Opens a room, joins it, and waits until its picture plays. */
  static async join(browser, url, options) {
    const driver = await PageDriver.open(browser, url, options);
    await driver.playing();
    return driver;
  }

  playing(limit = 20_000) {
    return until(
      () => this.run(() => document.body.dataset.state === 'joined' && document.querySelector('#stage').videoWidth > 0),
      limit,
      'the mixed picture plays',
    );
  }

  run(code, ...args) {
    return this.page.evaluate(code, ...args);
  }

  state(wanted, limit = 10_000) {
    return until(
      () => this.run((state) => document.body.dataset.state === state, wanted),
      limit,
      `the state "${wanted}"`,
    );
  }

  /** Resolves when `condition`, run in the page, holds. */
  until(condition, what, ...args) {
    return until(() => this.run(condition, ...args), 10_000, what);
  }

  /** Resolves when these words are seen somewhere. */
  says(words, limit = 10_000) {
    return until(
      () => this.run((wanted) => document.body.innerText.includes(wanted), words),
      limit,
      `the words "${words}"`,
    );
  }

  /* Firefox takes seconds for each look at its accessibility tree while a video plays, and its nodes are gone meanwhile. */
  locator(name, role = 'button') {
    const locator = this.kind === 'firefox'
      ? this.page.locator(withNames(controlInPage, name, role))
      : this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
    return locator.setTimeout(10_000);
  }

  async control(name, role) {
    if (this.kind !== 'firefox') return this.page.$(`::-p-aria([name="${name}"][role="${role}"])`);
    return (await this.page.evaluateHandle(withNames(controlInPage, name, role))).asElement();
  }

  async click(name, role) {
    await this.locator(name, role).click();
  }

  /** The attribute of a control by its accessible name, as it is now. */
  async attribute(name, attribute, role = 'button') {
    const handle = await this.control(name, role);
    assert.ok(handle, `a ${role} "${name}"`);
    return handle.evaluate((element, which) => element.getAttribute(which), attribute);
  }

  /** Resolves when the toggle of that name is on or off. */
  pressed(name, on) {
    return until(
      async () => (await this.attribute(name, 'aria-pressed')) === String(on),
      10_000,
      `"${name}" is ${on ? 'on' : 'off'}`,
    );
  }

  async see(selector) {
    return this.run((which) => {
      const element = document.querySelector(which);
      return element !== null && element.checkVisibility({ checkVisibilityCSS: true });
    }, selector);
  }

  focus() {
    return this.run(withNames(focusInPage));
  }

  /**
   * Presses Tab, or Shift+Tab for what lies behind, until a control of that name has the focus, which must be seen on the
   * whole way. Not once around: beyond the page's end Firefox's own controls begin, and WebDriver does not find back.
   */
  async tabTo(name, limit = 60) {
    const back = await this.run(withNames(isBehindInPage, name));
    for (let presses = 0; presses < limit; presses += 1) {
      const focus = await this.focus();
      if (focus.name.startsWith(name)) return;
      assert.ok(presses === 0 || focus.visible, `the focus on "${focus.name}" is seen`);
      if (back) await this.page.keyboard.down('Shift');
      await this.page.keyboard.press('Tab');
      if (back) await this.page.keyboard.up('Shift');
    }
    assert.fail(`"${name}" is not reached with ${limit} tabs`);
  }

  async press(key) {
    await this.page.keyboard.press(key);
  }

  /** Nothing that axe-core objects to, and no error of the page's own. */
  async accessible(where) {
    // What arrives is half transparent for a moment. Levels and lights never rest.
    await this.until(
      () =>
        document
          .getAnimations()
          .every(
            (one) =>
              one.playState === 'finished' ||
              one.effect.getTiming().iterations === Infinity ||
              one.effect.target.className === 'loudness',
          ),
      'all is still',
    );
    assert.deepEqual(await violations(this.page), [], where);
    assert.deepEqual(this.problems, [], where);
  }

  /** Nothing is wider than the window. */
  async fits(where) {
    const { wide, window: width } = await this.run(() => ({
      wide: document.documentElement.scrollWidth,
      window: innerWidth,
    }));
    assert.ok(wide <= width, `${where}: ${wide} pixels wide in a window of ${width}`);
  }

  close() {
    return this.page.close();
  }
}
