// SPDX-License-Identifier: Apache-2.0
#include "front/api/snapshot_desk.hpp"

#include "front/http/http_reply.hpp"

namespace confab::front {

namespace {

/// Null: it is none.
GRef<GBytes> jpegOf(const Result<link::Answer>& answer)
{
    const auto* snapshot = answerAs<link::Snapshot>(answer);
    return snapshot && snapshot->jpeg.starts_with("\xff\xd8") ? http::bytesOf(snapshot->jpeg)
                                                              : GRef<GBytes>();
}

} // namespace

void SnapshotDesk::answer(const HttpRequest& request)
{
    const auto& room = request.parts[0];
    const auto [entry, isNew] = shelves_.try_emplace(room);
    Shelf& shelf = entry->second;
    if (shelf.jpeg)
        return reply(request.message, shelf.jpeg);
    shelf.waiting.push_back(std::make_shared<const HeldRequest>(request.message));
    if (isNew)
        rooms_.call(room, link::TakeSnapshot{},
                    loop_.bind(lifetime_, [this, room](const Result<link::Answer>& answer) {
                        onAnswer(room, answer);
                    }));
}

void SnapshotDesk::onAnswer(const std::string& room, const Result<link::Answer>& answer)
{
    auto& shelf = shelves_.at(room);
    const auto waiting = std::exchange(shelf.waiting, {});
    shelf.jpeg = jpegOf(answer);
    for (const auto& held : waiting) {
        if (shelf.jpeg)
            reply(held->message(), shelf.jpeg);
        else
            http::reply(held->message(), refusalOf(answer));
    }
    if (!shelf.jpeg)
        shelves_.erase(room);
    else
        shelf.stale = Timer::once(loop_, kFresh, [this, room] { shelves_.erase(room); });
}

void SnapshotDesk::reply(SoupServerMessage* message, const GRef<GBytes>& jpeg)
{
    if (!http::replyByCondition(message, http::etagOf(jpeg.get())))
        http::reply(message, 200, "image/jpeg", jpeg);
}

} // namespace confab::front
