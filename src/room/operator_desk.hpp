// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/wishes.hpp"

#include <string>

namespace confab::room {

/// Does what operators wish of a room, by the functions that do it for participants: link::Call.
///
/// Thread: the control thread.
class OperatorDesk {
public:
    /// All borrowed.
    OperatorDesk(const Roster& roster, Views& views, const Recordings& recordings, Wishes& wishes,
                 RoomMedia& media, Roster::Send send)
        : roster_(roster), views_(views), recordings_(recordings), wishes_(wishes), media_(media),
          send_(std::move(send))
    {
    }

    /// A Reply follows, at once unless it is a picture that is asked for.
    void on(const link::Call& call);

private:
    void answer(const std::string& call, const link::TakeSnapshot& wish);
    template <class Wish> void answer(const std::string& call, const Wish& wish);

    link::Answer answerTo(const link::Describe& wish);
    link::Answer answerTo(const link::ChangeLayout& wish);
    link::Answer answerTo(const link::ChangeParticipant& wish);
    link::Answer answerTo(const wire::Pin& wish);
    /// What participants may wish as well.
    template <class Wish> link::Answer answerTo(const Wish& wish);

    link::ShownLayout shown() const { return {views_.main(), views_.layoutVersion()}; }
    link::Answer answerOf(const Outcome<wire::Layout>& outcome) const;

    const Roster& roster_;
    Views& views_;
    const Recordings& recordings_;
    Wishes& wishes_;
    RoomMedia& media_;
    Roster::Send send_;
};

} // namespace confab::room
