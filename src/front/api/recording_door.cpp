// SPDX-License-Identifier: Apache-2.0
#include "front/api/recording_door.hpp"

#include "archive/recording_name.hpp"
#include "front/http/http_caller.hpp"
#include "front/http/http_reply.hpp"

#include <optional>

namespace confab::front {

bool RecordingDoor::isLocked(const std::string& recording) const
{
    const auto room = archive::roomOfId(recording);
    return !room.empty() && rooms_.isLocked(room);
}

bool RecordingDoor::admits(const HttpRequest& request, Action action, const std::string& recording)
{
    const auto room = archive::roomOfId(recording);
    if (room.empty())
        return true;
    if (action == Action::ReadRecording)
        if (const auto key = http::queryOf(request.message, "key");
            !key.empty() && keys_.fits(key, recording, FileKeys::Clock::now()))
            return true;
    const auto refusal = access_.refusalOf(http::callerOf(request.message), action, room);
    if (refusal)
        http::reply(request.message, *refusal);
    return !refusal;
}

// Whether it is an operator is asked once, however many rooms are locked: asking may count.
std::function<bool(const std::string&)> RecordingDoor::sieveFor(const HttpRequest& request)
{
    return [this, caller = http::callerOf(request.message),
            isOperator = std::optional<bool>()](const std::string& recording) mutable {
        if (!isLocked(recording)
            || rooms_.isMember(archive::roomOfId(recording), resumeSecretOf(caller)))
            return true;
        if (!isOperator)
            isOperator = !access_.refusalOf(caller, Action::ListRooms, "");
        return *isOperator;
    };
}

nlohmann::json RecordingDoor::show(const StoredRecording& recording,
                                   const std::string& prefix) const
{
    auto object = toJson(recording, prefix);
    if (!isLocked(recording.id))
        return object;
    const auto key = "?key=" + keys_.of(recording.id, FileKeys::Clock::now());
    for (auto& file : object["files"])
        file["url"] = file["url"].get<std::string>() + key;
    if (object.contains("poster"))
        object["poster"] = object["poster"].get<std::string>() + key;
    return object;
}

} // namespace confab::front
