// SPDX-License-Identifier: Apache-2.0
#include "media/ice/announcement.hpp"

#include "media/ice/candidate.hpp"

namespace confab::media {

Announcement::Announcement(const config::IceConfig& config) : keepsLocal_(config.announceLocal)
{
    for (const auto& text : config.announce)
        if (auto address = parseInetAddress(text))
            addresses_.push_back(*std::move(address));
}

// The announced ones keep the priority of the local one, each a little less than the one before:
// the base is the same, and only the order is ours.
std::vector<std::string> Announcement::of(const std::string& text) const
{
    auto candidate = parseCandidate(text);
    if (!candidate)
        return {text}; // the end of candidates
    if (candidate->isActive())
        return {};
    const auto local = parseInetAddress(candidate->address);
    if (!local || !candidate->isHost() || local->reach == Reach::Loopback)
        return {text};
    std::vector<std::string> told;
    for (const auto& address : addresses_) {
        if (address.isV6 != local->isV6 || address.text == local->text)
            continue;
        candidate->address = address.text;
        told.push_back(candidate->text());
        --candidate->priority;
    }
    candidate->address = local->text;
    if (told.empty() || keepsLocal_ || local->reach == Reach::Public)
        told.push_back(candidate->text());
    return told;
}

} // namespace confab::media
