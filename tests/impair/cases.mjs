// SPDX-License-Identifier: Apache-2.0
// The cases by name. `down` and `up` are what the link of the impaired browser does (tests/impair/relay.cpp has the words);
// `rate` is of which link, in kbit/s, the figures are shares; `course`: what else happens (courses.mjs, outages.mjs).

/** 40 ms each way: a phone whose server is in the same country. */
const far = 'delay=40';

const narrow = (kbps) => ({
  about: `${kbps} kbit/s down, a queue of 200 ms, 40 ms each way`,
  down: `rate=${kbps},queue=200,${far}`, up: far, rate: kbps,
});
const lossDown = (percent) => ({ about: `${percent} % loss down, 40 ms each way`, down: `loss=${percent},${far}`, up: far });
const lossUp = (percent) => ({ about: `${percent} % loss up, 40 ms each way`, down: far, up: `loss=${percent},${far}` });

const event = (course, seconds = 0) => ({ down: far, up: far, course, outageMs: seconds * 1000, needsServer: true });

export const cases = {
  clean: { about: 'nothing but 40 ms each way, to compare with', down: far, up: far },
  'down-3000': narrow(3000),
  'down-1500': narrow(1500),
  'down-800': narrow(800),
  'down-400': narrow(400),
  'down-200': narrow(200),
  'join-400': { ...narrow(400), about: 'joins over a link of 400 kbit/s; measured from the first picture on', settleMs: 0 },
  step: {
    about: '5 Mbit/s for 10 s, 400 kbit/s for 20 s, 5 Mbit/s for 25 s; a queue of 200 ms, 40 ms each way',
    down: `rate=5000,queue=200,${far}`, up: far, rate: 5000, course: 'step',
  },
  'loss-down-1': lossDown(1),
  'loss-down-5': lossDown(5),
  'loss-down-10': lossDown(10),
  'loss-down-20': lossDown(20),
  'loss-up-5': lossUp(5),
  'loss-up-20': lossUp(20),
  'rtt200-loss2': { about: '2 % loss and 100 ms each way', down: 'loss=2,delay=100', up: 'loss=2,delay=100' },
  jitter: { about: '100 ms each way, give or take 30', down: 'delay=100,jitter=30', up: 'delay=100,jitter=30' },
  'address-change': { about: 'I gets another address, and loses the one it had', ...event('addressChange') },
  'cut-10': { about: 'nothing gets through for 10 s', ...event('cut', 10) },
  'cut-30': { about: 'nothing gets through for 30 s', ...event('cut', 30) },
  'signalling-10': { about: "the page's TCP gets nowhere for 10 s", ...event('signalling', 10) },
  'signalling-40': { about: "the page's TCP gets nowhere for 40 s", ...event('signalling', 40) },
  'sleep-20': { about: 'all processes of the browser stand still for 20 s', ...event('sleep', 20) },
  'reloads-10': { about: 'the page is loaded anew, ten times', ...event('reloads', 0) },
};
