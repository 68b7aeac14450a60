// SPDX-License-Identifier: Apache-2.0
#include "base/glib/line_channel.hpp"

#include "support/loop_fixture.hpp"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <unistd.h>

#include <vector>

namespace confab {
namespace {

/// What the channel writes comes back to it by a pipe.
class LineChannelTest : public test::LoopFixture {
protected:
    LineChannelTest()
    {
        int ends[2];
        const int made = pipe2(ends, O_NONBLOCK); // as a socket is
        g_assert(made == 0);
        channel_ = std::make_unique<LineChannel>(
            GRef<GInputStream>::adopt(g_unix_input_stream_new(ends[0], TRUE)),
            GRef<GOutputStream>::adopt(g_unix_output_stream_new(ends[1], TRUE)), GRef<GObject>(),
            LineChannel::Events{.line = [this](std::string line) { lines_.push_back(line.size()); },
                                .closed = [this] { closed_ = true; }});
    }

    std::vector<std::size_t> lines_; // their lengths
    bool closed_ = false;
    std::unique_ptr<LineChannel> channel_;
};

TEST_F(LineChannelTest, TheLongestLineComesThrough)
{
    EXPECT_TRUE(channel_->send(std::string(LineChannel::kMaxLine - 1, 'x')));
    EXPECT_TRUE(runUntil([&] { return lines_.size() == 1; }));
    EXPECT_EQ(lines_.front(), LineChannel::kMaxLine - 1);
    EXPECT_FALSE(closed_);
}

TEST_F(LineChannelTest, ALineThatIsTooLongConcernsNoOther)
{
    EXPECT_FALSE(channel_->send(std::string(LineChannel::kMaxLine, 'x')));
    EXPECT_TRUE(channel_->send("next"));
    EXPECT_TRUE(runUntil([&] { return !lines_.empty(); }));
    EXPECT_EQ(lines_, std::vector<std::size_t>{4});
    EXPECT_FALSE(closed_);
}

} // namespace
} // namespace confab
