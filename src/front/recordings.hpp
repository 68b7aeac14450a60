// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/folder.hpp"

#include <libsoup/soup.h>

#include <string>

namespace confab {

/// What is served under /recordings/. Loop thread.
class Recordings {
public:
    explicit Recordings(Folder folder) : folder_(std::move(folder)) { }

    /// The list as JSON: name, bytes, modified (RFC 3339), the newest first.
    void replyList(SoupServerMessage* message) const;
    /// One file, or the part of it that a Range header asks for.
    void replyFile(SoupServerMessage* message, const std::string& name) const;

private:
    Folder folder_;
};

} // namespace confab
