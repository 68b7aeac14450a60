// SPDX-License-Identifier: Apache-2.0
#include "front/http/page.hpp"

#include "base/file_name.hpp"
#include "front/http/http_reply.hpp"

#include <gio/gio.h>

#include <string_view>

extern "C" { // generated C, which does not say so itself
#include "confab_page.h"
}

namespace confab::front {

namespace {

constexpr std::pair<std::string_view, const char*> kAssetTypes[] = {
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
};

const char* assetType(std::string_view name)
{
    for (const auto& [ending, type] : kAssetTypes)
        if (name.ends_with(ending))
            return type;
    return nullptr;
}

GRef<GBytes> builtIn(const std::string& name)
{
    const std::string path = "/confab/" + name;
    return GRef<GBytes>::adopt(g_resource_lookup_data(confab_page_get_resource(), path.c_str(),
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, nullptr));
}

bool isPlainPath(const std::string& path)
{
    const auto slash = path.find('/');
    if (slash == path.npos)
        return isPlainFileName(path);
    return isPlainFileName(path.substr(0, slash)) && isPlainPath(path.substr(slash + 1));
}

std::optional<Folder::File> fileIn(const Folder& folder, const std::string& path)
{
    const auto slash = path.find('/');
    if (slash == path.npos)
        return folder.map(path);
    const auto sub = folder.sub(path.substr(0, slash));
    return sub ? fileIn(*sub, path.substr(slash + 1)) : std::nullopt;
}

/// A mapped file changes when somebody writes it.
GRef<GBytes> copyOf(GBytes* bytes)
{
    gsize size = 0;
    const void* data = g_bytes_get_data(bytes, &size);
    return GRef<GBytes>::adopt(g_bytes_new(data, size));
}

void replyNotFound(SoupServerMessage* message)
{
    http::replyProblem(message, 404, "not.found", "there is nothing at this address");
}

} // namespace

Result<Page> Page::open(const std::string& folder)
{
    if (folder.empty())
        return Page(std::nullopt);
    auto opened = Folder::open(folder, "the page's folder");
    if (!opened)
        return opened.error();
    return Page(*std::move(opened));
}

void Page::replyDocument(SoupServerMessage* message, const std::string& path)
{
    if (!isPlainPath(path))
        return replyNotFound(message);
    reply(message, path, "text/html; charset=utf-8");
}

void Page::replyAsset(SoupServerMessage* message, const std::string& path)
{
    const char* type = isPlainPath(path) ? assetType(path) : nullptr;
    if (!type)
        return replyNotFound(message);
    reply(message, path, type);
}

GRef<GBytes> Page::find(const std::string& path) const
{
    if (folder_)
        if (auto file = fileIn(*folder_, path))
            return file->bytes;
    return builtIn(path); // what the folder lacks: the adapter
}

// Compressed when it is asked for first; what lies in a folder may have changed since.
const Asset* Page::asset(const std::string& path)
{
    const auto bytes = find(path);
    if (!bytes)
        return nullptr;
    auto& known = assets_[path];
    if (!known.plain || !g_bytes_equal(known.plain.get(), bytes.get()))
        known = makeAsset(copyOf(bytes.get()));
    return &known;
}

void Page::reply(SoupServerMessage* message, const std::string& path, const char* type)
{
    const auto* file = asset(path);
    if (!file)
        return replyNotFound(message);
    const bool packed =
        file->packed && acceptsGzip(http::requestHeader(message, "Accept-Encoding"));
    http::setHeader(message, "Vary", "Accept-Encoding");
    if (http::replyNotModified(message, packed ? file->packedEtag : file->etag))
        return;
    if (packed)
        http::setHeader(message, "Content-Encoding", "gzip");
    http::reply(message, 200, type, packed ? file->packed : file->plain);
}

} // namespace confab::front
