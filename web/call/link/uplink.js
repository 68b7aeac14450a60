// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** @typedef {import('../state/wire.js').Uplink} Uplink */

/**
 * By how much to shrink a camera so that it still covers its tile.
 * @param {{width?: number, height?: number}} camera
 * @param {{width: number, height: number}} tile
 */
export function shrinkage(camera, tile) {
  if (!camera.width || !camera.height || tile.width <= 0 || tile.height <= 0) return 1;
  return Math.max(1, Math.min(camera.width / tile.width, camera.height / tile.height));
}

/**
 * Sends what the mix shows and no more. Before the negotiation is over there may be nothing to set (Firefox): the caller
 * comes again when connected.
 * @param {RTCRtpSender} sender
 * @param {Uplink} uplink
 */
export async function applyUplink(sender, uplink) {
  const parameters = sender.getParameters();
  const encoding = parameters.encodings?.[0];
  if (!encoding || !sender.track) return;
  encoding.active = uplink.active;
  encoding.scaleResolutionDownBy = shrinkage(sender.track.getSettings(), uplink);
  if (uplink.kbps > 0) encoding.maxBitrate = uplink.kbps * 1000;
  if (uplink.fps > 0) encoding.maxFramerate = uplink.fps;
  try {
    await sender.setParameters(parameters);
  } catch (error) {
    console.debug('confab: uplink not applied', error);
  }
}
