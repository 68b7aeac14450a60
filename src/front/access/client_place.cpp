// SPDX-License-Identifier: Apache-2.0
#include "front/access/client_place.hpp"

#include <algorithm>
#include <string_view>

namespace confab::front {

namespace {

std::string placeOf(GInetAddress* address)
{
    const auto size = g_inet_address_get_native_size(address);
    return {reinterpret_cast<const char*>(g_inet_address_to_bytes(address)), size == 16 ? 8 : size};
}

} // namespace

std::string placeOf(const Caller& caller, bool behindProxy)
{
    if (behindProxy) {
        std::string_view list = caller.forwardedFor;
        list.remove_prefix(list.rfind(',') + 1); // npos + 1 is 0
        list.remove_prefix(std::min(list.find_first_not_of(' '), list.size()));
        const auto address =
            GRef<GInetAddress>::adopt(g_inet_address_new_from_string(std::string(list).c_str()));
        if (address)
            return placeOf(address.get());
    }
    return caller.address ? placeOf(caller.address.get()) : std::string();
}

} // namespace confab::front
