// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>

#include <regex>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class FrontHttpTest : public test::FrontFixture {
protected:
    FrontHttpTest() { start(); }

    static std::string etagOf(const std::string& answer)
    {
        const auto begin = answer.find("ETag: ") + 6;
        return answer.substr(begin, answer.find("\r\n", begin) - begin);
    }
    /// The addresses of all files that a document names.
    static std::vector<std::string> assetsOf(const std::string& document)
    {
        const std::regex asset("(?:href|src)=\"(?:\\.\\./)*(assets/[^\"]+)\"");
        std::vector<std::string> all;
        for (std::sregex_iterator at(document.begin(), document.end(), asset), end; at != end; ++at)
            all.push_back('/' + (*at)[1].str());
        return all;
    }
    /// As a browser that took another name for ours.
    std::string getAs(const std::string& name, const std::string& path,
                      const std::string& headers = {})
    {
        return exchange("GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n"
                        + headers + "\r\n");
    }
    void restart()
    {
        stop();
        start();
    }
};

TEST_F(FrontHttpTest, PageComesWithItsHeaders)
{
    const auto answer = get("/");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer,
                AllOf(HasSubstr("Content-Security-Policy: default-src 'none'; script-src 'self'"),
                      HasSubstr("X-Content-Type-Options: nosniff"),
                      HasSubstr("Referrer-Policy: no-referrer"),
                      HasSubstr("Permissions-Policy: camera=(self)"),
                      HasSubstr("Content-Type: text/html; charset=utf-8"), HasSubstr("<html")));
}

TEST_F(FrontHttpTest, EveryAnswerHasTheSecurityHeaders)
{
    for (const char* path :
         {"/", "/r/demo", "/assets/call/call.js", "/nothing", "/api/v1/recordings"})
        EXPECT_THAT(
            get(path),
            AllOf(HasSubstr("Content-Security-Policy: default-src 'none'; script-src 'self'; "
                            "style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
                            "connect-src 'self'; base-uri 'none'; form-action 'none'; "
                            "frame-ancestors 'none'\r\n"),
                  HasSubstr("X-Content-Type-Options: nosniff"),
                  HasSubstr("Cross-Origin-Opener-Policy: same-origin"),
                  HasSubstr("Cross-Origin-Resource-Policy: same-origin"),
                  HasSubstr("screen-wake-lock=(self)"), Not(HasSubstr("Set-Cookie")),
                  Not(HasSubstr("Strict-Transport-Security"))))
            << path;
}

TEST_F(FrontHttpTest, PageIsPackedForThoseWhoTakeIt)
{
    const auto plain = get("/assets/call/call.js");
    const auto packed = get("/assets/call/call.js", "Accept-Encoding: gzip, deflate\r\n");
    EXPECT_THAT(packed,
                AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("Content-Encoding: gzip"),
                      HasSubstr("Vary: Accept-Encoding"), HasSubstr("\r\n\r\n\x1f\x8b")));
    EXPECT_LT(bodyOf(packed).size(), bodyOf(plain).size());
    EXPECT_THAT(plain,
                AllOf(Not(HasSubstr("Content-Encoding")), HasSubstr("Vary: Accept-Encoding")));
    EXPECT_NE(etagOf(packed), etagOf(plain));
}

TEST_F(FrontHttpTest, EachWayHasAVersionOfItsOwn)
{
    const std::string gzip = "Accept-Encoding: gzip\r\n";
    const auto plain = etagOf(get("/")), packed = etagOf(get("/", gzip));
    const auto status = [&](const std::string& headers, const std::string& etag) {
        return statusOf(get("/", headers + "If-None-Match: " + etag + "\r\n"));
    };
    EXPECT_EQ(status("", plain), 304);
    EXPECT_EQ(status(gzip, packed), 304);
    EXPECT_EQ(status("", packed), 200);
    EXPECT_EQ(status(gzip, plain), 200);
}

