// SPDX-License-Identifier: Apache-2.0
#include "bot/bot_address.hpp"

#include "wire/names.hpp"

#include <algorithm>
#include <string_view>

namespace confab::bot {

BotAddress botAddressOf(std::string url)
{
    constexpr std::string_view kCallPage = "/r/";
    url.resize(std::min(url.find_first_of("?#"), url.size()));
    while (url.ends_with('/'))
        url.pop_back();
    const auto page = url.rfind(kCallPage);
    if (page == url.npos)
        return {url, ""};
    const auto room = url.substr(page + kCallPage.size());
    return wire::isRoomName(room) ? BotAddress{url.substr(0, page), room} : BotAddress{url, ""};
}

} // namespace confab::bot
