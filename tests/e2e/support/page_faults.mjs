// SPDX-License-Identifier: Apache-2.0
// What goes wrong around a page, made in the page itself. Each function runs there before anything else of it
// (page.evaluateOnNewDocument).

/** Devices cannot be had: getUserMedia fails with that name for each of `kinds`. */
export function refuseDevices(name, kinds = ['audio', 'video']) {
  const devices = navigator.mediaDevices;
  if (!devices) return; // about:blank, which is there before the page
  const original = devices.getUserMedia.bind(devices);
  devices.getUserMedia = (constraints) =>
    kinds.some((kind) => constraints[kind])
      ? Promise.reject(new DOMException('made by a test', name))
      : original(constraints);
}

/** `signalling.sent` and `.heard` have every message; `.cut()` closes the connection, and `.blocked` keeps new ones out. */
export function watchSignalling() {
  const Real = window.WebSocket;
  const signalling = { sent: [], heard: [], blocked: false, last: null, cut: () => signalling.last?.close() };
  window.signalling = signalling;
  window.WebSocket = class extends Real {
    constructor(url) {
      super(signalling.blocked ? `${url}/nowhere` : url);
      signalling.last = this;
      this.addEventListener('message', ({ data }) => signalling.heard.push(JSON.parse(data)));
    }

    send(data) {
      signalling.sent.push(JSON.parse(data));
      super.send(data);
    }
  };
}

/** Runs in a page that is there: its connections report that nothing comes any more; `off` undoes it. */
export function freezeCounters(off = false) {
  const { prototype } = RTCPeerConnection;
  window.realGetStats ??= prototype.getStats;
  prototype.getStats = off
    ? window.realGetStats
    : async () => new Map([['in', { id: 'in', type: 'inbound-rtp', timestamp: performance.now(), bytesReceived: 1000 }]]);
}

/** Runs in a page that is there: `states` has every `data-state` from now on. */
export function watchStates() {
  window.states = [document.body.dataset.state];
  new MutationObserver(() => window.states.push(document.body.dataset.state)).observe(document.body, {
    attributeFilter: ['data-state'],
  });
}

/** Runs in a page that is there: its connections report a way out that carries next to nothing; `off` undoes it. */
export function weakenNetwork(off = false) {
  const { prototype } = RTCPeerConnection;
  window.realGetStats ??= prototype.getStats;
  prototype.getStats = off
    ? window.realGetStats
    : async () =>
        new Map([
          [
            'out',
            {
              id: 'out',
              type: 'outbound-rtp',
              kind: 'video',
              timestamp: performance.now(),
              qualityLimitationReason: 'bandwidth',
              frameWidth: 320,
              frameHeight: 180,
            },
          ],
          [
            'pair',
            {
              id: 'pair',
              type: 'candidate-pair',
              nominated: true,
              state: 'succeeded',
              availableOutgoingBitrate: 120_000,
            },
          ],
        ]);
}
