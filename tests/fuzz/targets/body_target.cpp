// SPDX-License-Identifier: Apache-2.0
#include "base/canvas_limits.hpp"
#include "base/json/json.hpp"
#include "front/api/body/recording_bodies.hpp"
#include "front/api/body/room_bodies.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"
#include "link/room_link.hpp"

#include <nlohmann/json.hpp>

namespace confab::fuzz {

namespace {

void checkRoomHears(link::Wish wish)
{
    const auto line = link::toLine(link::ToRoom(link::Call{"1", std::move(wish)}));
    must(link::parseToRoom(line).has_value(), "the room understands what was taken");
}

template <class T> std::optional<T> taken(const Result<T>& result)
{
    must(result || !result.error().message.empty(), "a refusal says what is wrong");
    return result ? std::optional(*result) : std::nullopt;
}

void checkRecording(const std::optional<wire::Record>& wish)
{
    if (!wish)
        return;
    must((wish->width == 0) == (wish->height == 0), "sides come in pairs");
    must(wish->width == 0 || (isCanvasSide(wish->width) && isCanvasSide(wish->height)),
         "a canvas can be made");
    checkRoomHears(*wish);
}

} // namespace

void body(std::string_view json)
{
    const auto object = parseJson(json);
    if (!object.is_object())
        return; // refused before anybody reads it
    checkRecording(taken(front::readStart(object)));
    checkRecording(taken(front::readChange(object)));
    if (const auto lock = taken(front::readRoom(object)))
        checkRoomHears(*lock);
    if (auto wish = taken(front::readParticipant(object))) {
        wish->participant = "p1";
        checkRoomHears(*wish);
    }
    if (const auto parsed = taken(front::readLayout(object)))
        if (const auto* message = std::get_if<wire::ClientMessage>(&*parsed))
            checkRoomHears(link::ChangeLayout{std::get<wire::SetLayout>(*message), 1});
}

} // namespace confab::fuzz
