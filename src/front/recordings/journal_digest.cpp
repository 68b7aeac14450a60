// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/journal_digest.hpp"

#include <algorithm>
#include <utility>

namespace confab::front {

void JournalDigest::feed(std::string_view bytes)
{
    lines_.add(bytes);
    while (const auto line = lines_.next()) {
        at_ = line->at.value_or(WallTime());
        last_ = std::max(last_, at_);
        std::visit([this](const auto& note) { on(note); }, line->note);
    }
}

void JournalDigest::on(const archive::note::Recording& head)
{
    if (hasBegun())
        return;
    room_ = head.room;
    started_ = since_ = at_;
}

// Between two parts nothing is recorded.
void JournalDigest::on(const archive::note::Part& part)
{
    if (part.recorded == Seconds(0))
        return;
    before_ = part.recorded;
    since_ = pausedSince_ = at_;
    pauses_ = {};
}

void JournalDigest::on(const archive::note::Paused&)
{
    if (!std::exchange(paused_, true))
        pausedSince_ = at_;
}

void JournalDigest::on(const archive::note::Resumed&)
{
    if (std::exchange(paused_, false))
        pauses_ += at_ - pausedSince_;
}

Seconds JournalDigest::lengthAt(WallTime now) const
{
    if (!hasBegun())
        return Seconds(0);
    const Seconds length = (paused_ ? pausedSince_ : now) - since_ - pauses_;
    return before_ + std::max(Seconds(0), length);
}

} // namespace confab::front