TEST_F(FrontHttpTest, EveryAddressOfThePageIsThere)
{
    for (const char* path :
         {"/", "/r/demo", "/assets/call/call.js", "/assets/shared/style.css",
          "/assets/shared/icon.svg", "/assets/adapter.min.js", "/healthz", "/readyz", "/admin/",
          "/assets/admin/admin.js", "/learn/", "/learn/camera", "/assets/learn/lessons/camera.js"})
        EXPECT_THAT(get(path), StartsWith("HTTP/1.1 200 ")) << path;
    for (const char* path :
         {"/nothing", "/r/", "/r/a.b", "/r/a/b", "/assets/", "/assets/none.js",
          "/assets/call/call.html", "/assets/../index.html", "/recordings", "/ws/", "/learn/none",
          "/learn/camera.html", "/learn/camera/", "/assets/learn/pages/camera.html"})
        EXPECT_THAT(get(path),
                    AllOf(StartsWith("HTTP/1.1 404 "), HasSubstr("application/problem+json")))
            << path;
}

TEST_F(FrontHttpTest, TutorialIsAFolderWhateverIsBeforeIt)
{
    EXPECT_THAT(get("/learn"),
                AllOf(StartsWith("HTTP/1.1 308 "), HasSubstr("Location: learn/\r\n")));
}

TEST_F(FrontHttpTest, HeadHasTheLengthAndNoBody)
{
    const auto answer = request("HEAD /assets/adapter.min.js");
    EXPECT_THAT(answer,
                AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("\r\n\r\n"),
                      Not(HasSubstr("Content-Length: 0\r\n"))));
}

TEST_F(FrontHttpTest, UnchangedFileIsNotSentAgain)
{
    const auto etag = etagOf(get("/assets/call/call.js"));
    EXPECT_THAT(get("/assets/call/call.js", "If-None-Match: " + etag + "\r\n"),
                AllOf(StartsWith("HTTP/1.1 304 "), EndsWith("\r\n\r\n")));
}

TEST_F(FrontHttpTest, ConditionsNameAnyOrSeveralVersions)
{
    record("a.webm", "0123456789");
    for (const char* path : {"/assets/call/call.js", "/recordings/a.webm"}) {
        const auto etag = etagOf(get(path));
        const auto status = [&](const std::string& header) {
            return statusOf(get(path, header + "\r\n"));
        };
        for (const auto& one : {std::string("*"), etag, "\"other\", W/" + etag})
            EXPECT_EQ(status("If-None-Match: " + one), 304) << path << one;
        EXPECT_EQ(status("If-None-Match: \"other" + etag.substr(1)), 200) << path;
        EXPECT_EQ(status("If-Match: *"), 200) << path;
        EXPECT_EQ(status("If-Match: \"other\", " + etag), 200) << path;
        EXPECT_EQ(status("If-Match: \"other\""), 412) << path;
        EXPECT_EQ(status("If-Match: W/" + etag), 412) << path << ": a weak one is not enough";
        EXPECT_EQ(status("If-Match: \"other\"\r\nIf-None-Match: *"), 412) << path;
    }
}

TEST_F(FrontHttpTest, WhatADocumentLoadsIsThereForGood)
{
    for (const char* document : {"/", "/r/demo", "/admin/", "/learn/", "/learn/camera",
                                 "/learn/tabs", "/learn/self", "/learn/machines", "/learn/group"}) {
        const auto answer = get(document);
        EXPECT_THAT(answer, HasSubstr("Cache-Control: no-cache\r\n")) << document;
        const auto assets = assetsOf(answer);
        EXPECT_GE(assets.size(), 3u) << document;
        for (const auto& asset : assets)
            EXPECT_THAT(get(asset),
                        AllOf(StartsWith("HTTP/1.1 200 "),
                              HasSubstr("Cache-Control: public, max-age=31536000, immutable\r\n")))
                << document << " " << asset;
    }
}

