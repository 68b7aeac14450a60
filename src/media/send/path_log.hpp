// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/packet_report.hpp"

#include <span>

namespace confab::media {

/// Writes what receivers report into GStreamer's log, so that a call can be played again to the
/// estimator of a test: category `confabpath`, level LOG (GST_DEBUG=confabpath:LOG), a line each
/// report: `path NUMBER at US:` and for each packet ` SEQUENCE,SENT,BYTES,ARRIVED`; times in
/// microseconds, ARRIVED by the receiver's clock, or `-`. Costs nothing while nobody asks for it.
///
/// Thread: the control thread.
class PathLog {
public:
    PathLog();

    void write(congestion::Time now, std::span<const congestion::PacketReport> reports) const;

private:
    const int number_; // of the path, from 1 in each process
};

} // namespace confab::media
