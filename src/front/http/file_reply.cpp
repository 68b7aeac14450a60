// SPDX-License-Identifier: Apache-2.0
#include "front/http/file_reply.hpp"

#include "front/http/byte_range.hpp"
#include "front/http/http_reply.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab::front {

namespace {

constexpr goffset kBlock = 256 * 1024;

std::string etagOf(const struct stat& info)
{
    return fmt::format("\"{:x}-{:x}-{:x}\"", info.st_ino, info.st_size,
                       info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec);
}

} // namespace

void FileReply::send(SoupServerMessage* message, const char* contentType, Folder::Opened file)
{
    const auto etag = etagOf(file.info);
    if (http::replyByCondition(message, etag))
        return;
    const auto total = goffset(file.info.st_size);
    const auto range = rangeOf(message, total, etag);
    // Else libsoup would look at it as well.
    soup_message_headers_remove(soup_server_message_get_request_headers(message), "Range");
    http::setHeader(message, "Accept-Ranges", "bytes");
    if (range.kind == ByteRange::Unsatisfiable) {
        http::setHeader(message, "Content-Range", fmt::format("bytes */{}", total));
        return http::replyProblem(message, 416, "range.invalid",
                                  fmt::format("the file has {} bytes", total));
    }
    http::addCommonHeaders(message);
    http::setHeader(message, "Content-Type", contentType);
    if (range.kind == ByteRange::None) {
        soup_server_message_set_status(message, 200, nullptr);
        return start(message, std::move(file.fd), 0, total);
    }
    soup_message_headers_set_content_range(soup_server_message_get_response_headers(message),
                                           range.start, range.end, total);
    soup_server_message_set_status(message, 206, nullptr);
    start(message, std::move(file.fd), range.start, range.end - range.start + 1);
}

void FileReply::start(SoupServerMessage* message, UniqueFd fd, goffset from, goffset size)
{
    soup_message_headers_set_content_length(soup_server_message_get_response_headers(message),
                                            size);
    const std::string_view method = soup_server_message_get_method(message);
    if (method == "HEAD" || size == 0)
        return;
    soup_message_body_set_accumulate(soup_server_message_get_response_body(message), FALSE);
    const auto forget = loop_.bind(lifetime_, [this, message] { downloads_.erase(message); });
    downloads_.insert_or_assign(
        message,
        Download{.fd = std::move(fd),
                 .at = from,
                 .end = from + size,
                 .wroteChunk = Signal::connect<void()>(message, "wrote-chunk",
                                                       [this, message] { sendBlock(message); }),
                 .finished = Signal::connect<void()>(message, "finished", forget)});
    sendBlock(message);
}

void FileReply::sendBlock(SoupServerMessage* message)
{
    auto& download = downloads_.at(message);
    if (download.at == download.end)
        return;
    const auto size = std::size_t(std::min(kBlock, download.end - download.at));
    auto* block = static_cast<char*>(g_malloc(size));
    const auto count = pread(download.fd.get(), block, size, download.at);
    const auto bytes = GRef<GBytes>::adopt(g_bytes_new_take(block, count > 0 ? gsize(count) : 0));
    if (count <= 0)
        return giveUp(message);
    download.at += count;
    soup_message_body_append_bytes(soup_server_message_get_response_body(message), bytes.get());
}

// Ends the connection: the promised bytes are not there any more, and there is no other way to say
// so. It is done later, because libsoup is in the middle of writing.
void FileReply::giveUp(SoupServerMessage* message)
{
    loop_.bind(lifetime_, [kept = GRef<SoupServerMessage>::share(message)] {
        const auto stream =
            GRef<GIOStream>::adopt(soup_server_message_steal_connection(kept.get()));
        if (stream)
            g_io_stream_close(stream.get(), nullptr, nullptr);
    })();
}

} // namespace confab::front
