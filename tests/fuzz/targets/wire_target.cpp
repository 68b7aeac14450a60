// SPDX-License-Identifier: Apache-2.0
#include "base/glib/line_channel.hpp"
#include "base/json/json.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"
#include "link/room_link.hpp"
#include "wire/names.hpp"
#include "wire/wire_json.hpp"

#include <nlohmann/json.hpp>

namespace confab::fuzz {

namespace {

void checkRefusal(const wire::ErrorMessage& error)
{
    must(!error.code.empty() && !error.message.empty(), "a refusal says what is wrong");
    must(!parseJson(wire::textOf(error)).is_discarded(), "a refusal is JSON");
}

void checkMessage(const wire::ClientMessage& message)
{
    const auto object = wire::toJson(message);
    const auto again = wire::readClient(object);
    must(std::holds_alternative<wire::ClientMessage>(again), "what was understood can be said");
    must(wire::toJson(std::get<wire::ClientMessage>(again)) == object, "and means the same");
    if (const auto* join = std::get_if<wire::Join>(&message))
        must(wire::isRoomName(join->room), "a room's name is one");
    const auto line = link::toLine(link::ToRoom(link::FromClient{"p12345678", message}));
    must(line.size() < LineChannel::kMaxLine, "it fits into a line to the room");
    must(std::holds_alternative<wire::Join>(message) || link::parseToRoom(line),
         "the room understands it");
}

} // namespace

void wire(std::string_view json)
{
    const auto parsed = wire::parseClient(json);
    if (const auto* error = std::get_if<wire::ErrorMessage>(&parsed))
        checkRefusal(*error);
    else
        checkMessage(std::get<wire::ClientMessage>(parsed));
    if (const auto message = wire::parseServer(json)) {
        const auto object = wire::toJson(*message);
        const auto again = wire::readServer(object);
        must(again && wire::toJson(*again) == object, "a server's message means the same again");
    }
}

} // namespace confab::fuzz