TEST_F(FrontHttpTest, FilesOfAnotherVersionAreNotThere)
{
    const auto ours = assetsOf(get("/r/demo")).front();
    const auto version = ours.substr(0, ours.find('/', std::string_view("/assets/").size()));
    EXPECT_EQ(statusOf(get(version + "/call/call.js")), 200);
    for (const std::string other : {"/assets/0123456789ab", "/assets/version", "/assets/.."})
        EXPECT_THAT(get(other + "/call/call.js"),
                    AllOf(StartsWith("HTTP/1.1 404 "), Not(HasSubstr("immutable"))));
    EXPECT_EQ(statusOf(get(version + "/call/call.html")), 404);
    EXPECT_EQ(statusOf(get(version)), 404);
    EXPECT_EQ(statusOf(get("/assets/version")), 404);
}

TEST_F(FrontHttpTest, PagesArriveInFewFiles)
{
    EXPECT_LE(assetsOf(get("/r/demo")).size(), 5u);
    EXPECT_LE(assetsOf(get("/")).size(), 4u);
    EXPECT_LE(assetsOf(get("/admin/")).size(), 5u);
    EXPECT_THAT(bodyOf(get("/assets/call/call.js")), Not(HasSubstr("import {")));
}

TEST_F(FrontHttpTest, PageOfAFolderWinsOverTheBuiltInOne)
{
    stop();
    std::ofstream(folder_ / "index.html") << "mine";
    options_.webFolder = folder_.path();
    start();
    EXPECT_EQ(bodyOf(get("/")), "mine");
    std::ofstream(folder_ / "index.html") << "changed";
    EXPECT_EQ(bodyOf(get("/")), "changed");
    EXPECT_THAT(get("/assets/adapter.min.js"), StartsWith("HTTP/1.1 200 "));
    std::filesystem::create_directory(folder_ / "call");
    std::ofstream(folder_ / "call" / "call.js") << "mine";
    EXPECT_THAT(get("/assets/call/call.js"),
                AllOf(EndsWith("\r\n\r\nmine"), HasSubstr("Cache-Control: no-cache\r\n")));
    for (const auto& asset : assetsOf(get("/r/demo")))
        EXPECT_THAT(get(asset), AllOf(StartsWith("HTTP/1.1 200 "), Not(EndsWith("mine"))));
}

TEST_F(FrontHttpTest, AssetsMayLieInTwoFoldersAndNoDeeper)
{
    stop();
    const auto page = folder_ / "web";
    std::filesystem::create_directories(page / "learn" / "deep" / "deeper");
    std::ofstream(page / "learn" / "mine.js") << "mine";
    std::ofstream(page / "learn" / "deep" / "mine.js") << "mine too";
    std::ofstream(page / "learn" / "deep" / "deeper" / "mine.js") << "SECRET";
    std::filesystem::create_directory(folder_ / "elsewhere");
    std::ofstream(folder_ / "elsewhere" / "mine.js") << "SECRET";
    std::filesystem::create_directory_symlink(folder_ / "elsewhere", page / "link");
    options_.webFolder = page;
    start();
    EXPECT_EQ(bodyOf(get("/assets/learn/mine.js")), "mine");
    EXPECT_EQ(bodyOf(get("/assets/learn/deep/mine.js")), "mine too");
    for (const char* name : {"learn/deep/deeper/mine.js", "learn/deep/", "link/mine.js",
                             "../elsewhere/mine.js", "..%2felsewhere/mine.js", "learn%2fmine.js",
                             "learn/", "learn//mine.js", "/mine.js", "learn"})
        EXPECT_THAT(get(std::string("/assets/") + name),
                    AllOf(StartsWith("HTTP/1.1 404 "), Not(HasSubstr("SECRET"))))
            << name;
}

