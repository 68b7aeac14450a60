// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/runtime_folder.hpp"

#include "support/temp_folder.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <sys/socket.h>
#include <sys/un.h>

namespace confab::front {
namespace {

/// Folders of servers in a runtime folder that is the test's own.
class RuntimeFolderTest : public testing::Test {
protected:
    RuntimeFolderTest()
    {
        const char* was = g_getenv("XDG_RUNTIME_DIR");
        before_ = was ? std::optional<std::string>(was) : std::nullopt;
        g_setenv("XDG_RUNTIME_DIR", folder_.path().c_str(), TRUE);
    }
    ~RuntimeFolderTest() override
    {
        if (before_)
            g_setenv("XDG_RUNTIME_DIR", before_->c_str(), TRUE);
        else
            g_unsetenv("XDG_RUNTIME_DIR");
    }
    /// Of a server at that port which was killed.
    std::filesystem::path leave(int port)
    {
        const std::filesystem::path path(RuntimeFolder::defaultPath(std::uint16_t(port)));
        EXPECT_TRUE(RuntimeFolder::open(path)); // and the lock goes with it
        for (const char* file : {"demo.sock", "demo.resume", "demo.life", ".demo.resume.tmp"})
            std::ofstream(path / file) << "x";
        return path;
    }
    static bool isThere(const std::filesystem::path& path) { return std::filesystem::exists(path); }

    test::TempFolder folder_;
    std::optional<std::string> before_;
};

TEST_F(RuntimeFolderTest, WhatKilledServersLeftGoes)
{
    const auto one = leave(8080), other = leave(41234);
    RuntimeFolder::clearAbandoned();
    EXPECT_FALSE(isThere(one));
    EXPECT_FALSE(isThere(other));
}

TEST_F(RuntimeFolderTest, WhatBelongsToAServerThatRunsStays)
{
    const auto path = leave(8080);
    const auto server = RuntimeFolder::open(path);
    ASSERT_TRUE(server);
    RuntimeFolder::clearAbandoned();
    EXPECT_TRUE(isThere(path / "demo.sock"));
}

TEST_F(RuntimeFolderTest, WhatBelongsToARoomThatRunsStays)
{
    const auto path = leave(8080);
    std::filesystem::remove(path / "demo.sock");
    const UniqueFd room(socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::strncpy(address.sun_path, (path / "demo.sock").c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(bind(room.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    RuntimeFolder::clearAbandoned();
    EXPECT_TRUE(isThere(path / "demo.life"));
}

TEST_F(RuntimeFolderTest, WhatIsNotOfAServerStays)
{
    const auto path = leave(8080);
    std::ofstream(path / "notes.txt") << "mine";
    std::filesystem::create_directories(folder_ / "confab-notes");
    std::ofstream(folder_ / "confab-notes" / "serve.lock") << "";
    RuntimeFolder::clearAbandoned();
    EXPECT_TRUE(isThere(path / "notes.txt"));
    EXPECT_FALSE(isThere(path / "demo.sock"));
    EXPECT_TRUE(isThere(folder_ / "confab-notes" / "serve.lock"));
}

TEST_F(RuntimeFolderTest, TwoServersHaveNotTheSame)
{
    const auto path = RuntimeFolder::defaultPath(8080);
    const auto server = RuntimeFolder::open(path);
    ASSERT_TRUE(server);
    EXPECT_EQ(RuntimeFolder::open(path).error().code, Errc::Conflict);
}

} // namespace
} // namespace confab::front
