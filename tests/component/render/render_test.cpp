// SPDX-License-Identifier: Apache-2.0
// `confab render` as a whole: tracks made with ffmpeg, and what it makes of them measured.
#include "base/yuv.hpp"
#include "bot/meter/tone_meter.hpp"
#include "layout/book/layout_book.hpp"
#include "media/video/draw/avatar.hpp"

#include "support/media_probe.hpp"
#include "support/temp_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace confab::render {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::MediaProbe;
using testing::HasSubstr;
using testing::Not;

constexpr layout::Size kCanvas{640, 360};
constexpr double kSeconds = 8;
constexpr int kRate = 48000;
// BT.601, limited range
constexpr Yuv kRed{81, 90, 240}, kGreen{145, 54, 34}, kBlue{41, 240, 110};

MATCHER_P(IsNear, colour, fmt::format("is near {} {} {}", colour.y, colour.u, colour.v))
{
    *result_listener << +arg.y << ' ' << +arg.u << ' ' << +arg.v;
    return std::abs(arg.y - colour.y) < 12 && std::abs(arg.u - colour.u) < 12
        && std::abs(arg.v - colour.v) < 12;
}

std::string vp8(const std::string& colour, const std::string& size, double seconds)
{
    return fmt::format("-f lavfi -i color={}:s={}:r=30:d={}", colour, size, seconds);
}

class RenderTest : public ::testing::Test {
protected:
    RenderTest()
        : manifest_{{"version", 1},
                    {"id", "demo-1"},
                    {"room", "demo"},
                    {"canvas", {{"width", kCanvas.width}, {"height", kCanvas.height}, {"fps", 30}}},
                    {"parts", json::array()},
                    {"participants", json::array()},
                    {"tracks", json::array()},
                    {"layouts", {{{"part", 1}, {"t", 0}, {"name", "auto"}}}}}
    {
    }

    std::string path(const std::string& name) const { return folder_ / name; }

    void ffmpeg(const std::string& arguments)
    {
        const auto ran = test::runCommand("cd '" + folder_.path().string()
                                          + "' && ffmpeg -v error -y " + arguments + " 2>&1");
        ASSERT_EQ(ran.status, 0) << arguments << ": " << ran.output;
    }

    void part(double seconds = kSeconds)
    {
        const int number = int(manifest_["parts"].size()) + 1;
        manifest_["parts"].push_back({{"part", number}, {"seconds", seconds}});
    }
    void person(const std::string& id, double from = 0, double to = kSeconds)
    {
        manifest_["participants"].push_back(
            {{"id", id},
             {"name", id},
             {"observer", false},
             {"present", {{{"part", 1}, {"from", from}, {"to", to}}}}});
        track(id);
    }
    void track(const std::string& id, int part = 1, const std::string& name = {})
    {
        manifest_["tracks"].push_back({{"part", part},
                                       {"participant", id},
                                       {"kind", "camera"},
                                       {"file", "demo-1." + (name.empty() ? id : name)}});
    }

    /// One whose camera is off from 3 to 5 s, one who has none, one who comes at 2 s and whose
    /// picture becomes smaller, and another, at 5 s.
    void makeThreePeople()
    {
        const std::string codecs = " -c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus ";
        ffmpeg(vp8("red", "640x360", kSeconds)
               + " -f lavfi -i sine=400:d=8 -vf \"select='not(between(t,3,4.99))'\" -vsync vfr"
               + codecs + "-f webm demo-1.ann");
        ffmpeg("-f lavfi -i sine=900:d=8 -c:a libopus -f webm demo-1.bob");
        ffmpeg(vp8("lime", "640x360", 3) + " -f lavfi -i sine=600:d=3" + codecs + "c1.webm");
        ffmpeg(vp8("blue", "320x180", 3) + " -f lavfi -i sine=600:d=3" + codecs + "c2.webm");
        std::ofstream(path("list")) << "file c1.webm\nfile c2.webm\n";
        ffmpeg("-itsoffset 2 -f concat -i list -c copy -f webm demo-1.cat");
        part();
        person("ann");
        person("bob");
        person("cat", 2);
    }

    /// White and a beep for 100 ms at each full second.
    void makeFlash(int seconds = 2)
    {
        const auto length = std::to_string(seconds);
        ffmpeg("-f lavfi -i \"color=black:s=640x360:r=30:d=" + length
               + ","
                 "drawbox=c=white:t=fill:enable='lt(mod(t+0.001,1),0.1)'\" "
                 "-f lavfi -i \"aevalsrc=0.5*sin(2*PI*1000*t)*lt(mod(t\\,1)\\,0.1):s=48000:d="
               + length
               + "\" -c:v libvpx -deadline realtime -b:v 2M -c:a libopus -f webm demo-1.ann");
        part(seconds);
        person("ann", 0, seconds);
    }

