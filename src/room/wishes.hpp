// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/people/moderation.hpp"
#include "room/people/roster.hpp"
#include "room/picture/views.hpp"
#include "room/recordings.hpp"

#include <nlohmann/json_fwd.hpp>

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

    /// What it was about as it is now, or `error`. `by` is null for an operator.
    wire::ServerMessage answerTo(const wire::Record& wish, const Participant* by);
    wire::ServerMessage answerTo(const wire::SetLayout& wish, const Participant* by);
    wire::ServerMessage answerTo(const wire::Pin& wish, const Participant* by);
    wire::ServerMessage answerTo(const wire::Mute& wish, const Participant* by);
    wire::ServerMessage answerTo(const wire::Kick& wish, const Participant* by);
    wire::ServerMessage answerTo(const wire::Lock& wish, const Participant* by);
    wire::ServerMessage answerTo(const wire::SetRole& wish, const Participant* by);

    /// An operator's, as it came.
    wire::ServerMessage answerTo(const nlohmann::json& message);

private:
    const Roster& roster_;
    Views& views_;
    Recordings& recordings_;
    Moderation& moderation_;
    Events events_;
};

} // namespace confab::room
