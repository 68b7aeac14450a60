// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/guest_list.hpp"

#include <algorithm>
#include <iterator>

namespace confab::front {

GuestList::GuestList(const Loop& loop, ResumeBook book, std::chrono::milliseconds mayBeAway,
                     std::function<void(const std::string&)> expired)
    : loop_(loop), book_(std::move(book)), mayBeAway_(mayBeAway), expired_(std::move(expired))
{
    for (const auto& participant : book_.participants())
        leaveForAWhile(participant); // from before the front was restarted
}

GuestList::Admission GuestList::admit(Guest& guest, const std::string& resume)
{
    const auto known = resume.empty() ? std::nullopt : book_.participantOf(resume);
    const std::string participant = known ? *known : book_.admit();
    away_.erase(participant);
    Guest* replaced = std::exchange(here_[participant], &guest);
    return {participant, book_.secretOf(participant), known.has_value(), replaced};
}

Guest* GuestList::find(const std::string& participant) const
{
    const auto entry = here_.find(participant);
    return entry == here_.end() ? nullptr : entry->second;
}

void GuestList::leaveForAWhile(const std::string& participant)
{
    here_.erase(participant);
    away_[participant] = {
        Timer::once(loop_, mayBeAway_, [this, participant] { expired_(participant); }),
        ++lastAway_};
    bringForward();
}

// Not at once: the caller is not ready to hear of it.
void GuestList::bringForward()
{
    const auto waits = [](const auto& entry) { return entry.second.number > 0; };
    if (away_.size() <= kMaxAway || std::ranges::count_if(away_, waits) <= std::ptrdiff_t(kMaxAway))
        return;
    auto& [participant, longest] = *std::ranges::min_element(
        away_, {}, [](const auto& entry) { return entry.second.number - 1; }); // 0 is the last
    longest = {Timer::once(loop_, std::chrono::milliseconds(0),
                           [this, who = participant] { expired_(who); }),
               0};
}

void GuestList::forget(const std::string& participant)
{
    here_.erase(participant);
    away_.erase(participant);
    book_.forget(participant);
}

std::map<std::string, Guest*> GuestList::sendAllAway()
{
    const auto guests = here_;
    for (const auto& [participant, guest] : guests)
        leaveForAWhile(participant);
    return guests;
}

} // namespace confab::front
