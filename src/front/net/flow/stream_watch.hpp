// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

namespace confab::front {

/// Whoever sees all that passes a stream, and says when to read. On the thread of the stream's
/// reader.
class StreamWatch {
public:
    virtual ~StreamWatch() = default;

    /// How long nothing shall be read from now on; 0: go on.
    virtual std::chrono::milliseconds pause() = 0;
    /// From now on the reader finds the end, whatever comes.
    virtual bool isOver() const = 0;
    /// What has come. False: the reader does not get it.
    virtual bool onRead(const unsigned char* data, std::size_t size) = 0;
    /// What has gone.
    virtual void onWritten(const unsigned char* data, std::size_t size) = 0;
};

} // namespace confab::front
