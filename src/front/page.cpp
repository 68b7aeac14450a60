// SPDX-License-Identifier: Apache-2.0
#include "front/page.hpp"

#include "base/file_name.hpp"
#include "front/http_reply.hpp"

#include <gio/gio.h>

#include <string_view>

extern "C" { // generated C, which does not say so itself
#include "confab_page.h"
}

namespace confab {

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

/// A mapped file changes when somebody writes it.
GRef<GBytes> copyOf(GBytes* bytes)
{
    gsize size = 0;
    const void* data = g_bytes_get_data(bytes, &size);
    return GRef<GBytes>::adopt(g_bytes_new(data, size));
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

void Page::replyDocument(SoupServerMessage* message, const std::string& name)
{
    reply(message, name, "text/html; charset=utf-8");
}

void Page::replyAsset(SoupServerMessage* message, const std::string& name)
{
    const char* type = isPlainFileName(name) ? assetType(name) : nullptr;
    if (!type)
        return http::replyProblem(message, 404, "not.found", "there is nothing at this address");
    reply(message, name, type);
}

GRef<GBytes> Page::find(const std::string& name) const
{
    if (folder_)
        if (auto file = folder_->map(name))
            return file->bytes;
    return builtIn(name); // what the folder lacks: the adapter
}

// Compressed when it is asked for first; what lies in a folder may have changed since.
const Asset* Page::asset(const std::string& name)
{
    const auto bytes = find(name);
    if (!bytes)
        return nullptr;
    auto& known = assets_[name];
    if (!known.plain || !g_bytes_equal(known.plain.get(), bytes.get()))
        known = makeAsset(copyOf(bytes.get()));
    return &known;
}

void Page::reply(SoupServerMessage* message, const std::string& name, const char* type)
{
    const auto* file = asset(name);
    if (!file)
        return http::replyProblem(message, 404, "not.found", "there is nothing at this address");
    const bool packed =
        file->packed && acceptsGzip(http::requestHeader(message, "Accept-Encoding"));
    http::setHeader(message, "Vary", "Accept-Encoding");
    if (http::replyNotModified(message, packed ? file->packedEtag : file->etag))
        return;
    if (packed)
        http::setHeader(message, "Content-Encoding", "gzip");
    http::reply(message, 200, type, packed ? file->packed : file->plain);
}

} // namespace confab
