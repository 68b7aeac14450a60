// SPDX-License-Identifier: Apache-2.0
#include "base/gst/gst_ref.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/buffers.hpp"
#include "fuzz/targets/targets.hpp"
#include "media/peer/audio_level.hpp"

#include <algorithm>

namespace confab::fuzz {

namespace {

/// Bytes of the header with its extension (RFC 3550, 5.1 and 5.3.1), as it says, or all there are.
std::size_t headOf(std::string_view packet)
{
    const auto byte = [&](std::size_t at) -> std::size_t {
        return at < packet.size() ? static_cast<unsigned char>(packet[at]) : 0;
    };
    std::size_t head = 12 + 4 * (byte(0) & 0xf);
    if (byte(0) & 0x10)
        head += 4 + 4 * (byte(head + 2) << 8 | byte(head + 3));
    return std::min(head, packet.size());
}

} // namespace

void rtp(std::string_view packet)
{
    // GStreamer (1.22) reads no packet whose header is in two pieces, and none comes so.
    const auto whole = bufferOf(packet, packet.size()),
               cut = bufferOf(packet, std::max(packet.size() / 2, headOf(packet)));
    for (int id = 1; id <= 14; ++id) {
        const auto level = media::readAudioLevel(whole.get(), id);
        must(!level || (level->dBov <= 0 && level->dBov >= -127), "a level has its range");
        const auto same = media::readAudioLevel(cut.get(), id);
        must(level.has_value() == same.has_value()
                 && (!level || (level->dBov == same->dBov && level->voice == same->voice)),
             "it is the same in pieces");
    }
}

} // namespace confab::fuzz