    test::Ran render(const std::string& options)
    {
        std::ofstream(path("demo-1.json")) << manifest_.dump();
        return test::runCommand(fmt::format("cd '{}' && '{}' render demo-1.json {} 2>&1",
                                            folder_.path().string(), g_getenv("CONFAB_PROGRAM"),
                                            options));
    }

    /// Where `count` people sit in the grid.
    static std::vector<layout::LayoutTile> grid(std::size_t count)
    {
        return (*layout::LayoutBook().find("grid"))
            ->arrange(kCanvas, std::vector<layout::LayoutSource>(count), {})
            .tiles;
    }
    static Yuv middle(const std::string& frame, const layout::LayoutTile& tile)
    {
        return MediaProbe::at(frame, kCanvas, tile.cell.x + tile.cell.width / 2,
                              tile.cell.y + tile.cell.height / 2);
    }
    /// Beside the initials, which are in the middle.
    static Yuv corner(const std::string& frame, const layout::LayoutTile& tile)
    {
        return MediaProbe::at(frame, kCanvas, tile.cell.x + 16, tile.cell.y + 16);
    }
    static Yuv initialsOf(const std::string& name) { return toYuv(media::avatarColour(name)); }
    std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            names.push_back(entry.path().filename());
        return names;
    }
    /// dB of a tone in the second from `from` on.
    static double tone(const std::vector<float>& samples, double from, int hz)
    {
        const auto first = std::size_t(from * kRate);
        if (samples.size() < first + kRate)
            return -999;
        return bot::toneDb(std::span(samples).subspan(first, kRate), hz, kRate);
    }

    /// Flash and beep come where they should, and together.
    static void expectSync(const MediaProbe& file, const std::vector<double>& moments,
                           const std::string& what)
    {
        const auto light = file.light(30);
        const auto sound = file.samples();
        for (const double moment : moments) {
            const auto from = light.begin() + std::ptrdiff_t((moment - 0.5) * 30);
            const auto flash = std::find_if(from, light.end(), [](int l) { return l > 128; });
            const auto start = sound.begin() + std::ptrdiff_t((moment - 0.5) * kRate);
            const auto beep =
                std::find_if(start, sound.end(), [](float s) { return std::abs(s) > 0.1f; });
            const double seen = double(flash - light.begin()) / 30,
                         heard = double(beep - sound.begin()) / kRate;
            EXPECT_NEAR(seen, moment, 0.034) << what;
            EXPECT_NEAR(heard, moment, 0.02) << what;
            EXPECT_NEAR(heard, seen, 0.04) << what;
        }
    }

    test::TempFolder folder_;
    json manifest_;
};

TEST_F(RenderTest, EverybodyIsSeenAndHeardExactlyWhenTheyWere)
{
    makeThreePeople();
    const auto ran = render("--layout grid -o out.webm");
    ASSERT_EQ(ran.status, 0) << ran.output;
    const MediaProbe file(path("out.webm"));
    EXPECT_EQ(file.codecs(), "vp8,opus");
    EXPECT_NEAR(file.seconds(), kSeconds, 0.1);

    const auto two = grid(2), three = grid(3);
    const auto first = file.frame(1.9, kCanvas);
    EXPECT_THAT(middle(first, two[0]), IsNear(kRed));
    EXPECT_THAT(corner(first, two[1]), IsNear(initialsOf("bob")));
    const auto joined = file.frame(2.1, kCanvas);
    EXPECT_THAT(middle(joined, three[0]), IsNear(kRed));
    EXPECT_THAT(corner(joined, three[1]), IsNear(initialsOf("bob")));
    EXPECT_THAT(middle(joined, three[2]), IsNear(kGreen));
    for (const double t : {3.2, 4.9}) {
        const auto off = file.frame(t, kCanvas);
        EXPECT_THAT(corner(off, three[0]), IsNear(initialsOf("ann"))) << t;
        EXPECT_THAT(middle(off, three[2]), IsNear(kGreen)) << t;
    }
    for (const double t : {5.2, 7.9}) {
        const auto back = file.frame(t, kCanvas);
        EXPECT_THAT(middle(back, three[0]), IsNear(kRed)) << t;
        EXPECT_THAT(middle(back, three[2]), IsNear(kBlue)) << t;
        EXPECT_THAT(corner(back, three[2]), IsNear(kBlue)) << t;
    }

    const auto sound = file.samples();
    for (const double t : {0.5, 3.5, 6.5}) {
        EXPECT_GT(tone(sound, t, 400), -40) << t;
        EXPECT_GT(tone(sound, t, 900), -40) << t;
    }
    EXPECT_LT(tone(sound, 0.5, 600), -60) << "not before cat came";
    EXPECT_GT(tone(sound, 2.5, 600), -40);
    EXPECT_GT(tone(sound, 6.5, 600), -40);
}

