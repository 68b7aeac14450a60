// SPDX-License-Identifier: Apache-2.0
#include "media/peer/audio_level.hpp"

#include <gst/rtp/gstrtpbuffer.h>

namespace confab::media {

std::optional<AudioLevel> readAudioLevel(GstBuffer* buffer, int id)
{
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    if (!gst_rtp_buffer_map(buffer, GST_MAP_READ, &rtp))
        return std::nullopt;
    gpointer data = nullptr;
    guint size = 0;
    const bool found =
        gst_rtp_buffer_get_extension_onebyte_header(&rtp, guint8(id), 0, &data, &size);
    std::optional<AudioLevel> level;
    if (found && size >= 1) {
        const guint8 byte = *static_cast<const guint8*>(data);
        level = AudioLevel{-(byte & 0x7f), (byte & 0x80) != 0};
    }
    gst_rtp_buffer_unmap(&rtp);
    return level;
}

} // namespace confab::media
