// SPDX-License-Identifier: Apache-2.0
#include "room/wishes.hpp"

namespace confab::room {

using wire::ErrorMessage;

namespace {

const char* codeOf(Errc failedRecording)
{
    return failedRecording == Errc::NotFound       ? "recording.unknown"
        : failedRecording == Errc::InvalidArgument ? "layout.unknown"
        : failedRecording == Errc::Conflict        ? "recording.limit"
                                                   : "recording.failed";
}

ErrorMessage tooOften(const char* re)
{
    return {"wish.limit", "at most forty changes in five seconds; try it a little later", re};
}

} // namespace

// What follows costs the room's control thread tens of milliseconds; an operator knows that.
bool Wishes::isTooOften(const Participant* by)
{
    const auto now = Pace::Clock::now();
    return by && !(paceOfEach_.allows(by->id(), now) && paceOfAll_.allows("", now));
}

void Wishes::count(const Participant* by)
{
    if (!by)
        return;
    const auto now = Pace::Clock::now();
    paceOfEach_.count(by->id(), now);
    paceOfAll_.count("", now);
}

Outcome<wire::Recording> Wishes::answerTo(const wire::Record& wish, const Participant* by)
{
    if (isTooOften(by))
        return tooOften("record");
    count(by); // one that fails has opened and closed a picture
    if (const auto* running = recordings_.otherThan(wish))
        return ErrorMessage{"recording.running",
                            "recording " + *running
                                + " runs already, and its format, tracks and hls are others: stop "
                                  "it first, or say a layout: then another one begins",
                            "record"};
    const auto recording = recordings_.change(wish, by);
    if (!recording)
        return ErrorMessage{codeOf(recording.error().code), recording.error().message, "record"};
    events_.changed();
    return *recording;
}

Outcome<wire::Layout> Wishes::answerTo(const wire::SetLayout& wish, const Participant* by)
{
    if (isTooOften(by))
        return tooOften("layout");
    if (auto status = views_.change(wish, by ? by->id() : ""); !status)
        return ErrorMessage{status.error().code == Errc::NotFound ? "layout.unknown"
                                                                  : "layout.invalid",
                            status.error().message, "layout"};
    count(by);
    events_.changed();
    events_.announce();
    return views_.main();
}

Outcome<link::CustomLayouts> Wishes::answerTo(const link::ListLayouts&, const Participant*)
{
    link::CustomLayouts all;
    for (const auto& one : views_.book().customOnes())
        all.layouts.push_back({one.layout->name(), one.maker, one.layout.use_count() > 1});
    return all;
}

Outcome<link::CustomLayouts> Wishes::answerTo(const link::RemoveLayout& wish, const Participant* by)
{
    if (const auto removed = views_.book().remove(wish.name); !removed)
        return ErrorMessage{removed.error().code == Errc::NotFound ? "layout.missing"
                                                                   : "layout.needed",
                            removed.error().message, "layout"};
    return answerTo(link::ListLayouts{}, by);
}

Outcome<wire::Layout> Wishes::answerTo(const wire::Pin& wish, const Participant* by)
{
    if (isTooOften(by))
        return tooOften("pin");
    if (!wish.participant.empty() && !roster_.find(wish.participant))
        return ErrorMessage{"participant.unknown", "there is nobody of that id here", "pin"};
    count(by);
    views_.pin(wish.participant);
    events_.changed();
    return views_.main();
}

Outcome<wire::ParticipantUpdated> Wishes::answerTo(const wire::Mute& wish, const Participant* by)
{
    return moderation_.answerTo(wish, by);
}

Outcome<wire::ParticipantLeft> Wishes::answerTo(const wire::Kick& wish, const Participant* by)
{
    return moderation_.answerTo(wish, by);
}

Outcome<wire::RoomState> Wishes::answerTo(const wire::Lock& wish, const Participant* by)
{
    return moderation_.answerTo(wish, by);
}

Outcome<wire::ParticipantUpdated> Wishes::answerTo(const wire::SetRole& wish, const Participant* by)
{
    return moderation_.answerTo(wish, by);
}

} // namespace confab::room
