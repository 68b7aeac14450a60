// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "link/operator_call.hpp"
#include "room/people/moderation.hpp"
#include "room/people/pace.hpp"
#include "room/people/roster.hpp"
#include "room/picture/views.hpp"
#include "room/recordings.hpp"

#include <functional>

namespace confab::room {

/// What people and operators may wish of a room as a whole: recordings, layouts, pins, and what
/// hosts may do. Brings each wish to the object that decides, and makes an answer of the result.
///
/// Thread: the control thread.
class Wishes {
public:
    struct Events {
        std::function<void()> changed; ///< what is to be seen
        std::function<void()> announce; ///< what the front knows
    };

    /// All borrowed.
    Wishes(const Roster& roster, Views& views, Recordings& recordings, Moderation& moderation,
           Events events)
        : roster_(roster), views_(views), recordings_(recordings), moderation_(moderation),
          events_(std::move(events))
    {
    }

    /// `by` is null for an operator.
    Outcome<wire::Recording> answerTo(const wire::Record& wish, const Participant* by);
    Outcome<wire::Layout> answerTo(const wire::SetLayout& wish, const Participant* by);
    Outcome<link::CustomLayouts> answerTo(const link::ListLayouts& wish, const Participant* by);
    Outcome<link::CustomLayouts> answerTo(const link::RemoveLayout& wish, const Participant* by);
    Outcome<wire::Layout> answerTo(const wire::Pin& wish, const Participant* by);
    Outcome<wire::ParticipantUpdated> answerTo(const wire::Mute& wish, const Participant* by);
    Outcome<wire::ParticipantLeft> answerTo(const wire::Kick& wish, const Participant* by);
    Outcome<wire::RoomState> answerTo(const wire::Lock& wish, const Participant* by);
    Outcome<wire::ParticipantUpdated> answerTo(const wire::SetRole& wish, const Participant* by);
    /// Somebody has left.
    void forget(const std::string& participant) { paceOfEach_.forget(participant); }

private:
    bool isTooOften(const Participant* by);
    void count(const Participant* by);

    const Roster& roster_;
    Views& views_;
    Recordings& recordings_;
    Moderation& moderation_;
    Events events_;
    /// Limit (per participant): changes of the layout, pins and wishes for recordings in five
    /// seconds. Above it: wish.limit. At it: a fifth of a core.
    static constexpr std::size_t kMostOfEach = 40;
    /// Limit (per room): the same, of all participants together. Above it: wish.limit. At it: a
    /// third of a core.
    static constexpr std::size_t kMostOfAll = 60;
    static constexpr std::chrono::seconds kWindow{5};
    Pace paceOfEach_{kMostOfEach, kWindow};
    Pace paceOfAll_{kMostOfAll, kWindow};
};

} // namespace confab::room
