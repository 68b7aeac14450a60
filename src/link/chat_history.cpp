// SPDX-License-Identifier: Apache-2.0
#include "link/chat_history.hpp"

namespace confab::link {

namespace {

std::size_t bytesOf(const wire::ChatMessage& message)
{
    return message.text.size() + message.name.size();
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
