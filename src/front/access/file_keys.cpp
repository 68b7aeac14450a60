// SPDX-License-Identifier: Apache-2.0
#include "front/access/file_keys.hpp"

#include "base/glib/gobject.hpp"
#include "base/secrets.hpp"

#include <glib.h>

namespace confab::front {

namespace {

std::chrono::hours hourOf(FileKeys::Clock::time_point now)
{
    return std::chrono::floor<std::chrono::hours>(now.time_since_epoch());
}

} // namespace

FileKeys::FileKeys() : secret_(randomHex(32)) { }

std::string FileKeys::of(const std::string& recording, Clock::time_point now) const
{
    return keyOf(recording, hourOf(now));
}

bool FileKeys::fits(const std::string& key, const std::string& recording,
                    Clock::time_point now) const
{
    const auto hour = hourOf(now);
    return isSameSecret(key, keyOf(recording, hour))
        || isSameSecret(key, keyOf(recording, hour - std::chrono::hours(1)));
}

std::string FileKeys::keyOf(const std::string& recording, std::chrono::hours hour) const
{
    const auto text = std::to_string(hour.count()) + ' ' + recording;
    return GCharPtr(g_compute_hmac_for_string(G_CHECKSUM_SHA256,
                                              reinterpret_cast<const guchar*>(secret_.data()),
                                              secret_.size(), text.c_str(), gssize(text.size())))
        .get();
}

} // namespace confab::front
