// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"

#include "base/glib/gobject.hpp"

namespace confab {

std::string toBase64(std::string_view bytes)
{
    const GCharPtr text(
        g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size()));
    return text.get();
}

// GLib skips characters that it does not know. So only a text that encodes back to itself is valid.
std::optional<std::string> fromBase64(const std::string& text)
{
    gsize size = 0;
    const std::unique_ptr<guchar, FreeWith<g_free>> bytes(g_base64_decode(text.c_str(), &size));
    std::string decoded(reinterpret_cast<const char*>(bytes.get()), size);
    if (toBase64(decoded) != text)
        return std::nullopt;
    return decoded;
}

} // namespace confab
