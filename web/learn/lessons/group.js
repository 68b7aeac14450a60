// SPDX-License-Identifier: Apache-2.0
// @ts-check

/**
 * @typedef {object} Events
 * @property {(stream: MediaStream) => void} mix everybody's picture and sound, yours excepted
 * @property {(message: any) => void} told anything that the server says
 * @property {() => void} closed
 */

// #region join
/** @param {string} room @param {string} name @param {MediaStream} stream @param {Events} on */
export function joinRoom(room, name, stream, on) {
  const address = new URL('../ws', location.href);
  address.search = address.hash = '';
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address);
  /** @type {Map<string, RTCPeerConnection>} */
  const connections = new Map();
  /** @type {RTCIceServer[]} */
  let iceServers = [];

  /** @param {object} message */
  const say = message => socket.send(JSON.stringify(message));

  // What we send is known from the start: the server offers to fit it.
  socket.onopen = () => {
    const media = {
      audio: stream.getAudioTracks().length > 0,
      video: stream.getVideoTracks().length > 0,
    };
    say({ type: 'join', v: 1, room, name, media, recorded: false });
  };

  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === 'joined') iceServers = message.iceServers;
    if (message.type === 'offer') answer(message);
    if (message.type === 'candidate') addCandidate(message);
    on.told(message);
  };

  socket.onclose = () => {
    for (const connection of connections.values()) connection.close();
    on.closed();
  };

  /** @param {{peer: string, replaces?: string, sdp: string}} offer */
  async function answer({ peer, replaces, sdp }) {
    const connection = new RTCPeerConnection({ iceServers });
    connections.set(peer, connection);
    const mix = new MediaStream();
    connection.ontrack = ({ track }) => mix.addTrack(track);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) {
        const { sdpMLineIndex: mline, candidate: text } = candidate;
        say({ type: 'candidate', peer, mline, candidate: text });
      }
    };
    await connection.setRemoteDescription({ type: 'offer', sdp });
    for (const track of stream.getTracks()) connection.addTrack(track, stream);
    await connection.setLocalDescription();
    say({ type: 'answer', peer, sdp: connection.localDescription?.sdp });
    if (replaces) connections.get(replaces)?.close();
    on.mix(mix);
  }

  /** @param {{peer: string, mline: number, candidate: string}} message */
  function addCandidate({ peer, mline: sdpMLineIndex, candidate }) {
    if (candidate === '') return; // there are no more
    connections.get(peer)?.addIceCandidate({ sdpMLineIndex, candidate });
  }

  return { connections, leave: () => socket.close() };
}
// #endregion
