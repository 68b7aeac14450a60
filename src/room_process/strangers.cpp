// SPDX-License-Identifier: Apache-2.0
#include "room_process/strangers.hpp"

#include "base/secrets.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace confab::room_process {

namespace {

constexpr std::chrono::seconds kPatience{2};

} // namespace

/// Known or not: the events of its channel lead here for as long as the channel lives.
struct Strangers::Stranger {
    LineChannel::Events later;
    std::unique_ptr<LineChannel> channel; // null: it is known
    Timer deadline;
    bool isKnown = false, isRefused = false;
};

Strangers::~Strangers()
{
    while (!strangers_.empty())
        hangUp(strangers_.front().get());
}

void Strangers::receive(GSocketConnection* connection, LineChannel::Events later)
{
    if (strangers_.size() >= kMost)
        hangUp(strangers_.front().get());
    const auto stranger = std::make_shared<Stranger>();
    auto* key = stranger.get();
    strangers_.push_back(stranger);
    stranger->later = std::move(later);
    stranger->deadline = Timer::once(loop_, kPatience, [this, key] { hangUp(key); });
    auto* stream = G_IO_STREAM(connection);
    stranger->channel = std::make_unique<LineChannel>(
        GRef<GInputStream>::share(g_io_stream_get_input_stream(stream)),
        GRef<GOutputStream>::share(g_io_stream_get_output_stream(stream)),
        GRef<GObject>::share(G_OBJECT(connection)),
        LineChannel::Events{.line =
                                [this, stranger](const std::string& line) {
                                    stranger->isKnown ? stranger->later.line(line)
                                                      : onLine(stranger.get(), line);
                                },
                            .closed =
                                [this, stranger] {
                                    stranger->isKnown ? stranger->later.closed()
                                                      : hangUp(stranger.get());
                                }});
}

void Strangers::onLine(Stranger* stranger, const std::string& line)
{
    if (stranger->isRefused)
        return;
    if (!isSameSecret(line, key_)) {
        spdlog::warn("somebody has connected to the room's socket without its key: refused");
        stranger->isRefused = true;
        stranger->deadline = Timer::once(loop_, std::chrono::milliseconds(0),
                                         [this, stranger] { hangUp(stranger); });
        return; // not inside its own event
    }
    stranger->isKnown = true;
    stranger->deadline = {};
    auto channel = std::move(stranger->channel);
    const auto kept = forget(stranger);
    known_(std::move(channel));
}

void Strangers::hangUp(Stranger* stranger)
{
    if (const auto gone = forget(stranger))
        gone->channel.reset();
}

std::shared_ptr<Strangers::Stranger> Strangers::forget(Stranger* stranger)
{
    const auto found = std::find_if(strangers_.begin(), strangers_.end(),
                                    [&](const auto& one) { return one.get() == stranger; });
    if (found == strangers_.end())
        return nullptr;
    auto one = std::move(*found);
    strangers_.erase(found);
    return one;
}

} // namespace confab::room_process
