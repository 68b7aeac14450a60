// SPDX-License-Identifier: Apache-2.0
#include "wire/layout_json.hpp"

#include "base/colour.hpp"
#include "base/json/json.hpp"
#include "wire/wire_json.hpp"

namespace confab::wire {

using nlohmann::json;

Layout layoutFrom(Fields& f)
{
    Fields canvas(f.object("canvas"));
    Layout layout{.view = f.text("view"),
                  .name = f.text("name"),
                  .width = canvas.number("width"),
                  .height = canvas.number("height"),
                  .hidden = f.numberOr("hidden", 0),
                  .pinned = f.textOr("pinned", ""),
                  .background = f.textOr("background", "")};
    for (const auto& entry : f.array("tiles")) {
        Fields tile(entry);
        layout.tiles.push_back({.participant = tile.text("participant"),
                                .kind = tile.text("kind"),
                                .x = tile.number("x"),
                                .y = tile.number("y"),
                                .width = tile.number("width"),
                                .height = tile.number("height")});
        if (!tile.ok())
            f.complain("tiles", "a list of rectangles");
    }
    return layout;
}

SetLayout setLayoutFrom(Fields& f)
{
    SetLayout layout{.view = f.textOr("view", "main")};
    if (f.has("name"))
        layout.name = f.text("name");
    if (f.has("background")) {
        layout.background = f.text("background");
        if (!layout.background->empty() && !parseColour(*layout.background))
            f.complain("background", "a colour, \"#rrggbb\", or \"\" for the default");
    }
    if (f.has("custom"))
        layout.custom = toText(f.object("custom"));
    if (f.has("order"))
        for (const auto& id : f.array("order")) {
            if (id.is_string())
                layout.order.push_back(id.get<std::string>());
            else
                f.complain("order", "a list of participants");
        }
    return layout;
}

json fieldsOf(const Layout& layout)
{
    json tiles = json::array();
    for (const Tile& t : layout.tiles)
        tiles.push_back({{"participant", t.participant},
                         {"kind", t.kind},
                         {"x", t.x},
                         {"y", t.y},
                         {"width", t.width},
                         {"height", t.height}});
    json fields{{"view", layout.view},
                {"name", layout.name},
                {"canvas", {{"width", layout.width}, {"height", layout.height}}},
                {"tiles", std::move(tiles)},
                {"hidden", layout.hidden}};
    if (!layout.pinned.empty())
        fields["pinned"] = layout.pinned;
    if (!layout.background.empty())
        fields["background"] = layout.background;
    return fields;
}

json fieldsOf(const SetLayout& m)
{
    json fields{{"view", m.view}};
    if (m.name)
        fields["name"] = *m.name;
    if (m.background)
        fields["background"] = *m.background;
    if (!m.custom.empty())
        fields["custom"] = parseJson(m.custom);
    if (!m.order.empty())
        fields["order"] = m.order;
    return fields;
}

} // namespace confab::wire
