// SPDX-License-Identifier: Apache-2.0
#include "link/chat_history.hpp"

#include <algorithm>

namespace confab::link {

namespace {

/// What JSON escapes takes a byte more. Other control characters are not in there.
std::size_t bytesAsSent(const std::string& text)
{
    const auto isEscaped = [](char c) { return c == '"' || c == '\\' || c == '\n'; };
    return text.size() + std::size_t(std::ranges::count_if(text, isEscaped));
}

std::size_t bytesOf(const wire::ChatMessage& message)
{
    return bytesAsSent(message.text) + bytesAsSent(message.name);
}

} // namespace

void ChatHistory::add(wire::ChatMessage message)
{
    bytes_ += bytesOf(message);
    messages_.push_back(std::move(message));
    while (messages_.size() > kMost || bytes_ > kMostBytes) {
        bytes_ -= bytesOf(messages_.front());
        messages_.pop_front();
    }
}

void ChatHistory::clear()
{
    messages_.clear();
    bytes_ = 0;
}

} // namespace confab::link
