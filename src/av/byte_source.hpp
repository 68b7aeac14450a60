// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/unique_fd.hpp"

#include <cstdint>

namespace confab::av {

/// Where an AvInput gets its bytes from. One thread.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Reads up to `size` bytes. Returns how many, 0 at the end, or a negative errno.
    virtual int read(std::uint8_t* to, int size) = 0;
    virtual bool canSeek() const = 0;
    /// `position` counts from the beginning. Only if canSeek().
    virtual void seek(std::int64_t position) = 0;
    virtual std::int64_t position() const = 0;
    /// How many bytes there are now.
    virtual std::int64_t size() const = 0;
};

/// A file that nobody writes any more. Its descriptor's own offset is not touched, so others may
/// share it. One thread.
class FileSource : public ByteSource {
public:
    /// Borrows `fd`: it must stay open for as long as this lives.
    explicit FileSource(int fd) : fd_(fd) { }
    explicit FileSource(UniqueFd fd) : owned_(std::move(fd)), fd_(owned_.get()) { }

    int read(std::uint8_t* to, int size) override;
    bool canSeek() const override { return true; }
    void seek(std::int64_t position) override { position_ = position; }
    std::int64_t position() const override { return position_; }
    std::int64_t size() const override;

private:
    UniqueFd owned_;
    int fd_;
    std::int64_t position_ = 0;
};

} // namespace confab::av
