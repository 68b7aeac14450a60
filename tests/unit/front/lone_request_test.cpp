// SPDX-License-Identifier: Apache-2.0
#include "front/net/lone_request.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace confab::front {
namespace {

bool isLone(std::string_view read, std::size_t piece)
{
    LoneRequest request;
    const auto* bytes = reinterpret_cast<const unsigned char*>(read.data());
    for (std::size_t at = 0; at < read.size(); at += piece)
        request.feed(bytes + at, std::min(piece, read.size() - at));
    return request.isWhole();
}

class LoneRequestTest : public ::testing::TestWithParam<std::size_t> { };

TEST_P(LoneRequestTest, OneHeadIsOne)
{
    EXPECT_TRUE(isLone("GET / HTTP/1.1\r\nHost: a\r\n\r\n", GetParam()));
    EXPECT_TRUE(isLone("GET / HTTP/1.1\r\n\r\n", GetParam()));
    EXPECT_TRUE(isLone("GET / HTTP/1.1\nHost: a\n\n", GetParam()));
}

TEST_P(LoneRequestTest, LessOrMoreIsNone)
{
    EXPECT_FALSE(isLone("", GetParam()));
    EXPECT_FALSE(isLone("GET / HTTP/1.1\r\nHost: a\r\n", GetParam()));
    EXPECT_FALSE(isLone("GET / HTTP/1.1\r\n\r\nx", GetParam()));
    EXPECT_FALSE(isLone("GET / HTTP/1.1\r\n\r\n\r\n", GetParam()));
    EXPECT_FALSE(isLone("GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n", GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Pieces, LoneRequestTest, ::testing::Values(1, 3, 1000));

} // namespace
} // namespace confab::front
