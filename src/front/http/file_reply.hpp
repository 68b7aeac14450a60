// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"
#include "base/glib/loop.hpp"

#include <libsoup/soup.h>

#include <map>
#include <memory>
#include <string>

namespace confab::front {

/// Answers with files, or with the part of one that a Range asks for, a block at a time: it takes
/// as little memory as a block, and a file that somebody makes shorter meanwhile ends the download
/// and nothing else (a mapping would end the process). Loop thread.
class FileReply {
public:
    explicit FileReply(const Loop& loop) : loop_(loop) { }

    /// `contentType` is a literal. Set further headers before the call.
    void send(SoupServerMessage* message, const char* contentType, Folder::Opened file);

private:
    struct Download {
        UniqueFd fd;
        goffset at, end; // of the file; the next byte and the one behind the last
        Signal wroteChunk, finished;
    };
    void start(SoupServerMessage* message, UniqueFd fd, goffset from, goffset size);
    void sendBlock(SoupServerMessage* message);
    void giveUp(SoupServerMessage* message);

    Loop loop_;
    std::map<SoupServerMessage*, Download> downloads_; // their signals keep the messages
    Lifetime lifetime_;
};

} // namespace confab::front
