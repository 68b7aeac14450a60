// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/clip_encoder.hpp"
#include "bot/peer/bot_peer.hpp"
#include "media/audio/mix_minus.hpp"
#include "media/media_plane.hpp"

#include "support/loop_fixture.hpp"
#include "support/media_probe.hpp"
#include "support/packets_of.hpp"
#include "support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr layout::Rect kLeft{0, 180, 640, 360}, kRight{640, 180, 640, 360};

/// A whole room's media on 127.0.0.1, with real WebRTC guests in the same process.
class MediaPlaneTest : public test::LoopFixture, private room::RoomMedia::Listener {
protected:
    struct Guest {
        std::unique_ptr<bot::BotPeer> peer;
        bot::BotMeters meters;
        bool observer = false;
        bool connected = false;
        bool pictureStarted = false;
        std::string failed; // the code
    };

    void SetUp() override
    {
        registerMixMinus();
        registerCanvasOverlay();
        config_.server.recordings = folder_ / "recordings";
        config_.ice.addresses = {"127.0.0.1"};
        auto plane = MediaPlane::create(loop_, config_, [this](auto why) { broken_ = why; });
        ASSERT_TRUE(plane) << plane.error().message;
        plane_ = *std::move(plane);
        plane_->listen(*this);
    }
    void TearDown() override { EXPECT_EQ(broken_, ""); }

    void invite(const room::PeerId& id, bool observer = false)
    {
        guests_[id].observer = observer;
        auto& meters = guests_[id].meters;
        meters.tiles = std::make_shared<bot::TileWatch>();
        meters.tones = std::make_shared<bot::ToneMeter>();
        meters.tiles->setLayout(
            {"main",
             "grid",
             1280,
             720,
             {{"a", "camera", kLeft.x, kLeft.y, kLeft.width, kLeft.height},
              {"b", "camera", kRight.x, kRight.y, kRight.width, kRight.height}}});
        ASSERT_TRUE(
            plane_->addPeer(id, observer ? room::PeerKind::Observer : room::PeerKind::Camera, id));
        plane_->setUplink(id, true, true);
    }
    void dismiss(const room::PeerId& id)
    {
        plane_->removePeer(id);
        guests_.erase(id);
    }
    void show(const std::vector<std::pair<room::PeerId, layout::Rect>>& places)
    {
        room::Picture picture;
        for (const auto& [peer, rect] : places)
            picture.tiles.push_back(
                {.participant = peer, .peer = peer, .cell = rect, .picture = rect, .name = peer});
        plane_->show("main", picture);
    }
    bool isSeen(const room::PeerId& by, std::vector<int> identities)
    {
        std::vector<int> seen;
        for (const auto& tile : guests_[by].meters.tiles->tiles())
            seen.push_back(tile.identity.value_or(-1));
        return seen == identities;
    }
    /// How loud bot `whose` is in what that one hears, in dB.
    double heard(const room::PeerId& by, int whose)
    {
        const auto levels = guests_[by].meters.tones->levels();
        const auto it = levels.find(bot::botIdentity(whose).toneHz);
        return it == levels.end() ? -120.0 : it->second;
    }
    std::string pathOf(const std::string& file) const
    {
        return (folder_.path() / "recordings" / file).string();
    }
    /// What a file has of one kind, read to its end.
    std::vector<GRef<GstBuffer>> packets(const std::string& file, const char* kind)
    {
        auto read = test::packetsOf(pathOf(file), kind);
        EXPECT_TRUE(read) << file << ' ' << kind << ": " << read.error().message;
        return read ? *std::move(read) : std::vector<GRef<GstBuffer>>{};
    }
    /// "participant kind file" of each track in a journal.
    std::vector<std::string> tracksIn(const std::string& recording) const
    {
        std::vector<std::string> tracks;
        std::ifstream lines(pathOf(recording + ".jsonl"));
        for (std::string line; std::getline(lines, line);)
            if (const auto event = nlohmann::json::parse(line); event["event"] == "track")
                tracks.push_back(event["participant"].get<std::string>() + ' '
                                 + event["kind"].get<std::string>() + ' '
                                 + event["file"].get<std::string>());
        return tracks;
    }
    void pass(std::chrono::milliseconds time)
    {
        runUntil([] { return false; }, time);
    }
    std::int64_t frames(const room::PeerId& id)
    {
        return guests_[id].meters.frames->counts().frames;
    }

