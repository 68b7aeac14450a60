// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"
#include "front/http/asset.hpp"

#include <libsoup/soup.h>

#include <map>
#include <optional>
#include <string>

namespace confab::front {

/// The files of the page: built into the program as web/pack.py makes them, or from a folder while
/// somebody works on them. Compressed for browsers that take it. What is built in has its version
/// in its address, so that browsers ask for it once. Loop thread.
class Page {
public:
    /// An empty path serves the built-in copy only.
    static Result<Page> open(const std::string& folder);

    /// "index.html", "learn/pages/camera.html": plain names with slashes between them.
    void replyDocument(SoupServerMessage* message, const std::string& path);
    /// Likewise what the documents load from /assets/, at most two folders deep. With the version
    /// of what is built in before it: from there only, and for good.
    void replyAsset(SoupServerMessage* message, const std::string& path);

private:
    explicit Page(std::optional<Folder> folder);
    GRef<GBytes> find(const std::string& path) const;
    const Asset* asset(const std::string& path);
    void reply(SoupServerMessage* message, const std::string& path, const char* type);
    bool isOfVersion(const std::string& path) const;

    std::optional<Folder> folder_;
    std::string version_; // a folder's name, with its slash
    std::map<std::string, Asset> assets_; // those that have been asked for
};

} // namespace confab::front
