// SPDX-License-Identifier: Apache-2.0
#include "media/ice/candidate.hpp"

#include "base/glib/inet_address.hpp"

#include <fmt/format.h>
#include <glib.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>

namespace confab::media {

namespace {

/// Takes what is before the first space.
std::string_view nextWord(std::string_view& text)
{
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

bool readNumber(std::string_view text, unsigned& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

// A null character would end it early for libnice, which then misses what we have seen.
bool isVisible(char c)
{
    return c == ' ' || g_ascii_isgraph(c);
}

// Both m-lines share one transport, and RTCP goes with the RTP.
constexpr std::string_view kOnlyComponent = " 1";

/// What stands behind that word, the last time if it is there twice, as libnice reads it; empty:
/// nothing.
std::string_view valueOf(std::string_view key, std::string_view words)
{
    std::string_view found;
    while (!words.empty()) {
        const auto word = nextWord(words), value = nextWord(words);
        if (word == key)
            found = value;
    }
    return found;
}

bool hasKnownType(const Candidate& candidate)
{
    constexpr std::string_view kTypes[] = {"host", "srflx", "prflx", "relay"};
    const auto type = valueOf("typ", candidate.tail);
    return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

bool isUdp(const Candidate& candidate)
{
    return g_ascii_strcasecmp(candidate.transport.c_str(), "UDP") == 0;
}

// Of one without its tcptype libnice (0.1.21) compares a null pointer.
bool isTcpThatListens(const Candidate& candidate)
{
    const auto kind = valueOf("tcptype", candidate.tail);
    return candidate.isTcp() && (kind == "passive" || kind == "so");
}

} // namespace

bool Candidate::isTcp() const
{
    return g_ascii_strcasecmp(transport.c_str(), "TCP") == 0;
}

bool Candidate::isActive() const
{
    return isTcp() && valueOf("tcptype", tail) == "active";
}

std::string Candidate::text() const
{
    return fmt::format("{} {} {} {} {} {}", head, transport, priority, address, port, tail);
}

std::optional<Candidate> parseCandidate(std::string_view text)
{
    if (!std::all_of(text.begin(), text.end(), isVisible))
        return std::nullopt;
    Candidate candidate;
    const auto foundation = nextWord(text);
    if (!foundation.starts_with("candidate:"))
        return std::nullopt;
    candidate.head = fmt::format("{} {}", foundation, nextWord(text));
    candidate.transport = nextWord(text);
    const bool hasPriority = readNumber(nextWord(text), candidate.priority);
    candidate.address = nextWord(text);
    const bool hasPort = readNumber(nextWord(text), candidate.port);
    candidate.tail = text;
    if (!hasPriority || !hasPort || candidate.port > 65535 || !candidate.tail.starts_with("typ "))
        return std::nullopt;
    return candidate;
}

bool isUsableCandidate(std::string_view text)
{
    const auto candidate = parseCandidate(text);
    const auto address = candidate ? parseInetAddress(candidate->address) : std::nullopt;
    return address && address->reach != Reach::Nobody && candidate->port > 0
        && candidate->head.ends_with(kOnlyComponent) && hasKnownType(*candidate)
        && (isUdp(*candidate) || isTcpThatListens(*candidate));
}

bool RemoteCandidates::admits(std::string_view candidate)
{
    if (!isUsableCandidate(candidate))
        return false;
    if (taken_ < kMax) {
        ++taken_;
        return true;
    }
    if (!std::exchange(isFull_, true))
        spdlog::debug("peer {}: more than {} candidates; the rest is not tried", name_, kMax);
    return false;
}

bool RemoteCandidates::admitsEnd()
{
    return ends_++ < kMaxEnds;
}

} // namespace confab::media
