// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/folder.hpp"

#include <libsoup/soup.h>

#include <optional>
#include <string>

namespace confab {

/// The files of the page: built into the program, or from a folder while somebody works on them.
/// Loop thread.
class Page {
public:
    /// An empty path serves the built-in copy only.
    static Result<Page> open(const std::string& folder);

    /// "index.html", "learn/camera.html": a plain name, in a folder of a plain name at the most.
    void replyDocument(SoupServerMessage* message, const std::string& path) const;
    /// Likewise what the documents load from /assets/.
    void replyAsset(SoupServerMessage* message, const std::string& path) const;

private:
    explicit Page(std::optional<Folder> folder) : folder_(std::move(folder)) { }
    GRef<GBytes> find(const std::string& path) const;
    void reply(SoupServerMessage* message, const std::string& path, const char* type) const;

    std::optional<Folder> folder_;
};

} // namespace confab
