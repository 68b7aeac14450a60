// SPDX-License-Identifier: Apache-2.0
#include "front/relay/relay_member.hpp"

#include "wire/wire_json.hpp"

#include <nlohmann/json.hpp>

namespace confab::front {

RelayMember::RelayMember(const Loop& loop, HttpServer::Upgrade upgrade, const Timing& timing,
                         Events events)
    : events_(std::move(events)),
      socket_(loop, upgrade.stream, upgrade.uri, timing, std::move(upgrade.visit),
              {.text = [this](const std::string& text) { onText(text); },
               .closed = [this](bool) { onClosed(); }})
{
}

void RelayMember::send(const nlohmann::json& message)
{
    if (!closing_)
        socket_.send(wire::toText(message));
}

void RelayMember::bye(const char* reason, const char* message, unsigned short code)
{
    send({{"type", "bye"}, {"reason", reason}, {"message", message}});
    closing_ = true;
    socket_.close(code);
}

void RelayMember::onText(const std::string& text)
{
    if (closing_)
        return;
    said_ += text.size();
    if (!rate_.admits(text.size()) || said_ > kMaxSaid)
        return bye("limit", "more than 200 messages or 256 KB in a second, or 1 MB in all",
                   SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION);
    if (text.empty())
        return send({{"type", "error"},
                     {"code", "message.invalid"},
                     {"message", "only text is carried, and not an empty one"}});
    events_.said(*this, text);
}

void RelayMember::onClosed()
{
    closing_ = true;
    const auto closed = events_.closed;
    closed(*this);
}

} // namespace confab::front
