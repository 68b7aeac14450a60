// SPDX-License-Identifier: Apache-2.0
#include "front/http/asset.hpp"

#include <gio/gio.h>
#include <gtest/gtest.h>

namespace confab::front {
namespace {

GRef<GBytes> bytesOf(const std::string& text)
{
    return GRef<GBytes>::adopt(g_bytes_new(text.data(), text.size()));
}

std::string textOf(GBytes* bytes)
{
    gsize size = 0;
    const auto* data = static_cast<const char*>(g_bytes_get_data(bytes, &size));
    return std::string(data, size);
}

std::string unpacked(GBytes* bytes)
{
    const auto memory = GRef<GInputStream>::adopt(g_memory_input_stream_new_from_bytes(bytes));
    const auto gunzip =
        GRef<GZlibDecompressor>::adopt(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
    const auto stream = GRef<GInputStream>::adopt(
        g_converter_input_stream_new(memory.get(), G_CONVERTER(gunzip.get())));
    std::string text(100000, '\0');
    gsize size = 0;
    g_input_stream_read_all(stream.get(), text.data(), text.size(), &size, nullptr, nullptr);
    return text.substr(0, size);
}

TEST(AssetTest, TextIsPackedAndComesOutTheSame)
{
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "line " + std::to_string(i) + "\n";
    const auto asset = makeAsset(bytesOf(text));
    ASSERT_TRUE(asset.packed);
    EXPECT_LT(g_bytes_get_size(asset.packed.get()), text.size() / 2);
    EXPECT_EQ(unpacked(asset.packed.get()), text);
    EXPECT_EQ(textOf(asset.plain.get()), text);
    EXPECT_NE(asset.etag, asset.packedEtag);
}

TEST(AssetTest, WhatGetsNoShorterStaysAsItIs)
{
    EXPECT_FALSE(makeAsset(bytesOf("x")).packed);
    EXPECT_FALSE(makeAsset(bytesOf("")).packed);
}

TEST(AssetTest, AnotherContentHasAnotherTag)
{
    EXPECT_NE(makeAsset(bytesOf("a")).etag, makeAsset(bytesOf("b")).etag);
    EXPECT_EQ(makeAsset(bytesOf("a")).etag, makeAsset(bytesOf("a")).etag);
}

TEST(AssetTest, GzipIsForThoseWhoTakeIt)
{
    for (const char* header : {"gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8", "x-gzip", "*"})
        EXPECT_TRUE(acceptsGzip(header)) << header;
    for (const char* header : {"", "br", "identity", "gzip;q=0", "gzipped"})
        EXPECT_FALSE(acceptsGzip(header)) << header;
    EXPECT_FALSE(acceptsGzip(nullptr));
}

} // namespace
} // namespace confab::front
