// SPDX-License-Identifier: Apache-2.0
// @ts-check

// #region pair
/** @param {RTCPeerConnection} connection */
export async function chosenPair(connection) {
  const stats = await connection.getStats();
  const all = [...stats.values()];
  const transport = all.find(({ type }) => type === 'transport');
  const pair = stats.get(transport?.selectedCandidatePairId) ?? all.find(isChosen);
  if (!pair) return null;
  const local = stats.get(pair.localCandidateId);
  const remote = stats.get(pair.remoteCandidateId);
  return { pair, local, remote };
}

// For browsers that do not say it in so many words.
/** @param {any} report */
function isChosen({ type, nominated, state }) {
  return type === 'candidate-pair' && nominated && state === 'succeeded';
}
// #endregion
