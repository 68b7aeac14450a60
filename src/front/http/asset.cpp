// SPDX-License-Identifier: Apache-2.0
#include "front/http/asset.hpp"

#include <gio/gio.h>
#include <libsoup/soup.h>

#include <string_view>

namespace confab::front {

namespace {

constexpr int kBest = 9; // it is done once

GRef<GBytes> gzip(GBytes* bytes)
{
    const auto compressor =
        GRef<GZlibCompressor>::adopt(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, kBest));
    const auto memory = GRef<GOutputStream>::adopt(g_memory_output_stream_new_resizable());
    const auto stream = GRef<GOutputStream>::adopt(
        g_converter_output_stream_new(memory.get(), G_CONVERTER(compressor.get())));
    gsize size = 0;
    const auto* data = g_bytes_get_data(bytes, &size);
    if (!g_output_stream_write_all(stream.get(), data, size, nullptr, nullptr, nullptr)
        || !g_output_stream_close(stream.get(), nullptr, nullptr))
        return {};
    auto packed = GRef<GBytes>::adopt(
        g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(memory.get())));
    return g_bytes_get_size(packed.get()) < size ? packed : GRef<GBytes>();
}

} // namespace

Asset makeAsset(GRef<GBytes> bytes)
{
    const GCharPtr sum(g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes.get()));
    const std::string name(sum.get(), 24);
    auto packed = gzip(bytes.get());
    return {std::move(bytes), std::move(packed), '"' + name + '"', '"' + name + "-gzip\""};
}

bool acceptsGzip(const char* header)
{
    using List = std::unique_ptr<GSList, FreeWith<soup_header_free_list>>;
    const List list(header ? soup_header_parse_quality_list(header, nullptr) : nullptr);
    for (const GSList* entry = list.get(); entry; entry = entry->next)
        if (const std::string_view coding = static_cast<const char*>(entry->data);
            coding == "gzip" || coding == "x-gzip" || coding == "*")
            return true;
    return false;
}

} // namespace confab::front
