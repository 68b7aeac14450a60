// SPDX-License-Identifier: Apache-2.0
#include "front/net/keep_alive.hpp"

#include "front/net/lone_request.hpp"
#include "front/net/metered_stream.hpp"
#include "front/net/relay_stream.hpp"

#include <memory>

namespace confab::front {

namespace {

/// Reads along.
class RequestWatch : public StreamWatch {
public:
    const LoneRequest& request() const { return request_; }

    std::chrono::milliseconds pause() override { return {}; }
    bool isOver() const override { return false; }
    bool onRead(const unsigned char* data, std::size_t size) override
    {
        request_.feed(data, size);
        return true;
    }
    void onWritten(const unsigned char*, std::size_t) override { }

private:
    LoneRequest request_;
};

} // namespace

GRef<GIOStream> streamForOneRequest(GRef<GIOStream> base, std::function<bool()> isKept,
                                    std::function<void()> next)
{
    const auto watch = std::make_shared<RequestWatch>();
    auto close = [watch, isKept = std::move(isKept), next = std::move(next)](GIOStream* stream,
                                                                             GError** error) {
        if (!watch->request().isWhole() || !isKept())
            return g_io_stream_close(stream, nullptr, error) != FALSE;
        next();
        return true;
    };
    return meteredStream(relayStream(std::move(base), {}, {}, std::move(close)), watch);
}

} // namespace confab::front
