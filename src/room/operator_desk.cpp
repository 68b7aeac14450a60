// SPDX-License-Identifier: Apache-2.0
#include "room/operator_desk.hpp"

namespace confab::room {

using wire::ErrorMessage;

void OperatorDesk::on(const link::Call& call)
{
    std::visit([&](const auto& wish) { answer(call.id, wish); }, call.wish);
}

template <class Wish> void OperatorDesk::answer(const std::string& call, const Wish& wish)
{
    send_(link::Reply{call, answerTo(wish)});
}

void OperatorDesk::answer(const std::string& call, const link::TakeSnapshot&)
{
    media_.takeSnapshot("main", [this, call](const Result<std::string>& jpeg) {
        link::Reply reply{call, link::Snapshot{}};
        if (jpeg)
            reply.answer = link::Snapshot{*jpeg};
        else
            reply.answer = ErrorMessage{"snapshot.failed", jpeg.error().message, "snapshot"};
        send_(std::move(reply));
    });
}

link::Answer OperatorDesk::answerTo(const link::Describe&)
{
    link::Description room{.participants = {},
                           .recordings = recordings_.all(),
                           .speaker = views_.speaker(),
                           .layout = shown()};
    for (const auto& p : roster_.all())
        room.participants.push_back(p->shown);
    return room;
}

link::Answer OperatorDesk::answerTo(const link::ChangeLayout& wish)
{
    if (wish.version && *wish.version != views_.layoutVersion())
        return ErrorMessage{"layout.changed", "somebody else has changed the layout meanwhile",
                            "layout"};
    return answerOf(wishes_.answerTo(wish.layout, nullptr));
}

// To an operator nothing is refused that is about somebody who is there.
link::Answer OperatorDesk::answerTo(const link::ChangeParticipant& wish)
{
    const auto& id = wish.participant;
    const bool isThere = roster_.find(id);
    if (isThere && wish.muted)
        wishes_.answerTo(wire::Mute{id}, nullptr);
    if (isThere && wish.role)
        wishes_.answerTo(wire::SetRole{id, *wish.role}, nullptr);
    if (isThere && wish.pinned == true)
        wishes_.answerTo(wire::Pin{id}, nullptr);
    if (isThere && wish.pinned == false && views_.main().pinned == id)
        wishes_.answerTo(wire::Pin{}, nullptr);
    const auto* participant = roster_.find(id);
    if (!participant)
        return ErrorMessage{"participant.unknown", "there is nobody of that id here",
                            "participant"};
    return wire::ParticipantUpdated{participant->shown};
}

link::Answer OperatorDesk::answerTo(const wire::Pin& wish)
{
    return answerOf(wishes_.answerTo(wish, nullptr));
}

template <class Wish> link::Answer OperatorDesk::answerTo(const Wish& wish)
{
    return std::visit([](auto now) { return link::Answer(std::move(now)); },
                      wishes_.answerTo(wish, nullptr));
}

link::Answer OperatorDesk::answerOf(const Outcome<wire::Layout>& outcome) const
{
    if (const auto* refusal = std::get_if<ErrorMessage>(&outcome))
        return *refusal;
    return shown();
}

} // namespace confab::room
