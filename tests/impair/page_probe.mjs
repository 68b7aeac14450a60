// SPDX-License-Identifier: Apache-2.0
// What is watched in a page of a case: each frame that is shown, the clock in another's tile, who is in the room, what the page says
// to its person, and getStats() twice a second.
// Times are ms since 1970: all pages and this program run on one machine.

/* Runs in the page before its own scripts. `watched`: the name of whose tile is looked at; null: of nobody. */
function watchInPage(watched) {
  const probe = { frames: [], clock: [], samples: [], phases: [], people: [], words: [] };
  window.impairProbe = probe;
  const time = (at = performance.now()) => performance.timeOrigin + at;
  const numbers = new WeakMap();
  const latest = new WeakMap();
  let known = 0;

  function numberOf(connection) {
    if (!numbers.has(connection)) {
      numbers.set(connection, known);
      known += 1;
    }
    return numbers.get(connection);
  }

  /** The middle of the tile in a frame of that size, on even pixels; null when there is none. */
  function middleOfTile(width, height) {
    const { layout, participants } = window.confab ?? {};
    const id = participants?.find(({ name }) => name === watched)?.participant;
    const tile = id && layout?.tiles.find(({ participant }) => participant === id);
    if (!tile) return null;
    const even = (value) => 2 * Math.round(value / 2);
    return { x: even(((tile.x + tile.width / 2) * width) / layout.canvas.width) - 4,
      y: even(((tile.y + tile.height / 2) * height) / layout.canvas.height) - 4, width: 8, height: 8 };
  }

  /** Its brightness. A frame that is copied costs no conversion of colours, unlike a canvas. */
  async function readClock(video, at) {
    const frame = new VideoFrame(video);
    const rect = middleOfTile(frame.displayWidth, frame.displayHeight);
    if (rect) {
      const pixels = new Uint8Array(frame.allocationSize({ rect }));
      const [luma] = await frame.copyTo(pixels, { rect });
      let sum = 0;
      for (let y = 0; y < 8; y += 1) for (let x = 0; x < 8; x += 1) sum += pixels[luma.offset + y * luma.stride + x];
      probe.clock.push([at, Math.round(sum / 64)]);
    }
    frame.close();
  }

  function watchFrames(video) {
    const onFrame = (now, { presentedFrames, presentationTime }) => {
      video.requestVideoFrameCallback(onFrame);
      const at = time(presentationTime);
      probe.frames.push([at, presentedFrames, video.videoWidth, video.videoHeight]);
      if (watched) readClock(video, at).catch(() => {});
    };
    video.requestVideoFrameCallback(onFrame);
  }

  /** Of an entry of getStats(): its numbers alone. */
  const numbersOf = (entry) => Object.fromEntries(Object.entries(entry).filter(([, value]) => typeof value === 'number'));

  async function sample() {
    const result = { at: time(), streams: {}, rtt: null };
    for (const connection of window.confab?.peers?.values() ?? []) {
      const report = await connection.getStats();
      const pairs = new Set([...report.values()].map(({ selectedCandidatePairId }) => selectedCandidatePairId));
      for (const entry of report.values()) {
        if (entry.type === 'inbound-rtp' || entry.type === 'outbound-rtp') {
          result.streams[`${numberOf(connection)} ${entry.type} ${entry.kind} ${entry.ssrc}`] = numbersOf(entry);
        }
        const chosen = entry.type === 'candidate-pair' && (pairs.has(entry.id) || entry.selected);
        if (chosen) result.rtt = entry.currentRoundTripTime * 1000;
      }
    }
    probe.samples.push(result);
  }

  /** Into a list of `[time, value]`, when it is another than the last. */
  function note(list, value) {
    const text = JSON.stringify(value);
    if (latest.get(list) === text) return;
    latest.set(list, text);
    list.push([time(), value]);
  }

  const told = '#waiting, #reconnecting, [role=status], [role=log], [role=alert]';
  function look() {
    note(probe.phases, document.body.dataset.state);
    note(probe.people, window.confab?.participants?.map(({ name, participant }) => [name, participant]) ?? []);
    note(probe.words, [...document.querySelectorAll(told)].filter((one) => one.checkVisibility?.({ visibilityProperty: true }))
      .map((one) => one.innerText.trim()).filter(Boolean).join(' | '));
  }

  document.addEventListener('DOMContentLoaded', () => {
    watchFrames(document.querySelector('#stage'));
    look();
    setInterval(look, 100);
    new MutationObserver(look).observe(document.body, { attributeFilter: ['data-state'] });
    setInterval(() => sample().catch(() => {}), 500);
  });
}

/* Runs in the page: what was seen since the last time. */
function takeInPage() {
  return Object.fromEntries(Object.entries(window.impairProbe).map(([name, list]) => [name, list.splice(0)]));
}

/** As a script for Browser.open(). */
export const probe = (watched) => [watchInPage, watched];

/** Adds what a page has seen since the last time to `seen`, which begins as `{}`. */
export async function collect(browser, seen) {
  const news = await browser.run(takeInPage);
  for (const [name, list] of Object.entries(news)) seen[name] = [...seen[name] ?? [], ...list];
  return seen;
}
