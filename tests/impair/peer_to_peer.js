// SPDX-License-Identifier: Apache-2.0
// A call from browser to browser, as the tutorial has it. To who measures it looks like the call page: `data-state`, `#stage`, and
// `window.confab` with the peers and one tile, the whole picture, in which the other is.
const stage = document.querySelector('#stage');
const name = new URLSearchParams(location.search).get('name');
const connection = new RTCPeerConnection();

window.confab = {
  peers: new Map([['other', connection]]),
  participants: [{ participant: 'other', name: name === 'C' ? 'I' : 'C' }],
  layout: { canvas: { width: 1, height: 1 }, tiles: [{ x: 0, y: 0, width: 1, height: 1, participant: 'other' }] },
};

async function call() {
  document.body.dataset.state = 'joining';
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const track of stream.getTracks()) connection.addTrack(track, stream);
  connection.ontrack = ({ streams }) => { [stage.srcObject] = streams; };

  // One after another: a candidate waits for the description before it.
  let said = Promise.resolve();
  const say = (message) => {
    const body = JSON.stringify(message);
    said = said.then(() => fetch(`/other?name=${name}`, { method: 'POST', body }));
  };
  const describe = async () => {
    await connection.setLocalDescription();
    say({ type: 'description', description: connection.localDescription });
  };
  connection.onicecandidate = ({ candidate }) => { if (candidate) say({ type: 'candidate', candidate }); };
  const hear = async ({ type, description, candidate }) => {
    if (type === 'candidate') return connection.addIceCandidate(candidate);
    if (type === 'begin') return describe();
    await connection.setRemoteDescription(description);
    return description.type === 'offer' ? describe() : undefined;
  };
  let heard = Promise.resolve();
  const other = new EventSource(`/other?name=${name}`);
  other.onopen = () => { document.body.dataset.state = 'joined'; };
  other.onmessage = ({ data }) => { heard = heard.then(() => hear(JSON.parse(data))); };
}

call();
