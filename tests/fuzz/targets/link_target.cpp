// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"
#include "link/room_link.hpp"

namespace confab::fuzz {

namespace {

template <class Message>
void check(const std::optional<Message>& message,
           std::optional<Message> (*parse)(std::string_view line))
{
    if (!message)
        return;
    const auto line = link::toLine(*message);
    const auto again = parse(line);
    must(again.has_value(), "what was understood can be said");
    must(again->index() == message->index() && link::toLine(*again) == line, "and means the same");
}

} // namespace

void link(std::string_view line)
{
    check(link::parseToRoom(line), link::parseToRoom);
    check(link::parseFromRoom(line), link::parseFromRoom);
}

} // namespace confab::fuzz
