// SPDX-License-Identifier: Apache-2.0
#include "front/net/request/request_intake.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace confab::front {

namespace {

using std::chrono::milliseconds;

constexpr RequestFault kTooLong{431, "head.too-large",
                                "the address and the headers may have 32 KB together"};
constexpr RequestFault kTooEarly{400, "upgrade.early",
                                 "say nothing more before the answer to an Upgrade has come"};
constexpr char kGoAhead[] = "HTTP/1.1 100 Continue\r\n\r\n";

/// A request comes in one or two pieces, a long one in a few more. So the pauses grow: no transfer
/// takes more than twice its time by them, and crumbs cost nothing, also those of a TLS record.
milliseconds pauseAfter(int pieces)
{
    constexpr int kFree = 3, kMost = 7;
    return pieces < kFree ? milliseconds(0)
                          : milliseconds(4 << std::min(pieces - kFree, kMost)); // up to 512 ms
}

} // namespace

struct RequestIntake::Reading {
    Line line;
    std::string bytes;
    Events events;
    std::size_t lookedAt = 0; // of the head
    int pieces = 0; // that the socket had
    std::optional<RequestHead> head;
    TimerQueue::Alarm pause;
    Readiness::Wait wait;
};

RequestIntake::RequestIntake(Readiness& readiness, TimerQueue& timers)
    : readiness_(readiness), timers_(timers)
{
}

RequestIntake::~RequestIntake() = default;

void RequestIntake::take(Line line, std::string already, Events events)
{
    auto reading = std::make_unique<Reading>();
    reading->line = std::move(line);
    reading->bytes = std::move(already);
    reading->events = std::move(events);
    auto* key = reading.get();
    readings_.emplace(key, std::move(reading));
    if (key->bytes.empty())
        read(key);
    else
        look(key);
}

// With TLS more may be here than the socket shows: so it is read until there is no more.
void RequestIntake::read(Reading* reading)
{
    std::array<char, 16 * 1024> buffer;
    GErrorOut error;
    const auto count = g_pollable_input_stream_read_nonblocking(
        G_POLLABLE_INPUT_STREAM(g_io_stream_get_input_stream(reading->line.stream.get())),
        buffer.data(), buffer.size(), nullptr, error);
    if (count > 0) {
        reading->bytes.append(buffer.data(), std::size_t(count));
        return look(reading);
    }
    if (!error.is(G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
        (void)done(reading);
        return;
    }
    reading->wait = readiness_.once(g_socket_get_fd(reading->line.socket.get()),
                                    [this, reading] { readSoon(reading); });
}

void RequestIntake::readSoon(Reading* reading)
{
    const auto pause = pauseAfter(++reading->pieces);
    if (pause.count() == 0)
        return read(reading);
    reading->pause = timers_.once(pause, [this, reading] { read(reading); });
}

void RequestIntake::look(Reading* reading)
{
    if (!reading->head && !takeHead(reading))
        return;
    if (reading->bytes.size() < reading->head->bodySize)
        return read(reading);
    const auto whole = done(reading);
    const auto size = whole->head->bodySize;
    whole->events.whole({.text = whole->head->text + whole->bytes.substr(0, size),
                         .behind = whole->bytes.substr(size)});
}

// False: there is no head yet, or never will be.
bool RequestIntake::takeHead(Reading* reading)
{
    auto& bytes = reading->bytes;
    bytes.erase(0, std::min(bytes.find_first_not_of("\r\n"), bytes.size())); // RFC 9112, 2.2
    const auto end = endOfHead(bytes, reading->lookedAt);
    if (std::min(end, bytes.size()) > RequestHead::kMax)
        return refuse(reading, kTooLong), false;
    if (end == bytes.npos) {
        reading->lookedAt = bytes.size() - std::min<std::size_t>(bytes.size(), 2);
        return read(reading), false;
    }
    auto read = readHead(std::string_view(bytes).substr(0, end));
    if (const auto* fault = std::get_if<RequestFault>(&read))
        return refuse(reading, *fault), false;
    bytes.erase(0, end);
    reading->head = std::get<RequestHead>(std::move(read));
    if (reading->head->isUpgrade && bytes.size() > reading->head->bodySize)
        return refuse(reading, kTooEarly), false;
    if (reading->head->awaitsGoAhead && bytes.size() < reading->head->bodySize)
        g_pollable_output_stream_write_nonblocking(
            G_POLLABLE_OUTPUT_STREAM(g_io_stream_get_output_stream(reading->line.stream.get())),
            kGoAhead, sizeof kGoAhead - 1, nullptr, nullptr); // the socket is empty
    return true;
}

void RequestIntake::refuse(Reading* reading, const RequestFault& fault)
{
    const auto refused = done(reading);
    refused->events.refused(fault);
}

std::unique_ptr<RequestIntake::Reading> RequestIntake::done(Reading* reading)
{
    return std::move(readings_.extract(reading).mapped());
}

} // namespace confab::front