TEST_F(FrontHttpTest, RecordingsAreListedNewestFirst)
{
    using namespace std::filesystem;
    record("old.mkv", "12345");
    record("new.webm", "1");
    record("notes.txt", "no");
    last_write_time(recordings() / "old.mkv", file_time_type::clock::now() - 1h);
    const auto list = json::parse(bodyOf(get("/recordings/")));
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0]["name"], "new.webm");
    EXPECT_EQ(list[1]["name"], "old.mkv");
    EXPECT_EQ(list[1]["bytes"], 5);
    EXPECT_THAT(list[1]["modified"].get<std::string>(), EndsWith("Z"));
}

TEST_F(FrontHttpTest, RecordingIsServedInParts)
{
    record("a.webm", "0123456789");
    const auto whole = get("/recordings/a.webm");
    EXPECT_THAT(whole,
                AllOf(HasSubstr("Content-Type: video/webm"), EndsWith("\r\n0123456789"),
                      HasSubstr("Accept-Ranges: bytes")));
    EXPECT_THAT(get("/recordings/a.webm", "Range: bytes=2-4\r\n"),
                AllOf(StartsWith("HTTP/1.1 206 "), HasSubstr("Content-Range: bytes 2-4/10"),
                      EndsWith("\r\n\r\n234")));
    EXPECT_THAT(get("/recordings/a.webm", "Range: bytes=7-\r\n"), EndsWith("\r\n\r\n789"));
    EXPECT_THAT(get("/recordings/a.webm", "Range: bytes=-2\r\n"), EndsWith("\r\n\r\n89"));
    EXPECT_THAT(get("/recordings/a.webm", "Range: bytes=10-\r\n"),
                AllOf(StartsWith("HTTP/1.1 416 "), HasSubstr("Content-Range: bytes */10")));
    EXPECT_THAT(get("/recordings/a.webm", "Range: bytes=2-4\r\nIf-Range: \"other\"\r\n"),
                StartsWith("HTTP/1.1 200 "));
}

// RFC 9110, 14.1.2: of a file that has less, the whole one is sent. None of them may end the
// server.
TEST_F(FrontHttpTest, AbsurdPartsStayInsideTheFile)
{
    record("a.webm", "0123456789");
    for (const char* end : {"11", "20", "4294967306", "9223372036854775807", "9223372036854775808",
                            "9223372036854775818"})
        EXPECT_THAT(get("/recordings/a.webm", std::string("Range: bytes=-") + end + "\r\n"),
                    AllOf(StartsWith("HTTP/1.1 206 "), HasSubstr("Content-Range: bytes 0-9/10"),
                          EndsWith("\r\n\r\n0123456789")))
            << end;
    EXPECT_THAT(get("/recordings/a.webm", "Range: bytes=99999999999999999999999-\r\n"),
                StartsWith("HTTP/1.1 416 "));
    for (const char* range :
         {"-18446744073709551606", "-18446744073709551615", "-18446744073709551616",
          "-18446744073709551617", "-99999999999999999999999", "--1", "-0", "-", "5-4",
          "0-18446744073709551617", "9223372036854775807-", "18446744073709551610-",
          "9223372036854775808-9223372036854775809", "0-0,2-18446744073709551617", "x", ""})
        EXPECT_THAT(get("/recordings/a.webm", std::string("Range: bytes=") + range + "\r\n"),
                    AnyOf(StartsWith("HTTP/1.1 200 "), StartsWith("HTTP/1.1 206 "),
                          StartsWith("HTTP/1.1 416 ")))
            << range;
    EXPECT_THAT(get("/recordings/a.webm"), EndsWith("\r\n0123456789"));
}

