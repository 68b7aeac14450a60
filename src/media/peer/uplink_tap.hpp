// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "media/codec/codec.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

namespace confab::media {

/// One encoded picture or packet of sound as a participant sent it.
struct SentPacket {
    const Codec* codec; ///< of ours
    GRef<GstBuffer> buffer; ///< shared, never written to; its own times mean nothing
    std::chrono::nanoseconds at; ///< running time
    bool keyframe = true;
};

/// Takes in what was sent. Called on streaming threads, maybe for a picture and a sound at the same
/// time: it returns at once and never blocks.
class SentPackets {
public:
    virtual ~SentPackets() = default;
    virtual void take(const SentPacket& packet) = 0;
};

/// Gives a participant's packets, as they came, to takers beside the decoders. Costs nothing while
/// there are none. Any thread; a packet under way while a taker is removed may still reach it.
class UplinkTap {
public:
    void add(std::shared_ptr<SentPackets> taker);
    void remove(const std::shared_ptr<SentPackets>& taker);
    bool isOpen() const { return isOpen_; }
    void give(const SentPacket& packet) const;

private:
    using Takers = std::vector<std::shared_ptr<SentPackets>>;

    mutable std::mutex mutex_;
    std::shared_ptr<const Takers> takers_ = std::make_shared<Takers>(); // guarded by mutex_
    std::atomic<bool> isOpen_ = false;
};

} // namespace confab::media
