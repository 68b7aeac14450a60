// SPDX-License-Identifier: Apache-2.0
// @ts-check
/** @typedef {import('../state/wire.js').Uplink} Uplink */

const kLeastKbps = 150;

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
 * What was asked for is for a picture of that size: a camera that has less needs less.
 * @param {{width?: number, height?: number}} camera
 * @param {{width: number, height: number, kbps: number}} uplink
 */
export function kbpsFor(camera, uplink) {
  const asked = uplink.width * uplink.height;
  if (!camera.width || !camera.height || asked <= 0) return uplink.kbps;
  const sent = (camera.width * camera.height) / shrinkage(camera, uplink) ** 2;
  return Math.min(uplink.kbps, Math.max(kLeastKbps, Math.round((uplink.kbps * sent) / asked)));
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
  const camera = sender.track.getSettings();
  encoding.scaleResolutionDownBy = shrinkage(camera, uplink);
  if (uplink.kbps > 0) encoding.maxBitrate = kbpsFor(camera, uplink) * 1000;
  if (uplink.fps > 0) encoding.maxFramerate = uplink.fps;
  try {
    await sender.setParameters(parameters);
  } catch (error) {
    console.debug('confab: uplink not applied', error);
  }
}
