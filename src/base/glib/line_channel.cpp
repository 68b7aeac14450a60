// SPDX-License-Identifier: Apache-2.0
#include "base/glib/line_channel.hpp"

namespace confab {

namespace {

constexpr std::size_t kChunk = 16 * 1024;

/// What an asynchronous operation holds: the bytes it uses, and the channel, which may be gone when
/// the operation ends.
template <class Bytes> struct Pending {
    LineChannel* channel;
    std::weak_ptr<const void> alive;
    Bytes bytes;
};

} // namespace

LineChannel::LineChannel(GRef<GInputStream> in, GRef<GOutputStream> out, GRef<GObject> keepAlive,
                         Events events)
    : in_(std::move(in)), out_(std::move(out)), keepAlive_(std::move(keepAlive)),
      events_(std::move(events)), buffer_(new char[kChunk])
{
    read();
}

LineChannel::~LineChannel()
{
    g_cancellable_cancel(cancel_.get());
}

bool LineChannel::send(std::string line)
{
    line += '\n';
    if (line.size() > kMaxLine)
        return false;
    if (!closed_)
        queue(std::move(line));
    return true;
}

void LineChannel::queue(std::string line)
{
    queuedBytes_ += line.size();
    if (queuedBytes_ > kMaxQueued)
        return close(); // the other side has stopped reading
    queue_.push_back(std::make_shared<std::string>(std::move(line)));
    if (!writing_)
        write();
}

void LineChannel::read()
{
    using Read = Pending<std::shared_ptr<char[]>>;
    g_input_stream_read_async(
        in_.get(), buffer_.get(), kChunk, G_PRIORITY_DEFAULT, cancel_.get(),
        [](GObject* stream, GAsyncResult* result, gpointer data) {
            std::unique_ptr<Read> pending(static_cast<Read*>(data));
            const gssize count =
                g_input_stream_read_finish(G_INPUT_STREAM(stream), result, nullptr);
            if (!pending->alive.expired())
                pending->channel->onRead(count);
        },
        new Read{this, lifetime_.watch(), buffer_});
}

void LineChannel::onRead(gssize count)
{
    if (count <= 0 || closed_)
        return close();
    received_.append(buffer_.get(), std::size_t(count));
    const auto alive = lifetime_.watch();
    deliverLines();
    if (alive.expired() || closed_)
        return;
    if (received_.size() > kMaxLine)
        return close();
    read();
}

void LineChannel::deliverLines()
{
    const auto alive = lifetime_.watch();
    std::size_t end;
    while (!alive.expired() && !closed_ && (end = received_.find('\n')) != std::string::npos) {
        std::string line = received_.substr(0, end);
        received_.erase(0, end + 1);
        if (!line.empty())
            events_.line(std::move(line));
    }
}

void LineChannel::write()
{
    using Write = Pending<std::shared_ptr<std::string>>;
    writing_ = true;
    const auto& line = queue_.front();
    g_output_stream_write_async(
        out_.get(), line->data() + written_, line->size() - written_, G_PRIORITY_DEFAULT,
        cancel_.get(),
        [](GObject* stream, GAsyncResult* result, gpointer data) {
            std::unique_ptr<Write> pending(static_cast<Write*>(data));
            const gssize count =
                g_output_stream_write_finish(G_OUTPUT_STREAM(stream), result, nullptr);
            if (!pending->alive.expired())
                pending->channel->onWritten(count);
        },
        new Write{this, lifetime_.watch(), line});
}

void LineChannel::onWritten(gssize count)
{
    writing_ = false;
    if (closed_)
        return;
    if (count < 0)
        return close();
    written_ += std::size_t(count);
    if (written_ == queue_.front()->size()) {
        queuedBytes_ -= written_;
        written_ = 0;
        queue_.pop_front();
    }
    if (!queue_.empty())
        write();
}

void LineChannel::close()
{
    if (std::exchange(closed_, true))
        return;
    g_cancellable_cancel(cancel_.get());
    const auto closed = events_.closed;
    closed(); // may destroy *this
}

} // namespace confab