TEST_F(RenderTest, ASharedScreenThatDoesNotChangeStaysUntilItsEnd)
{
    makeFlash(6);
    ffmpeg(vp8("lime", "640x360", 0.5) + " -c:v libvpx -deadline realtime -f webm screen");
    ffmpeg("-itsoffset 2 -i screen -c copy -f webm demo-1.ann-screen");
    track("ann", 1, "ann-screen");
    manifest_["tracks"].back()["kind"] = "screen";
    manifest_["shares"] = {{{"part", 1}, {"from", 1.9}, {"to", 5}, {"participant", "ann"}}};
    const auto ran = render("-o out.webm");
    ASSERT_EQ(ran.status, 0) << ran.output;
    const MediaProbe file(path("out.webm"));
    const auto tiles = (*layout::LayoutBook().find("presentation"))
                           ->arrange(kCanvas, {{.screen = true}, {.screen = false}}, {})
                           .tiles;
    const Yuv black{16, 128, 128};
    EXPECT_THAT(middle(file.frame(1.8, kCanvas), tiles[0]), IsNear(black));
    for (const double t : {2.3, 4.9}) {
        EXPECT_THAT(middle(file.frame(t, kCanvas), tiles[0]), IsNear(kGreen)) << t;
        EXPECT_THAT(middle(file.frame(t, kCanvas), tiles[1]), IsNear(black)) << t;
    }
    EXPECT_THAT(middle(file.frame(5.5, kCanvas), tiles[0]), IsNear(black));
}

TEST_F(RenderTest, PictureAndSoundAreInSyncInBothFormats)
{
    makeFlash(5);
    for (const std::string name : {"out.webm", "out.mp4"}) {
        const auto ran = render("--layout grid -o " + name);
        ASSERT_EQ(ran.status, 0) << ran.output;
        const MediaProbe file(path(name));
        EXPECT_EQ(file.codecs(), name == "out.mp4" ? "h264,aac" : "vp8,opus");
        EXPECT_NEAR(file.seconds(), 5, 0.1);
        expectSync(file, {1, 4}, name);
    }
}

TEST_F(RenderTest, WhoSendsNothingForLongIsInSyncAfterwards)
{
    makeFlash(3);
    ffmpeg("-itsoffset 30.25 -i demo-1.ann -c copy -f webm late");
    std::filesystem::rename(path("late"), path("demo-1.ann"));
    manifest_["parts"][0]["seconds"] = 34;
    manifest_["participants"][0]["present"][0]["to"] = 34;
    const auto ran = render("--layout grid -o out.webm");
    ASSERT_EQ(ran.status, 0) << ran.output;
    const MediaProbe file(path("out.webm"));
    EXPECT_NEAR(file.seconds(), 34, 0.1);
    expectSync(file, {31.25, 32.25}, "late");
}

TEST_F(RenderTest, PartsFollowOneAnotherInOneFile)
{
    const std::string codecs = " -c:v libvpx -deadline realtime -c:a libopus -f webm demo-1.";
    ffmpeg(vp8("red", "320x180", 5) + " -f lavfi -i sine=400:d=5" + codecs + "ann");
    ffmpeg(vp8("lime", "320x180", 2) + " -f lavfi -i sine=600:d=2" + codecs + "part2-ann");
    part(3);
    part(2);
    person("ann", 0, 3);
    manifest_["participants"][0]["present"].push_back({{"part", 2}, {"from", 0}, {"to", 2}});
    track("ann", 2, "part2-ann");
    const auto ran = render("-o out.webm");
    ASSERT_EQ(ran.status, 0) << ran.output;
    const MediaProbe file(path("out.webm"));
    EXPECT_NEAR(file.seconds(), 5, 0.1);
    const auto one = grid(1);
    EXPECT_THAT(middle(file.frame(2.9, kCanvas), one[0]), IsNear(kRed));
    EXPECT_THAT(middle(file.frame(3.1, kCanvas), one[0]), IsNear(kGreen));
    const auto sound = file.samples();
    EXPECT_GT(tone(sound, 1.9, 400), -40);
    EXPECT_LT(tone(sound, 3.5, 400), -60) << "the first part's file goes on, but its part does not";
    EXPECT_GT(tone(sound, 3.5, 600), -40);
}

