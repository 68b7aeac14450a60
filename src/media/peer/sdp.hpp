// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/ice/candidate.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What webrtcbin (1.22) cannot say in an offer, and what has to be done to a browser's answer
/// before it may see it. Pure text; any thread.
namespace confab::media::sdp {

constexpr std::size_t kMaxBytes = 64 * 1024; // 1000 m-lines cost webrtcbin 1.2 s
constexpr std::size_t kMaxMLines = 16;
constexpr int kRedType = 63; // payload type of redundant sound, as Chromium numbers it

/// Checks the caps and that the m-lines are audio, then video, as in every offer of ours. Then
/// - drops the candidates that `candidates` does not admit;
/// - drops a=rtcp-rsize: with it and TWCC one Sender Report goes out in 24 s, and lip-sync drifts;
/// - gives rejected m-lines (port 0) the ice-ufrag, ice-pwd, setup and fingerprint of the first
///   one, because the whole answer fails without them. Every m-line also gets those that the
///   session part has for it: with ice-ufrag in one place and ice-pwd in the other, webrtcbin takes
///   neither;
/// - drops the type of redundant sound: webrtcbin knows nothing of it.
Result<std::string> mendAnswer(std::string_view answer, RemoteCandidates& candidates);

/// Offers redundant sound (RFC 2198) as the last choice of the m-line of the sound, so that the
/// other side takes it and need not send it. `redType` and `soundType`: payload types.
std::string offerRedundancy(std::string_view offer, int redType, int soundType);
/// Whether an answer takes it.
bool takesRedundancy(std::string_view answer, int redType);

/// The values of all a=fingerprint:sha-256 lines, in upper case ("AB:CD:…").
std::vector<std::string> fingerprints(std::string_view sdp);

} // namespace confab::media::sdp
