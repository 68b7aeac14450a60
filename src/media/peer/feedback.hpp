// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/gst_ref.hpp"

#include <gst/gst.h>

#include <functional>

namespace confab::media {

/// From now on a webrtcbin asks again (NACK) for what is missing between packets that came, and for
/// nothing else, as browsers do. Left to itself (1.22)
/// - it asks for nothing where the other side's SDP names no SSRC (our offer to a bot): with
///   3 % loss they see 2 fps, and 24 to 30 with it;
/// - rtpjitterbuffer asks for the packet that it expects next, too: in a room of eight on two busy
///   cores 25 times a second, and nothing was lost. Each stream that repeats has a jitter buffer of
///   its own, two threads.
/// Call it before the webrtcbin connects; it holds for as long as the returned Signal exists.
/// Thread: the control thread.
Signal nackGaps(GstElement* webrtcbin);

/// Sets how often a webrtcbin tells the other side what arrives and what does not. Left to itself
/// rtpsession (1.22)
/// - reports what it receives (TWCC) for every picture: 30 packets a second, each through SRTCP.
///   Here every 100 ms; what a browser sends and estimates from is 50 to 250 ms apart.
/// - lets one NACK or PLI go early per RTCP interval (RFC 4585, 3.5.2), and derives the interval
///   from the bandwidth it has seen: for three seconds a keyframe comes up to a second after it was
///   wanted. Here the bandwidth is that of a small call: 70 ms once paced (measured, bots on
///   loopback).
///
/// Call it when connected: before that the rtpbin has no session. It takes effect a second later,
/// if the returned Timer still exists. The reason: during a first report rtpsession releases its
/// lock while it walks through its sources. A remote source that appears just then causes a
/// GLib-CRITICAL and costs that report.
/// Thread: the control thread.
Timer paceFeedback(const Loop& loop, GRef<GstElement> webrtcbin);

/// `heard` is called with every RTCP packet that comes in, by a streaming thread: who only receives
/// is there, too. Nothing if the rtpbin has no session yet; it has one when it is connected.
Signal hearReports(GstElement* webrtcbin, std::function<void()> heard);

} // namespace confab::media
