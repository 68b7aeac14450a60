// SPDX-License-Identifier: Apache-2.0
// Messages that were right once, damaged in ways that can be repeated.

/** A source of chance: the same seed gives the same run. (mulberry32) */
export class Chance {
  constructor(seed) { this.state = seed >>> 0; }

  /** At least 0, less than 1. */
  next() {
    this.state = (this.state + 0x6D2B79F5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(n) { return Math.floor(this.next() * n); }

  pick(list) { return list[this.below(list.length)]; }
}

const hugeNumbers = ['1e308', '1e999', '-1e999', '18446744073709551615', '-9223372036854775809', '4294967296',
  '2147483648', '-1', '0.5', '1e-400', '9'.repeat(5000)];
const otherTypes = ['null', 'true', '{}', '[]', '""', '0', '{"a":{"b":[]}}'];

const isObject = (value) => typeof value === 'object' && value !== null;

/** All fields at all depths, as [the object that has it, its key]. */
const fieldsOf = (object) => Object.keys(object).flatMap((key) => [[object, key],
  ...(isObject(object[key]) ? fieldsOf(object[key]) : [])]);

/** The message's JSON with one field's value replaced by `raw`, which need not be JSON. */
function withRaw(message, chance, raw, fits = () => true) {
  const copy = structuredClone(message);
  const [object, key] = chance.pick(fieldsOf(copy).filter(([holder, name]) => fits(holder[name])));
  const before = object[key];
  object[key] = '\u{1F4A5}';
  return JSON.stringify(copy).replace('"\u{1F4A5}"', () => raw(before));
}

const isText = (value) => typeof value === 'string';

/** Lines of an SDP dropped, doubled, swapped, cut, or with another number. */
function damageSdp(sdp, chance) {
  const lines = sdp.split('\r\n');
  let at;
  let other;
  const ways = [
    () => lines.splice(at, 1),
    () => lines.splice(other, 0, lines[at]),
    () => { [lines[at], lines[other]] = [lines[other], lines[at]]; },
    () => { lines[at] = lines[at].slice(0, chance.below(lines[at].length)); },
    () => { lines[at] = lines[at].replace(/\d+/, chance.pick(['0', '-1', '65536', '4294967296', '999', ''])); },
    () => { lines[at] = lines[at].replace(/[:= ].*/, (rest) => rest[0]); },
    () => { lines[at] += `;${'x'.repeat(chance.below(3000))}`; },
    () => lines.splice(at, 0, chance.pick(['a=inactive', 'a=sendonly', 'a=ice-lite', 'a=setup:actpass', 'a=setup:passive',
      'a=setup:holdconn', 'a=group:BUNDLE 0 1 2', 'a=mid:7', 'a=simulcast:send a;b', 'a=rid:a send', 'a=candidate:x',
      'a=extmap:0 x', 'a=rtpmap:300 X/0', 'a=fmtp:96', 'a=ssrc:1', 'a=ssrc-group:FID 1', 'b=AS:-1', 'c=IN IP6 ::'])),
  ];
  for (let n = 1 + chance.below(4); n > 0; n -= 1) {
    at = chance.below(lines.length);
    other = chance.below(lines.length);
    chance.pick(ways)();
  }
  return lines.join('\r\n');
}

/** Ways to damage a message, by name: (message, chance) -> what to send, text or bytes. */
export const mutations = {
  flip(message, chance) {
    const bytes = Buffer.from(JSON.stringify(message));
    const bits = chance.pick([7, 7, 7, 8]); // the eighth makes it no UTF-8, which is soon told
    for (let n = 1 + chance.below(6); n > 0; n -= 1) bytes[chance.below(bytes.length)] ^= 1 << chance.below(bits);
    return bytes;
  },
  truncate(message, chance) {
    const text = JSON.stringify(message);
    return text.slice(0, chance.below(text.length));
  },
  duplicate(message, chance) {
    const text = JSON.stringify(message);
    const from = chance.below(text.length);
    const part = text.slice(from, from + 1 + chance.below(200));
    return text.slice(0, from) + part.repeat(1 + chance.below(20)) + text.slice(from);
  },
  nest(message, chance) {
    const depth = 1 + chance.below(20_000);
    return withRaw(message, chance, () => '['.repeat(depth) + ']'.repeat(chance.pick([depth, depth, 0])));
  },
  nul(message, chance) {
    return withRaw(message, chance, (text) => {
      const at = chance.below(text.length + 1);
      return JSON.stringify(`${text.slice(0, at)}\0${text.slice(at)}`)
        .replace('\\u0000', chance.pick(['\\u0000', '\0', '\\u0000'.repeat(100)]));
    }, isText);
  },
  long(message, chance) {
    const size = chance.pick([65, 256, 4096, 40_000]);
    return withRaw(message, chance, (text) => JSON.stringify(text + chance.pick(['A', '\n', '\u00e9', '%n']).repeat(size)), isText);
  },
  huge: (message, chance) => withRaw(message, chance, () => chance.pick(hugeNumbers)),
  retype: (message, chance) => withRaw(message, chance, () => chance.pick(otherTypes)),
  drop(message, chance) {
    const copy = structuredClone(message);
    const [object, key] = chance.pick(fieldsOf(copy));
    delete object[key];
    return JSON.stringify(copy);
  },
  sdp(message, chance) {
    return message.sdp ? JSON.stringify({ ...message, sdp: damageSdp(message.sdp, chance) })
      : mutations.flip(message, chance);
  },
};