TEST_F(FrontHttpTest, NoNameLeavesTheRecordings)
{
    record("good.mkv", "good");
    std::ofstream(folder_ / "secret.mkv") << "SECRET";
    std::filesystem::create_symlink(folder_ / "secret.mkv", recordings() / "link.mkv");
    std::filesystem::create_directory(recordings() / "folder.mkv");
    std::filesystem::create_directory(recordings() / "sub");
    std::ofstream(recordings() / "sub" / "deep.mkv") << "SECRET";
    ASSERT_EQ(mkfifo((recordings() / "pipe.mkv").c_str(), 0600), 0);
    record(".hidden.mkv", "SECRET");
    record("plain.txt", "SECRET");
    const std::string nasty[] = {
        "../secret.mkv",
        "%2e%2e/secret.mkv",
        "..%2fsecret.mkv",
        "%2e%2e%2fsecret.mkv",
        "..%5csecret.mkv",
        "..\\secret.mkv",
        "....//secret.mkv",
        "./../secret.mkv",
        "%252e%252e%252fsecret.mkv",
        "..%c0%afsecret.mkv",
        "..;/secret.mkv",
        "sub/../../secret.mkv",
        "sub/deep.mkv",
        "sub%2fdeep.mkv",
        "/secret.mkv",
        "//secret.mkv",
        (folder_ / "secret.mkv").string(),
        "file://" + (folder_ / "secret.mkv").string(),
        "link.mkv",
        "folder.mkv",
        "pipe.mkv",
        ".hidden.mkv",
        "%2ehidden.mkv",
        "plain.txt",
        "plain.txt%00.mkv",
        "good.mkv%00",
        "good.mkv/",
        "good.mkv.",
        "GOOD.MKV",
        ".mkv",
        "...",
        "~",
        "*",
        "good.mkv%20",
        "good.mkv;",
        "C:secret.mkv",
        std::string(300, 'a') + ".mkv",
    };
    EXPECT_THAT(get("/recordings/good.mkv"), StartsWith("HTTP/1.1 200 "));
    for (const auto& name : nasty) {
        const auto answer = get("/recordings/" + name);
        EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 4"), Not(HasSubstr("SECRET")))) << name;
    }
}

TEST_F(FrontHttpTest, OnlyReadingIsUnderstood)
{
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "BREW"})
        EXPECT_THAT(request(std::string(method) + " /", "Content-Length: 0\r\n"),
                    AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("method.unknown"),
                          HasSubstr("Allow: GET, HEAD")))
            << method;
}

TEST_F(FrontHttpTest, LargeBodyIsRefusedBeforeItIsRead)
{
    EXPECT_THAT(request("POST /", "Content-Length: 199000000\r\n"),
                AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("body.too-large")));
    EXPECT_THAT(request("POST /", "Transfer-Encoding: chunked\r\n"),
                AllOf(StartsWith("HTTP/1.1 411 "), HasSubstr("length.required")));
}

TEST_F(FrontHttpTest, ListsTheLayouts)
{
    EXPECT_THAT(
        get("/api/v1/layouts"),
        AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("\"name\":\"1+5\""), HasSubstr("bestFit")));
}

TEST_F(FrontHttpTest, TellsWhereALayoutHasItsCells)
{
    const auto layouts = jsonOf(get("/api/v1/layouts"));
    const auto layout = [&](const char* name) {
        return *std::find_if(layouts.begin(), layouts.end(),
                             [&](const json& one) { return one["name"] == name; });
    };
    EXPECT_EQ(layout("side-by-side")["focus"], false);
    EXPECT_EQ(layout("side-by-side")["cells"],
              (json{{{"x", 0.}, {"y", 0.167}, {"width", 0.5}, {"height", 0.667}},
                    {{"x", 0.5}, {"y", 0.167}, {"width", 0.5}, {"height", 0.667}}}));
    EXPECT_EQ(layout("1+5")["focus"], true);
    EXPECT_EQ(layout("1+5")["cells"].size(), 6u);
    EXPECT_EQ(layout("pip")["cells"][0]["width"], 1.);
    for (const auto& one : layouts)
        for (const auto& cell : one["cells"]) {
            EXPECT_LE(double(cell["x"]) + double(cell["width"]), 1.001) << one;
            EXPECT_LE(double(cell["y"]) + double(cell["height"]), 1.001) << one;
        }
}

