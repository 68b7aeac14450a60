// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace confab::front {

/// Looks at what was read for one HTTP request: was it this request and nothing behind it? What
/// SoupServer has read too much is lost with the stream that it was read from. Plain value.
class LoneRequest {
public:
    /// The next bytes.
    void feed(const unsigned char* data, std::size_t size)
    {
        for (std::size_t i = 0; i < size && !isMore_; ++i)
            take(data[i]);
    }
    /// The head of one request, whole, without a body, and nothing more.
    bool isWhole() const { return isWhole_ && !isMore_; }

private:
    void take(unsigned char c)
    {
        isMore_ = isWhole_;
        isWhole_ = c == '\n' && isEmptyLine_;
        if (c != '\r')
            isEmptyLine_ = c == '\n';
    }

    bool isEmptyLine_ = false; // the line that is being read, so far
    bool isWhole_ = false, isMore_ = false;
};

} // namespace confab::front
