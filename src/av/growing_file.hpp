// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/byte_source.hpp"

#include <atomic>
#include <functional>

namespace confab::av {

/// A file that is still being written: at its end read() waits for more, until `isOver` says that
/// no more comes. One thread.
class GrowingFile : public ByteSource {
public:
    /// `isOver`: nobody writes to it any more. It is asked a few times a second. `stop` ends the
    /// waiting.
    GrowingFile(UniqueFd fd, std::function<bool()> isOver, const std::atomic<bool>& stop);

    int read(std::uint8_t* to, int size) override;
    bool canSeek() const override { return false; }
    void seek(std::int64_t) override { }
    std::int64_t position() const override { return file_.position(); }
    std::int64_t size() const override { return file_.size(); }

private:
    FileSource file_;
    std::function<bool()> isOver_;
    const std::atomic<bool>& stop_;
};

} // namespace confab::av
