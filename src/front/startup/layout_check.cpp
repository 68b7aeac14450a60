// SPDX-License-Identifier: Apache-2.0
#include "front/startup/layout_check.hpp"

#include "base/colour.hpp"
#include "layout/layout_list.hpp"
#include "wire/names.hpp"
#include "wire/wire_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace confab::front {

namespace {

Status checkImage(const char* key, const std::string& file)
{
    if (file.empty() || std::ifstream(file))
        return Done{};
    return Error{Errc::NotFound,
                 fmt::format("cannot read {}, the layout.{}; give a PNG file", file, key)};
}

Result<layout::LayoutBook> check(const config::LayoutConfig& config)
{
    auto book = layout::LayoutBook::open(config.folder, config.name);
    if (!book)
        return Error{book.error().code, "layout: " + book.error().message};
    if (auto status = checkImage("logo", config.logo); !status)
        return status.error();
    if (!parseColour(config.background))
        if (auto status = checkImage("background", config.background); !status)
            return status.error();
    return book;
}

} // namespace

Result<std::string> checkLayouts(const config::Config& config)
{
    for (const auto& [name, room] : config.rooms) {
        if (!wire::isRoomName(name))
            return Error{Errc::InvalidArgument,
                         fmt::format("[rooms.\"{}\"]: there is no such room, because {}", name,
                                     wire::kRoomNameRule)};
        if (auto book = check(room.layout); !book)
            return Error{book.error().code, fmt::format("room {}: {}", name, book.error().message)};
    }
    auto book = check(config.layout);
    if (!book)
        return book.error();
    return wire::toText(layout::layoutsAsJson(*book));
}

} // namespace confab::front
