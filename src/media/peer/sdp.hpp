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
///   one, because the whole answer fails without them; and in place of its own, which Chromium
///   writes and which webrtcbin would take for all. Every m-line also gets those that the
///   session part has for it: with ice-ufrag in one place and ice-pwd in the other, webrtcbin takes
///   neither;
/// - rejects the m-line of the pictures if it has nothing of `pictureType`: what else it says was
///   not offered;
/// - drops the type of redundant sound: webrtcbin knows nothing of it.
Result<std::string> mendAnswer(std::string_view answer, int pictureType,
                               RemoteCandidates& candidates);

/// Offers redundant sound (RFC 2198) as the last choice of the m-line of the sound, so that the
/// other side takes it and need not send it. `redType` and `soundType`: payload types.
std::string offerRedundancy(std::string_view offer, int redType, int soundType);
/// More parameters of a payload type, such as "profile-level-id=42e01f"; none: "".
std::string offerParameters(std::string_view offer, int type, std::string_view parameters);
/// Whether an answer takes redundant sound.
bool takesRedundancy(std::string_view answer, int redType);
/// Whether an answer takes pictures of that type: its m-line is neither rejected nor without it.
bool takesPictures(std::string_view answer, int type);

/// The values of all a=fingerprint:sha-256 lines, in upper case ("AB:CD:…").
std::vector<std::string> fingerprints(std::string_view sdp);

} // namespace confab::media::sdp
