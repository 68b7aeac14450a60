// SPDX-License-Identifier: Apache-2.0
#include "link/chat_history.hpp"

#include "wire/people_json.hpp"
#include "wire/wire_json.hpp"

#include <nlohmann/json.hpp>

namespace confab::link {

namespace {

/// With the comma that separates it from the next.
std::size_t bytesAsSent(const wire::ChatMessage& message)
{
    return wire::toText(wire::fieldsOf(message)).size() + 1;
}

} // namespace

void ChatHistory::add(wire::ChatMessage message)
{
    sizes_.push_back(bytesAsSent(message));
    bytes_ += sizes_.back();
    messages_.push_back(std::move(message));
    while (messages_.size() > kMost || bytes_ > kMostBytes) {
        bytes_ -= sizes_.front();
        sizes_.pop_front();
        messages_.pop_front();
    }
}

void ChatHistory::clear()
{
    messages_.clear();
    sizes_.clear();
    bytes_ = 0;
}

} // namespace confab::link
