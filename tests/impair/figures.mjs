// SPDX-License-Identifier: Apache-2.0
// From what was seen in a page to the figures of a row. No clock, no browser: times are those of the records.

const freezeMs = 200;
const round = (value, digits = 0) => (Number.isFinite(value) ? Number(value.toFixed(digits)) : null);

export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length === 0 ? null : (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/** How steadily something came. `times`: sorted; a gap counts with what lies in the window of it. A freeze is a gap of more than
 *  200 ms, all of it. */
export function steadiness(times, count, from, to) {
  const edges = [from, ...times.filter((at) => at > from && at < to), to];
  const gaps = edges.slice(1).map((at, i) => at - edges[i]);
  const frozen = gaps.filter((gap) => gap > freezeMs).reduce((sum, gap) => sum + gap, 0);
  return { fps: round((count * 1000) / (to - from), 1), frozenSeconds: round(frozen / 1000, 1),
    longestGapMs: round(Math.max(...gaps)) };
}

/** Frames that were put on the screen, those too for which the page was not called. */
function shown(frames, from, to) {
  const inside = frames.map(([at, presented], i) => ({ at, news: Math.max(1, presented - (frames[i - 1]?.[1] ?? presented - 1)) }))
    .filter(({ at }) => at >= from && at < to);
  // After a change of the stream the count begins anew: then a step says nothing.
  const count = inside.reduce((sum, { news }) => sum + (news < 30 ? news : 1), 0);
  return steadiness(inside.map(({ at }) => at), count, from, to);
}

/** Frames in which the clock of the watched tile had gone on. */
export function clockFigures(clock = [], from = 0, to = 0) {
  const changes = clock.filter(([, value], i) => i === 0 || Math.abs(value - clock[i - 1][1]) > 13)
    .map(([at]) => at).filter((at) => at >= from && at < to);
  return steadiness(changes, changes.length, from, to);
}

/** By how much each number of the streams of `kind` ("inbound-rtp video") grew. A stream that is new began at 0. */
function growth(samples, kind, from, to) {
  const sum = {};
  samples.forEach(({ at, streams }, i) => {
    if (at < from || at > to) return;
    for (const [key, now] of Object.entries(streams)) {
      if (!key.includes(` ${kind} `)) continue;
      const before = samples[i - 1]?.streams[key] ?? {};
      for (const [name, value] of Object.entries(now)) sum[name] = (sum[name] ?? 0) + value - (before[name] ?? 0);
    }
  });
  return sum;
}

/** Seconds that the samples of a window really span: each has what came since the one before. */
function spanned(samples, from, to) {
  const inside = samples.map(({ at }, i) => at - (samples[i - 1]?.at ?? at)).filter((_, i) => samples[i].at >= from && samples[i].at <= to);
  return inside.reduce((sum, ms) => sum + ms, 0) / 1000;
}

const payload = (grown) => (grown.bytesReceived ?? 0) + (grown.headerBytesReceived ?? 0);

function soundFigures(sound) {
  const part = (samples) => round((100 * (samples ?? 0)) / sound.totalSamplesReceived, 1);
  // Silent is what was concealed by silence: a part of the first. Where no sample came at all, everything is missing.
  if (!sound.totalSamplesReceived) return { concealedPercent: 100, silentPercent: 100 };
  return { concealedPercent: part(sound.concealedSamples), silentPercent: part(sound.silentConcealedSamples) };
}

/** A person's picture and sound in a window. */
export function receiverFigures(seen, from, to) {
  const { frames = [], samples = [] } = seen;
  const video = growth(samples, 'inbound-rtp video', from, to);
  const sound = growth(samples, 'inbound-rtp audio', from, to);
  const rtts = samples.filter(({ at, rtt }) => at >= from && at <= to && rtt !== null).map(({ rtt }) => rtt);
  const [, , width, height] = frames.filter(([at]) => at < to).at(-1) ?? [];
  return {
    ...shown(frames, from, to),
    ...soundFigures(sound),
    kbps: round(((payload(video) + payload(sound)) * 8) / 1000 / spanned(samples, from, to)),
    width: width ?? null,
    height: height ?? null,
    rttMs: round(median(rtts)),
    longestRttMs: rtts.length ? round(Math.max(...rtts)) : null,
    framesDecoded: video.framesDecoded ?? 0,
    keyFrames: video.keyFramesDecoded ?? 0,
    packetsReceived: (video.packetsReceived ?? 0) + (sound.packetsReceived ?? 0),
    packetsMissing: (video.packetsLost ?? 0) + (sound.packetsLost ?? 0),
    nacks: video.nackCount ?? 0,
    plis: video.pliCount ?? 0,
    firs: video.firCount ?? 0,
    avOffsetMs: playoutOffset(samples, from, to),
  };
}

/** By how much the picture is played before (+) or after (-) the sound that was made with it; only Chromium tells. */
function playoutOffset(samples, from, to) {
  const offsets = samples.filter(({ at }) => at >= from && at <= to).map(({ streams }) => {
    const of = (kind) => Object.entries(streams).findLast(([key]) => key.includes(` inbound-rtp ${kind} `))?.[1].estimatedPlayoutTimestamp;
    return of('video') - of('audio');
  });
  return round(median(offsets));
}

/** What a person's camera sends in a window. */
export function senderFigures(seen, from, to) {
  const { samples = [] } = seen;
  const video = growth(samples, 'outbound-rtp video', from, to);
  const seconds = spanned(samples, from, to);
  const last = samples.filter(({ at }) => at < to).at(-1)?.streams ?? {};
  const [, gauge] = Object.entries(last).findLast(([key]) => key.includes(' outbound-rtp video ')) ?? [];
  return {
    fps: round((video.framesEncoded ?? 0) / seconds, 1),
    kbps: round((((video.bytesSent ?? 0) + (video.headerBytesSent ?? 0)) * 8) / 1000 / seconds),
    width: gauge?.frameWidth ?? null,
    height: gauge?.frameHeight ?? null,
    keyFrames: video.keyFramesEncoded ?? 0,
    nacks: video.nackCount ?? 0,
    plis: video.pliCount ?? 0,
    firs: video.firCount ?? 0,
  };
}

/** From the begin of the join to its answer, which is signalling alone, and to the first frame. */
export function joinFigures(seen) {
  const begin = (wanted) => seen.phases?.find(([, phase]) => phase === wanted)?.[0];
  const joining = begin('joining');
  const frame = seen.frames?.find(([at]) => at >= joining)?.[0];
  return { joinedMs: round(begin('joined') - joining), firstPictureMs: round(frame - joining) };
}

/** What one direction of the link did between two readings of the relay, `{at, up, down}`. */
export function linkFigures(before, after, direction, rateKbps) {
  const [a, b] = [before[direction], after[direction]];
  const kbps = ((b.bytesOut - a.bytesOut) * 8) / (after.at - before.at);
  return {
    packetsSent: b.packetsIn - a.packetsIn,
    packetsLost: b.packetsLost - a.packetsLost,
    packetsFull: b.packetsFull - a.packetsFull,
    packetsArrived: b.packetsOut - a.packetsOut,
    offeredKbps: round(((b.bytesIn - a.bytesIn) * 8) / (after.at - before.at)),
    kbps: round(kbps),
    busyPercent: rateKbps ? round((100 * kbps) / rateKbps) : null,
  };
}
