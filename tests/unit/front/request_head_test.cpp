// SPDX-License-Identifier: Apache-2.0
#include "front/net/request/request_head.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kGet = "GET /a?b=c HTTP/1.1\r\nHost: h:1\r\n";
const std::string kPost = "POST / HTTP/1.1\r\nHost: h\r\n";

RequestHead headOf(const std::string& text)
{
    auto read = readHead(text + "\r\n");
    if (const auto* fault = std::get_if<RequestFault>(&read)) {
        ADD_FAILURE() << text << ": " << fault->status << ' ' << fault->code;
        return {};
    }
    return std::get<RequestHead>(std::move(read));
}

unsigned faultOf(const std::string& text)
{
    const auto read = readHead(text + "\r\n");
    const auto* fault = std::get_if<RequestFault>(&read);
    return fault ? fault->status : 0;
}

TEST(RequestHeadTest, EndsBehindItsEmptyLine)
{
    const std::string head = kGet + "\r\n", bare = "GET / HTTP/1.1\nHost: h\n\n";
    EXPECT_EQ(endOfHead(head + "GET", 0), head.size());
    EXPECT_EQ(endOfHead(bare + "GET", 0), bare.size());
    for (std::size_t size = 0; size < head.size(); ++size)
        EXPECT_EQ(endOfHead(head.substr(0, size), 0), std::string::npos) << size;
    EXPECT_EQ(endOfHead(head, head.size() - 4), head.size());
}

TEST(RequestHeadTest, SaysWhatItSaid)
{
    EXPECT_EQ(headOf(kGet + "Range: bytes=1-2\r\nX: a\r\nX: b, c\r\n").text,
              "GET /a?b=c HTTP/1.1\r\nHost: h:1\r\nRange: bytes=1-2\r\nX: a\r\nX: b, c\r\n\r\n");
    EXPECT_THAT(headOf("GET / HTTP/1.0\r\n").text, StartsWith("GET / HTTP/1.0\r\n"));
    EXPECT_THAT(headOf("GET /%2f..%00 HTTP/1.1\r\nHost: [::1]:80\r\n").text,
                StartsWith("GET /%2f..%00 HTTP/1.1\r\nHost: [::1]:80\r\n"));
    EXPECT_THAT(headOf("OPTIONS * HTTP/1.1\r\nHost: h\r\n").text, StartsWith("OPTIONS * HTTP"));
}

TEST(RequestHeadTest, LengthOfTheBodyIsANumberWithinTheLimit)
{
    EXPECT_EQ(headOf(kGet).bodySize, 0u);
    EXPECT_EQ(headOf(kPost + "Content-Length: 65536\r\n").bodySize, 65536u);
    for (const char* length : {"-1", "+1", "", "x", "1x", "0x1", "1,1", "1, 2", "1 1", "1.0"})
        EXPECT_EQ(faultOf(kPost + "Content-Length: " + length + "\r\n"), 400u) << length;
    EXPECT_EQ(faultOf(kPost + "Content-Length: 1\r\nContent-Length: 1\r\n"), 400u);
    for (const char* length :
         {"65537", "199000000", "18446744073709551616", "99999999999999999999999999"})
        EXPECT_EQ(faultOf(kPost + "Content-Length: " + length + "\r\n"), 413u) << length;
}

TEST(RequestHeadTest, BodyComesWithItsLengthOnly)
{
    EXPECT_EQ(faultOf(kPost + "Transfer-Encoding: chunked\r\n"), 411u);
    EXPECT_EQ(faultOf(kPost + "Transfer-Encoding: gzip\r\n"), 501u);
    EXPECT_EQ(faultOf(kPost + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), 400u);
}

TEST(RequestHeadTest, ThereIsOneHost)
{
    EXPECT_EQ(faultOf("GET / HTTP/1.1\r\n"), 400u);
    for (const char* host : {"", "a, b", "a/b", "a@b", "a b", "a:b", "[::1", "a?b", "a\\b"})
        EXPECT_EQ(faultOf(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n"), 400u) << host;
    EXPECT_EQ(faultOf(kGet + "Host: h:1\r\n"), 400u);
    EXPECT_EQ(faultOf("GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n"), 400u);
}

TEST(RequestHeadTest, HostOfTheAddressCounts)
{
    EXPECT_THAT(headOf("GET http://b:2/c?d HTTP/1.1\r\nHost: a\r\n").text,
                AllOf(StartsWith("GET /c?d HTTP/1.1\r\nHost: b:2\r\n"), Not(HasSubstr("Host: a"))));
    EXPECT_THAT(headOf("GET HTTPS://b HTTP/1.1\r\nHost: a\r\n").text,
                StartsWith("GET / HTTP/1.1\r\nHost: b\r\n"));
    EXPECT_THAT(headOf("GET http://b?c HTTP/1.0\r\n").text,
                StartsWith("GET /?c HTTP/1.0\r\nHost: b\r\n"));
    for (const char* target : {"http://", "http:///a", "ftp://b/", "b", "http://u@b/", "file:///a",
                               "http://b:c/", "http:b", "://"})
        EXPECT_EQ(faultOf(std::string("GET ") + target + " HTTP/1.1\r\nHost: a\r\n"), 400u)
            << target;
}

TEST(RequestHeadTest, LinesThatCanBeReadInTwoWaysAreRefused)
{
    for (const char* line : {"Content-Length : 1", " X: folded", "\tX: folded", "X", ": x",
                             "X Y: z", "X\"Y: z", "X: a\rContent-Length: 1"})
        EXPECT_EQ(faultOf(kGet + line + "\r\n"), 400u) << line;
    EXPECT_EQ(faultOf(kGet + std::string("X: \0y\r\n", 7)), 400u);
}

TEST(RequestHeadTest, OtherProtocolsAreRefused)
{
    EXPECT_EQ(faultOf("nonsense\r\n"), 400u);
    EXPECT_EQ(faultOf("GET /\r\n"), 400u);
    EXPECT_EQ(faultOf("GET / HTTP/2.0\r\nHost: h\r\n"), 505u);
    EXPECT_EQ(faultOf("GET / HTTP/1.1x\r\nHost: h\r\n"), 400u);
    EXPECT_EQ(faultOf(kPost + "Expect: the unexpected\r\n"), 417u);
}

TEST(RequestHeadTest, GoAheadIsForThisSideToGive)
{
    const auto head = headOf(kPost + "Content-Length: 2\r\nExpect: 100-continue\r\n");
    EXPECT_TRUE(head.awaitsGoAhead);
    EXPECT_THAT(head.text, Not(HasSubstr("Expect")));
    EXPECT_FALSE(headOf(kPost).awaitsGoAhead);
}

} // namespace
} // namespace confab::front