    std::function<std::string(std::string)> tamper_ = [](std::string sdp) { return sdp; };
    test::TempFolder folder_;
    config::Config config_;
    std::string broken_, speaker_;
    std::map<room::PeerId, int> levels_; // as told last
    std::vector<std::string> ended_;
    std::unique_ptr<MediaPlane> plane_;
    bot::ClipPlayer player_{loop_, TimeBase()};
    std::map<room::PeerId, Guest> guests_;

private:
    void onCandidate(const room::PeerId& id, unsigned mline, std::string text) override
    {
        guests_[id].peer->addCandidate(mline, text);
    }
    void onConnected(const room::PeerId& id) override { guests_[id].connected = true; }
    void onPictureStarted(const room::PeerId& id) override { guests_[id].pictureStarted = true; }
    void onSpeaks(const room::PeerId& id) override { speaker_ = id; }
    void onHeard(const std::map<room::PeerId, int>& levels) override { levels_ = levels; }
    void onPeerFailed(const room::PeerId& id, const std::string& code, const std::string&) override
    {
        guests_[id].failed = code;
    }
    void onRecordingPart(const std::string&) override { FAIL() << "one part is enough"; }
    void onRecordingEnded(const std::string& file, const std::string& error) override
    {
        ended_.push_back(file + error);
    }
    // "a" sends what bot 0 sends, "b" what bot 1 sends.
    void onOffer(const room::PeerId& id, std::string sdp) override
    {
        bot::BotPeerSetup setup;
        setup.player = &player_;
        setup.clip = *bot::ClipEncoder(bot::Pattern::Colour, {.width = 320, .height = 180})
                          .clip(id[0] - 'a');
        setup.loopback = true;
        setup.sendAudio = setup.sendVideo = !guests_[id].observer;
        setup.meters = guests_[id].meters;
        auto peer = bot::BotPeer::create(
            loop_, setup, sdp,
            {.answer = [this,
                        id](std::string text) { EXPECT_TRUE(plane_->answer(id, tamper_(text))); },
             .candidate =
                 [this, id](unsigned mline, std::string text) {
                     EXPECT_TRUE(plane_->addCandidate(id, mline, text));
                 },
             .connected = [] {},
             .failed = [](std::string why) { ADD_FAILURE() << why; }});
        ASSERT_TRUE(peer) << peer.error().message;
        guests_[id].peer = *std::move(peer);
    }
};

