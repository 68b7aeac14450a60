// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';

import { cases } from './cases.mjs';

const browsers = ['chromium', 'firefox'];

export const help = `usage: script/impair [options] CASE...
       script/impair --all [options]
       script/impair --table FILE...

Puts two browsers into one room, each in a network of its own on this machine: C, whose link is clean, and I, whose link is
impaired as the case says. Prints a row of figures a case, as a line of JSON. Needs root (network namespaces, TAP devices),
and nothing else on the machine: where C has less than 28 fps or the cores less than a tenth of idle time, the row says more
about the machine than about confab. A case takes about 45 s. Others who run it on this machine meanwhile wait.

  --list              names the cases, and what happens in each
  --all               runs all of them
  --browser KIND      what I is: chromium or firefox (default chromium). C is always Chromium
  --peer-to-peer      the two without a server: a connection from browser to browser over the same link, with the same seed
  --canvas WxH        the size of the room's picture (default 1280x720); a smaller one costs browsers and room less, where the
                      cores are too few: with the case "clean" beside it one sees whether they are
  --repeat N          so many passes, each with another seed; the row has the medians (default 1)
  --seed N            of the link's losses in the first pass (default 1)
  --passes            prints the row of each pass, not the medians
  --log FILE          adds what the server logs to that file; GST_DEBUG=confabpath:LOG script/impair ... puts the reports of
                      the receivers there, of which tests/bench/recorded_path.py makes a path for the estimator's tests
  --table FILE...     makes a Markdown table of rows in files, for the README; runs nothing
  --help

CONFAB_PROGRAM=FILE measures that program; without it build/confab is built first.

What a row has, of the 20 s that begin 8 s after the join (of a case that has a course of its own: of all of that):
  I, C                each as receiver of the mix (with --peer-to-peer: of the other's camera)
    fps, longestGapMs   of frames that were put on the screen
    frozenSeconds       the sum of all gaps between them of more than 200 ms, each in its whole length
    concealedPercent    of the sound that was played, what the decoder had to make up (getStats: concealedSamples);
    silentPercent       the part of that for which it played silence
    kbps                of picture and sound that arrived, with RTP headers; width, height of the picture at the end
    rttMs, longestRttMs of the connection: median, most
    packetsReceived, packetsMissing, nacks, plis, firs, keyFrames, framesDecoded
    avOffsetMs          by how much the picture is played before (+) its sound; Chromium only
    joinedMs            from the begin of the join to its answer, which is signalling (TCP) alone; the page is there already
    firstPictureMs      from the begin of the join to the first frame
    sends               what the camera's encoder makes
    tileOfI             (C only) how I's camera is seen there: frames in which it had moved, read from a clock in its picture
  link.down, link.up  of the relay, so exact, and with all headers: packets that were sent into it, that the link lost, that the
                      full queue took, and that arrived; kbit/s offered and delivered; busyPercent: the share of its rate
  usedPercent         kbps of I as a share of the link's rate
  machine             idlePercent and number of its cores; roomCores: CPU seconds a second of the room's process

The cameras are 640x360 at 30 fps with noise, the microphones a steady tone. All temporary: namespaces cf-impair-*, folders
confab-impair-* where temporary files go; what a run that was killed has left, the next one removes.

  script/impair down-400
  script/impair --repeat 3 down-400 loss-down-5 > rows.json
  script/impair --repeat 3 --peer-to-peer down-400 loss-down-5 >> rows.json
  script/impair --table rows.json
`;

/** Who asked for what cannot be. */
export class Misuse extends Error {}

function count(text, name) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Misuse(`--${name}: expected a number from 1 to 9999, not ${text}`);
  return Number(text);
}

function checkedCases(names, all, peerToPeer) {
  const possible = (name) => !(peerToPeer && cases[name].needsServer);
  if (all) return Object.keys(cases).filter(possible);
  for (const name of names) {
    if (!Object.hasOwn(cases, name)) throw new Misuse(`there is no case ${name}: script/impair --list has all`);
    if (!possible(name)) throw new Misuse(`${name} has no --peer-to-peer: it is about what the server does`);
  }
  if (names.length === 0) throw new Misuse('which case? script/impair --list has all, --help the rest');
  return names;
}

export function parsedOptions(args) {
  const flag = { type: 'boolean', default: false };
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { help: { ...flag, short: 'h' }, list: flag, all: flag,
      'peer-to-peer': flag, passes: flag, table: flag, log: { type: 'string' }, browser: { type: 'string', default: 'chromium' }, canvas: { type: 'string', default: '1280x720' },
      repeat: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } } });
  } catch (error) {
    throw new Misuse(error.message);
  }
  const { values, positionals } = parsed;
  if (values.help || values.list) return values;
  if (values.table) {
    if (positionals.length === 0) throw new Misuse('--table: which files?');
    return { ...values, files: positionals };
  }
  if (!browsers.includes(values.browser)) throw new Misuse(`--browser: expected ${browsers.join(' or ')}, not ${values.browser}`);
  const canvas = /^(\d{3,4})x(\d{3,4})$/.exec(values.canvas);
  if (!canvas) throw new Misuse(`--canvas: expected a size like 640x360, not ${values.canvas}`);
  return { ...values, canvas: canvas.slice(1).map(Number), cases: checkedCases(positionals, values.all, values['peer-to-peer']), peerToPeer: values['peer-to-peer'],
    repeat: count(values.repeat, 'repeat'), seed: count(values.seed, 'seed') };
}
