// SPDX-License-Identifier: Apache-2.0
#include "layout/layout_list.hpp"

#include <nlohmann/json.hpp>

namespace confab::layout {

nlohmann::json layoutsAsJson(const LayoutBook& book)
{
    auto list = nlohmann::json::array();
    for (const auto& entry : book.entries())
        list.push_back({{"name", entry.layout->name()},
                        {"aliases", entry.aliases},
                        {"capacity", entry.layout->capacity()},
                        {"purpose", entry.purpose}});
    return list;
}

} // namespace confab::layout
