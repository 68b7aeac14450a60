// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <string>

namespace confab::front {

/// A file of the page in the forms in which it is sent: plain or compressed. Each form has an ETag
/// of its own.
struct Asset {
    GRef<GBytes> plain, packed; ///< packed: gzip, or null if that is not shorter
    std::string etag, packedEtag;
};

Asset makeAsset(GRef<GBytes> bytes);

/// Does this Accept-Encoding header (null: not there) take gzip?
bool acceptsGzip(const char* header);

} // namespace confab::front
