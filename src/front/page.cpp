// SPDX-License-Identifier: Apache-2.0
#include "front/page.hpp"

extern "C" { // generated, C
#include "confab_page.h"
}
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

std::string etagOf(GBytes* bytes)
{
    const GCharPtr sum(g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes));
    return '"' + std::string(sum.get(), 24) + '"';
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

void Page::replyDocument(SoupServerMessage* message, const std::string& name) const
{
    reply(message, name, "text/html; charset=utf-8");
}

void Page::replyAsset(SoupServerMessage* message, const std::string& name) const
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

void Page::reply(SoupServerMessage* message, const std::string& name, const char* type) const
{
    const auto bytes = find(name);
    if (!bytes)
        return http::replyProblem(message, 404, "not.found", "there is nothing at this address");
    if (!http::replyNotModified(message, etagOf(bytes.get())))
        http::reply(message, 200, type, bytes);
}

} // namespace confab
