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

constexpr char kForGood[] = "public, max-age=31536000, immutable";
constexpr std::size_t kMostBytes = 64 << 20; // of a file of the page

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

bool isPlainPath(const std::string& path, int folders = 2)
{
    const auto slash = path.find('/');
    if (slash == path.npos)
        return isPlainFileName(path);
    return folders > 0 && isPlainFileName(path.substr(0, slash))
        && isPlainPath(path.substr(slash + 1), folders - 1);
}

GRef<GBytes> bytesOf(const Folder& folder, const std::string& name)
{
    const auto text = folder.read(name, kMostBytes);
    return text ? GRef<GBytes>::adopt(g_bytes_new(text->data(), text->size())) : GRef<GBytes>();
}

GRef<GBytes> bytesIn(const Folder& folder, const std::string& path)
{
    const auto slash = path.find('/');
    if (slash == path.npos)
        return bytesOf(folder, path);
    const auto sub = folder.sub(path.substr(0, slash));
    return sub ? bytesIn(*sub, path.substr(slash + 1)) : GRef<GBytes>();
}

void replyNotFound(SoupServerMessage* message)
{
    http::replyProblem(message, 404, "not.found", "there is nothing at this address");
}

} // namespace

Page::Page(std::optional<Folder> folder) : folder_(std::move(folder))
{
    const auto version = builtIn("version");
    gsize size = 0;
    const auto* text = static_cast<const char*>(g_bytes_get_data(version.get(), &size));
    version_ = std::string(text, size) + '/';
}

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
    const auto name = isOfVersion(path) ? path.substr(version_.size()) : path;
    const char* type = isPlainPath(name) ? assetType(name) : nullptr;
    if (!type)
        return replyNotFound(message);
    reply(message, path, type);
}

bool Page::isOfVersion(const std::string& path) const
{
    return path.starts_with(version_);
}

GRef<GBytes> Page::find(const std::string& path) const
{
    if (isOfVersion(path))
        return builtIn(path.substr(version_.size()));
    if (folder_)
        if (auto bytes = bytesIn(*folder_, path))
            return bytes;
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
        known = makeAsset(bytes);
    return &known;
}

void Page::reply(SoupServerMessage* message, const std::string& path, const char* type)
{
    const auto* file = asset(path);
    if (!file)
        return replyNotFound(message);
    const bool packed =
        file->packed && acceptsGzip(http::requestHeader(message, "Accept-Encoding"));
    if (!http::replyByCondition(message, packed ? file->packedEtag : file->etag)) {
        if (packed)
            http::setHeader(message, "Content-Encoding", "gzip");
        http::reply(message, 200, type, packed ? file->packed : file->plain);
    }
    http::setHeader(message, "Vary", "Accept-Encoding");
    if (isOfVersion(path))
        http::setHeader(message, "Cache-Control", kForGood);
}

} // namespace confab::front
