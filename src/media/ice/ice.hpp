// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"

#include <gst/gst.h>

namespace confab::media {

/// Tells a webrtcbin's ICE agent its servers, ports and addresses. The servers' hosts are numeric
/// (ServerAddresses), else libnice looks them up. Call it before the first offer.
void configureIce(GstElement* webrtcbin, const config::IceConfig& config);

} // namespace confab::media
