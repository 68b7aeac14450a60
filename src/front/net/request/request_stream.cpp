// SPDX-License-Identifier: Apache-2.0
#include "front/net/request/request_stream.hpp"

#include "front/net/stream/relay_stream.hpp"

namespace confab::front {

GRef<GIOStream> requestStream(GRef<GIOStream> base, const std::string& request,
                              std::function<bool()> isKept)
{
    const auto bytes = GRef<GBytes>::adopt(g_bytes_new(request.data(), request.size()));
    auto input = GRef<GInputStream>::adopt(g_memory_input_stream_new_from_bytes(bytes.get()));
    return relayStream(std::move(base), std::move(input), {},
                       [isKept = std::move(isKept)](GIOStream* stream, GError** error) {
                           return isKept() || g_io_stream_close(stream, nullptr, error) != FALSE;
                       });
}

} // namespace confab::front