TEST_F(MediaPlaneTest, TwoSeeBothAndHearOneAnother)
{
    invite("a");
    invite("b");
    ASSERT_TRUE(
        runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
    show({{"a", kLeft}, {"b", kRight}});
    EXPECT_TRUE(runUntil([&] { return isSeen("a", {0, 1}) && isSeen("b", {0, 1}); }));
    EXPECT_TRUE(runUntil([&] { return heard("a", 1) > -24 && heard("b", 0) > -24; }));
    EXPECT_TRUE(runUntil([&] { return heard("a", 0) < -60 && heard("b", 1) < -60; }))
        << "own " << heard("a", 0) << ' ' << heard("b", 1);
}

// Its browser sends nothing but reports about what it receives.
TEST_F(MediaPlaneTest, WhoOnlyReceivesIsHeardOfUntilTheyAreGone)
{
    invite("a", true);
    ASSERT_TRUE(runUntil([&] { return guests_["a"].connected; }));
    ASSERT_TRUE(runUntil([&] { return plane_->activity("a").sinceMedia < 2s; }));
    EXPECT_EQ(plane_->activity("a").sincePicture, std::chrono::milliseconds::max());
    guests_["a"].peer.reset();
    EXPECT_TRUE(runUntil([&] { return plane_->activity("a").sinceMedia > 2s; }));
}

TEST_F(MediaPlaneTest, WhoIsMutedIsNotHeardWhateverTheySend)
{
    invite("a");
    invite("b");
    ASSERT_TRUE(runUntil([&] { return heard("a", 1) > -24 && heard("b", 0) > -24; }));
    EXPECT_TRUE(runUntil([&] { return levels_.contains("a") && levels_.contains("b"); }));
    plane_->setUplink("b", false, true);
    EXPECT_TRUE(runUntil([&] { return heard("a", 1) < -60; })) << heard("a", 1);
    EXPECT_TRUE(runUntil([&] { return levels_.contains("a") && !levels_.contains("b"); }));
    plane_->setUplink("a", false, true);
    EXPECT_TRUE(runUntil([&] { return levels_.empty(); }));
    plane_->setUplink("b", true, true);
    EXPECT_TRUE(runUntil([&] { return heard("a", 1) > -24 && levels_.contains("b"); }));
}

TEST_F(MediaPlaneTest, WhoGoesTakesNobodyAlong)
{
    invite("a");
    invite("b");
    ASSERT_TRUE(
        runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
    show({{"a", kLeft}, {"b", kRight}});
    ASSERT_TRUE(runUntil([&] { return isSeen("a", {0, 1}); }));
    dismiss("b");
    show({{"a", kLeft}});
    const auto before = frames("a");
    EXPECT_TRUE(runUntil([&] { return frames("a") > before + 30; }));
    EXPECT_TRUE(isSeen("a", {0, -1}));
}

TEST_F(MediaPlaneTest, AWrongCertificateIsRefusedBeforeAnyPicture)
{
    tamper_ = [](std::string sdp) {
        for (auto at = sdp.find("sha-256 "); at != std::string::npos;
             at = sdp.find("sha-256 ", at + 1))
            sdp.replace(at + 8, 5, sdp.compare(at + 8, 5, "00:00") == 0 ? "11:11" : "00:00");
        return sdp;
    };
    invite("a");
    ASSERT_TRUE(runUntil([&] { return !guests_["a"].failed.empty(); }));
    EXPECT_EQ(guests_["a"].failed, "media.refused");
    EXPECT_FALSE(guests_["a"].pictureStarted);
    EXPECT_EQ(frames("a"), 0);
}

// Browsers that were asked for less send it within a second or two; bots do not.
TEST_F(MediaPlaneTest, ATooLargePictureHasSomeSecondsToShrink)
{
    config_.video.maxUplinkPixels = 100 * 100;
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].connected; }));
    pass(2s);
    EXPECT_EQ(guests_["a"].failed, "");
    EXPECT_FALSE(guests_["a"].pictureStarted);
    ASSERT_TRUE(runUntil([&] { return !guests_["a"].failed.empty(); }, 10s));
    EXPECT_EQ(guests_["a"].failed, "media.refused");
}

TEST_F(MediaPlaneTest, RecordsWhatIsSentWithoutAnotherEncoder)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_TRUE(id) << id.error().message;
    runUntil([] { return false; }, 1s);
    EXPECT_THAT(ended_, IsEmpty());
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_THAT(ended_, ElementsAre(*id));
    EXPECT_GT(std::filesystem::file_size(folder_.path() / "recordings" / (*id + ".webm")), 1000u);
}

// "b" is neither shown nor mixed: what it sends is recorded all the same.
TEST_F(MediaPlaneTest, RecordsWhatEachSendsShownOrNot)
{
    invite("a");
    invite("b");
    ASSERT_TRUE(
        runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
    plane_->setUplink("b", false, false);
    const auto id = plane_->startRecording({.room = "demo", .tracks = true});
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > 3; }));
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_THAT(ended_, ElementsAre(*id));
    EXPECT_THAT(tracksIn(*id),
                UnorderedElementsAre("a camera " + *id + ".track-a.webm",
                                     "b camera " + *id + ".track-b.webm"));
    for (const char* name : {".track-a.webm", ".track-b.webm"}) {
        const auto pictures = packets(*id + name, "video");
        const auto sound = packets(*id + name, "audio");
        ASSERT_GT(pictures.size(), 30u) << name;
        ASSERT_GT(sound.size(), 100u) << name;
        EXPECT_FALSE(GST_BUFFER_FLAG_IS_SET(pictures.front().get(), GST_BUFFER_FLAG_DELTA_UNIT));
        EXPECT_LT(GST_BUFFER_PTS(sound.front().get()), 200 * GST_MSECOND) << name;
        EXPECT_LT(GST_BUFFER_PTS(pictures.front().get()), 2 * GST_SECOND) << name;
        EXPECT_GT(GST_BUFFER_PTS(sound.back().get()), 2800 * GST_MSECOND) << name;
        const auto shown =
            GST_BUFFER_PTS(pictures.back().get()) - GST_BUFFER_PTS(pictures.front().get());
        EXPECT_GT(double(pictures.size()) * GST_SECOND / double(shown), 25) << name;
        EXPECT_NEAR(test::MediaProbe(pathOf(*id + name)).seconds(), 3, 0.4) << name;
    }
}

