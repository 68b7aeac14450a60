// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace confab::media {

/// An ICE candidate as text: "candidate:1 1 UDP 2015363327 192.0.2.1 40000 typ host" (RFC 8839,
/// section 5.1). Only what we look at. Plain value.
struct Candidate {
    std::string head; ///< "candidate:1 1"
    std::string transport; ///< "UDP" or "TCP", in any case
    unsigned priority = 0;
    std::string address; ///< numeric, or a name
    unsigned port = 0;
    std::string tail; ///< "typ host", and what follows

    bool isHost() const { return tail.starts_with("typ host"); }
    bool isTcp() const;
    /// Of somebody who connects, and to whom nobody can (RFC 6544).
    bool isActive() const;
    std::string text() const;
};

/// Nothing if it is not one.
std::optional<Candidate> parseCandidate(std::string_view text);

/// False for candidates that need not be tried: active ones, for which libnice (0.1.21) would
/// nominate later, and those without a numeric address of a machine, as the mDNS names (`.local`)
/// of browsers. A name would go to the system's resolver, and the browser's own checks reach us
/// anyway. False, too, for what is none: another component or transport, a type that nobody knows,
/// TCP that does not say how.
bool isUsableCandidate(std::string_view candidate);

/// Of the candidates that one client sends for one session, those that ICE gets: the first 32 that
/// can be used. The rest is dropped without an error: a browser with many networks has done nothing
/// wrong. One thread.
class RemoteCandidates {
public:
    /// Limit (per session): candidates that are tried. Above it: they are dropped in silence. At
    /// it: 32 checks of each address of ours.
    static constexpr int kMax = 32;
    /// Limit (per session): ends of candidates. Above it: they are dropped in silence. At
    /// it: nothing to speak of.
    static constexpr int kMaxEnds = 4;

    /// `name`: of the session, for the one line in the log that says that there were more.
    explicit RemoteCandidates(std::string name) : name_(std::move(name)) { }

    /// Counts it.
    bool admits(std::string_view candidate);
    /// Counts an empty one, which says that there are no more.
    bool admitsEnd();

private:
    std::string name_;
    int taken_ = 0, ends_ = 0;
    bool isFull_ = false;
};

} // namespace confab::media
