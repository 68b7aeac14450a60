// SPDX-License-Identifier: Apache-2.0
#include "media/peer/fingerprint.hpp"

#include "base/glib/gobject.hpp"

#include <algorithm>

namespace confab::media {

std::string fingerprintOf(std::string_view pem)
{
    constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
    constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
    const auto begin = pem.find(kBegin);
    const auto end = pem.find(kEnd);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin)
        return {};
    const std::string body(pem.substr(begin + kBegin.size(), end - begin - kBegin.size()));
    gsize size = 0;
    const std::unique_ptr<guchar, FreeWith<g_free>> der(g_base64_decode(body.c_str(), &size));
    const GCharPtr hex(g_compute_checksum_for_data(G_CHECKSUM_SHA256, der.get(), size));

    std::string text;
    for (const char* p = hex.get(); *p; p += 2) {
        if (!text.empty())
            text += ':';
        text += {g_ascii_toupper(p[0]), g_ascii_toupper(p[1])};
    }
    return text;
}

bool isPromisedCertificate(std::string_view pem, const std::vector<std::string>& promised)
{
    const std::string actual = fingerprintOf(pem);
    return !actual.empty() && !promised.empty()
        && std::all_of(promised.begin(), promised.end(), [&](auto& p) { return p == actual; });
}

} // namespace confab::media
