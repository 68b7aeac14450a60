// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace confab::fuzz {

/// A buffer of two pieces, the first one so long.
inline GRef<GstBuffer> bufferOf(std::string_view bytes, std::size_t first)
{
    auto buffer = GRef<GstBuffer>::adopt(gst_buffer_new());
    for (const auto piece : {bytes.substr(0, first), bytes.substr(first)})
        if (!piece.empty())
            gst_buffer_append_memory(buffer.get(),
                                     gst_allocator_alloc(nullptr, piece.size(), nullptr));
    gst_buffer_fill(buffer.get(), 0, bytes.data(), bytes.size());
    return buffer;
}

inline std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace confab::fuzz
