// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/clip/encode_job.hpp"

#include <string>

namespace confab::test {

/// What a WebM or Matroska file has of one kind, "video" or "audio", read to its end. By the
/// demuxer's pad, not by caps: gst_parse_launch would link by a capsfilter that it adds while the
/// pipeline starts, and takes out again, not always stopped, if the pad is of the other kind.
inline Result<std::vector<GRef<GstBuffer>>> packetsOf(const std::string& path,
                                                      const std::string& kind)
{
    return bot::encode("filesrc location=" + path + " ! matroskademux name=demux demux." + kind
                           + "_0",
                       "queue", {});
}

} // namespace confab::test