TEST_F(RenderTest, ASizeAndARateOfOnesOwn)
{
    makeFlash();
    const auto ran = render("--size 320x240 --fps 10 -o out.webm --json");
    ASSERT_EQ(ran.status, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr(R"("event":"done","file":"out.webm","seconds":2.0)"));
    EXPECT_EQ(test::runCommand("ffprobe -v error -select_streams v -count_packets -show_entries "
                               "stream=width,height,nb_read_packets -of csv=p=0 "
                               + path("out.webm"))
                  .output,
              "320,240,20\n");
}

TEST_F(RenderTest, AnExistingFileStaysUnlessForced)
{
    makeFlash();
    std::ofstream(path("demo-1.render.webm")) << "mine";
    const auto refused = render("");
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.output, HasSubstr("is there already; --force replaces it"));
    EXPECT_EQ(std::filesystem::file_size(path("demo-1.render.webm")), 4u);
    const auto forced = render("--force");
    EXPECT_EQ(forced.status, 0) << forced.output;
    EXPECT_EQ(MediaProbe(path("demo-1.render.webm")).codecs(), "vp8,opus");
    EXPECT_EQ(int(std::filesystem::status(path("demo-1.render.webm")).permissions()), 0600);
}

TEST_F(RenderTest, AMissingTrackIsSaidAndTheOthersAreRendered)
{
    makeFlash();
    person("bob");
    person("cat");
    std::ofstream(path("demo-1.cat")) << "this is no WebM";
    std::filesystem::create_symlink("/etc/passwd", path("demo-1.dan"));
    person("dan");
    const auto ran = render("-o out.webm");
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("without demo-1.bob: No such file or directory\n"));
    EXPECT_THAT(ran.output, HasSubstr("without demo-1.cat: it cannot be read"));
    EXPECT_THAT(ran.output, HasSubstr("without demo-1.dan: Too many levels of symbolic links"));
    std::filesystem::remove(path("demo-1.ann"));
    const auto none = render("-o none.webm");
    EXPECT_EQ(none.status, 1);
    EXPECT_THAT(none.output, HasSubstr("none of the 4 tracks can be read"));
    EXPECT_THAT(files(), Not(testing::Contains(testing::StartsWith("none.webm"))));
}

TEST_F(RenderTest, ADamagedTrackIsRenderedAsFarAsItGoes)
{
    makeFlash(8);
    std::fstream file(path("demo-1.ann"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(20000);
    file << std::string(3000, '\xff');
    file.close();
    std::filesystem::resize_file(path("demo-1.ann"),
                                 std::filesystem::file_size(path("demo-1.ann")) * 2 / 3);
    const auto ran = render("-o out.webm");
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_NEAR(MediaProbe(path("out.webm")).seconds(), kSeconds, 0.1);
}

TEST_F(RenderTest, InterruptedItLeavesNothing)
{
    makeFlash();
    manifest_["parts"][0]["seconds"] = 3600;
    std::ofstream(path("demo-1.json")) << manifest_.dump();
    const auto begun = std::chrono::steady_clock::now();
    const auto ran = test::runCommand(
        fmt::format("cd '{}' && timeout -s INT 2 '{}' render demo-1.json -o out.mp4 2>&1",
                    folder_.path().string(), g_getenv("CONFAB_PROGRAM")));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 30s);
    EXPECT_THAT(ran.output, HasSubstr("interrupted; nothing was written"));
    EXPECT_THAT(files(), Not(testing::Contains(testing::StartsWith("out.mp4"))));
}

TEST_F(RenderTest, WhatCannotBeIsOneLineAndStatusOne)
{
    makeFlash();
    for (const auto& [options, problem] : std::vector<std::pair<std::string, std::string>>{
             {"--layout gird", "there is no layout \"gird\""},
             {"--size 99999x2", "--size is like 1280x720"},
             {"-o out.avi", "must end in .webm or .mp4"},
             {"-o no/such/folder/out.webm", "cannot write no/such/folder/out.webm: No such"},
             {"--config missing.toml", "cannot read the configuration"}}) {
        const auto ran = render(options);
        EXPECT_EQ(ran.status, 1) << options;
        EXPECT_THAT(ran.output,
                    testing::AllOf(testing::StartsWith("confab render: "), HasSubstr(problem)));
        EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 1) << ran.output;
    }
    manifest_["tracks"][0]["file"] = "../demo-1.ann";
    EXPECT_THAT(render("").output, HasSubstr("is no file of this recording"));
    manifest_["tracks"] = json::array();
    EXPECT_THAT(render("").output, HasSubstr("was recorded without separate tracks"));
}

} // namespace
} // namespace confab::render