TEST_F(MediaPlaneTest, APauseIsNotInATrack)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo", .tracks = true});
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > 1.5; }));
    plane_->pauseRecording(*id, true);
    const double before = plane_->recordingPlace(*id).seconds;
    pass(2s);
    plane_->pauseRecording(*id, false);
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > before + 1.5; }));
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    const auto sound = packets(*id + ".track-a.webm", "audio");
    ASSERT_GT(sound.size(), 100u);
    GstClockTime last = 0, longest = 0;
    for (const auto& packet : sound) {
        const GstClockTime at = GST_BUFFER_PTS(packet.get());
        ASSERT_GE(at, last);
        longest = std::max(longest, at - last);
        last = at;
    }
    EXPECT_LT(longest, 1500 * GST_MSECOND) << "the pause was longer";
    EXPECT_GT(last, 2700 * GST_MSECOND);
    EXPECT_LT(last, 3600 * GST_MSECOND) << "two seconds of five were a pause";
    const auto pictures = packets(*id + ".track-a.webm", "video");
    ASSERT_FALSE(pictures.empty());
    EXPECT_GT(GST_BUFFER_PTS(pictures.back().get()), 2700 * GST_MSECOND) << "and they came back";
}

TEST_F(MediaPlaneTest, WhoComesLateHasATrackAndWhoComesBackAnother)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo", .tracks = true});
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > 1; }));
    const double invited = plane_->recordingPlace(*id).seconds;
    invite("b");
    ASSERT_TRUE(runUntil([&] { return tracksIn(*id).size() == 2; }));
    pass(1500ms);
    dismiss("b");
    // Whole while the recording goes on: it tells its length.
    const auto length = [&] { return test::MediaProbe(pathOf(*id + ".track-b.webm")).seconds(); };
    ASSERT_TRUE(runUntil([&] { return length() > invited + 1; }));
    const auto sound = packets(*id + ".track-b.webm", "audio");
    ASSERT_FALSE(sound.empty());
    EXPECT_GT(GST_BUFFER_PTS(sound.front().get()), GstClockTime(invited * GST_SECOND));
    invite("b");
    ASSERT_TRUE(runUntil([&] { return tracksIn(*id).size() == 3; }));
    EXPECT_THAT(tracksIn(*id).back(), "b camera " + *id + ".track-b-2.webm");
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_THAT(ended_, ElementsAre(*id));
}

TEST_F(MediaPlaneTest, WithoutTracksThereAreNone)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > 0.5; }));
    EXPECT_THAT(tracksIn(*id), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(pathOf(*id + ".track-a.webm")));
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
}

TEST_F(MediaPlaneTest, NoRecordingBeginsWithTooLittleSpace)
{
    std::filesystem::create_directory(folder_ / "recordings");
    config_.recording.reserveMb = 1'000'000'000;
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_FALSE(id);
    EXPECT_THAT(id.error().message, HasSubstr("recording.reserve_mb"));
}

TEST_F(MediaPlaneTest, ARecordingStopsBeforeTheDiskIsFullAndIsWhole)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_TRUE(id) << id.error().message;
    runUntil([] { return false; }, 1200ms);
    config_.recording.reserveMb = 1'000'000'000; // as if the rest of the machine had filled it
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_THAT(ended_[0], HasSubstr(*id + "only "));
    const auto frames = test::packetsOf(pathOf(*id + ".webm"), "video");
    ASSERT_TRUE(frames) << frames.error().message;
    EXPECT_GT(frames->size(), 5u);
}

TEST_F(MediaPlaneTest, StartsOnlyWithEveryElementThereIs)
{
    const auto folder = folder_ / "pipelines";
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "uplink-video.pipeline") << "nosuchdecoder ! fakesink name=out\n";
    config_.server.pipelines = folder;
    const auto plane = MediaPlane::create(loop_, config_, [](auto) {});
    ASSERT_FALSE(plane);
    EXPECT_THAT(plane.error().message, HasSubstr("pipeline uplink-video needs"));
}

} // namespace
} // namespace confab::media