TEST_F(FrontHttpTest, HalfARequestIsCutOff)
{
    stop();
    options_.timing.request = 50ms;
    start();
    EXPECT_THAT(exchange("GET / HTTP/1.1\r\nHost:"), Not(HasSubstr(" 200 ")));
    EXPECT_THAT(request("POST /", "Content-Length: 100\r\n"), Not(HasSubstr(" 200 ")));
    EXPECT_EQ(exchange(""), "");
}

TEST_F(FrontHttpTest, OnlyOurOwnPagesMayConnect)
{
    const auto isRefused = [&](const std::string& origin) {
        test::Browser browser(url(), origin.empty() ? nullptr : origin.c_str());
        EXPECT_TRUE(runUntil([&] { return browser.isOpen() || browser.isRefused(); }));
        return browser.isRefused();
    };
    EXPECT_FALSE(isRefused(""));
    EXPECT_FALSE(isRefused(url()));
    EXPECT_TRUE(isRefused("http://evil.example"));
    EXPECT_TRUE(isRefused("null"));
}

TEST_F(FrontHttpTest, OnLoopbackOnlyItsOwnNamesAreAnswered)
{
    for (const char* name : {"localhost:1", "127.0.0.1", "[::1]:8080"})
        EXPECT_EQ(statusOf(getAs(name, "/")), 200) << name;
    for (const char* path : {"/", "/assets/call/call.js", "/api/v1/recordings", "/ws"})
        EXPECT_THAT(getAs("rebound.example:8080", path),
                    AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("host.refused"),
                          HasSubstr("server.hosts")))
            << path;
}

TEST_F(FrontHttpTest, FurtherNamesAreConfiguredOrAProxys)
{
    options_.config.server.hosts = {"desk.example"};
    restart();
    EXPECT_EQ(statusOf(getAs("desk.example:8080", "/")), 200);
    EXPECT_EQ(statusOf(getAs("other.example", "/")), 403);
    options_.behindProxy = true;
    restart();
    EXPECT_EQ(statusOf(getAs("other.example", "/")), 200);
}

TEST_F(FrontHttpTest, OnlyAProxyIsBelievedWhereItIsReached)
{
    record("demo-20261123-221530.webm", "12345");
    const std::string prefix = "X-Forwarded-Prefix: /sub\r\n";
    const auto url = [&] {
        return jsonOf(get("/api/v1/recordings", prefix))[0]["files"][0]["url"];
    };
    EXPECT_EQ(url(), "/recordings/demo-20261123-221530.webm");
    options_.behindProxy = true;
    restart();
    EXPECT_EQ(url(), "/sub/recordings/demo-20261123-221530.webm");
}

TEST_F(FrontHttpTest, InviteInThePictureLeadsThroughTheProxy)
{
    options_.behindProxy = true;
    restart();
    test::Browser browser(url(), nullptr, "/sub");
    ASSERT_TRUE(runUntil([&] { return browser.isOpen(); }));
    browser.send(joinOf("demo"));
    EXPECT_EQ(await(browser, "joined")["invite"], host() + "/sub/r/demo");
}

TEST_F(FrontHttpTest, AProxyMayTellTheHostThatAnOriginHas)
{
    const std::string headers =
        "Origin: https://call.example\r\nX-Forwarded-Host: call.example\r\n";
    EXPECT_THAT(get("/ws", headers), HasSubstr("origin.refused"));
    options_.behindProxy = true;
    restart();
    EXPECT_THAT(get("/ws", headers), HasSubstr("websocket.required"));
}

TEST_F(FrontHttpTest, RefusedOriginIsAProblemDocument)
{
    const auto answer = get("/ws",
                            "Origin: http://evil.example\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("origin.refused")));
    EXPECT_THAT(get("/ws"), AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("websocket.required")));
}

} // namespace
} // namespace confab::front
