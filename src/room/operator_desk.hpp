// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/wishes.hpp"

#include <string>

namespace confab::room {

/// What an operator asks of a room, who is no participant and may everything: link::Call.
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
    nlohmann::json answerTo(const std::string& type, const nlohmann::json& message);
    void takeSnapshot(const std::string& call);
    nlohmann::json description() const;
    nlohmann::json changeLayout(const nlohmann::json& message);
    nlohmann::json changeParticipant(const nlohmann::json& message);

    const Roster& roster_;
    Views& views_;
    const Recordings& recordings_;
    Wishes& wishes_;
    RoomMedia& media_;
    Roster::Send send_;
};

} // namespace confab::room
