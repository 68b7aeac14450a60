// SPDX-License-Identifier: Apache-2.0
#include "av/packet_encoder.hpp"

namespace confab::av {

Status PacketEncoder::push(const AVFrame* frame, const TakePacket& take)
{
    if (const int code = avcodec_send_frame(context_.get(), frame); code < 0)
        return avError(std::string("cannot encode ") + context_->codec->name, code);
    while (avcodec_receive_packet(context_.get(), packet_.get()) >= 0)
        if (auto taken = take(*packet_); !taken)
            return taken;
    return Done{};
}

} // namespace confab::av
