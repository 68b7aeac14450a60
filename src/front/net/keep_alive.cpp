// SPDX-License-Identifier: Apache-2.0
#include "front/net/keep_alive.hpp"

#include "front/net/lone_request.hpp"
#include "front/net/metered_stream.hpp"
#include "front/net/relay_stream.hpp"

#include <memory>

namespace confab::front {

GRef<GIOStream> streamForOneRequest(GRef<GIOStream> base, std::function<bool()> isKept,
                                    std::function<void()> next)
{
    const auto read = std::make_shared<LoneRequest>();
    auto close = [read, isKept = std::move(isKept), next = std::move(next)](GIOStream* stream,
                                                                            GError** error) {
        if (!read->isWhole() || !isKept())
            return g_io_stream_close(stream, nullptr, error) != FALSE;
        next();
        return true;
    };
    return meteredStream(relayStream(std::move(base), {}, std::move(close)),
                         [read](const unsigned char* data, std::size_t size) {
                             read->feed(data, size);
                             return true;
                         });
}

} // namespace confab::front
