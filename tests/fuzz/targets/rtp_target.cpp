// SPDX-License-Identifier: Apache-2.0
#include "base/gst/gst_ref.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/buffers.hpp"
#include "fuzz/targets/targets.hpp"
#include "media/peer/audio_level.hpp"

namespace confab::fuzz {

void rtp(std::string_view packet)
{
    const auto whole = bufferOf(packet, packet.size()), cut = bufferOf(packet, packet.size() / 2);
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
