// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/clip/clip_encoder.hpp"
#include "bot/peer/bot_peer.hpp"
#include "media/audio/mix_minus.hpp"
#include "media/media_plane.hpp"
#include "support/loop_fixture.hpp"
#include "support/packets_of.hpp"
#include "support/temp_folder.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <map>

namespace confab::test {

using namespace std::chrono_literals;

inline constexpr layout::Rect kLeft{0, 180, 640, 360}, kRight{640, 180, 640, 360};

/// A whole room's media on 127.0.0.1, with real WebRTC guests in the same process.
class MediaPlaneFixture : public LoopFixture, private room::RoomMedia::Listener {
protected:
    struct Guest {
        std::unique_ptr<bot::BotPeer> peer;
        bot::BotMeters meters;
        bool observer = false;
        const media::Codec* codec = nullptr; // that it can
        bool connected = false;
        bool pictureStarted = false;
        std::optional<room::RoomMedia::Answered> answered;
        std::string failed; // the code
    };

    void SetUp() override
    {
        media::registerMixMinus();
        media::registerCanvasOverlay();
        config_.server.recordings = folder_ / "recordings";
        config_.ice.addresses = {"127.0.0.1"};
        auto plane = media::MediaPlane::create(loop_, config_, [this](auto why) { broken_ = why; });
        ASSERT_TRUE(plane) << plane.error().message;
        plane_ = *std::move(plane);
        plane_->listen(*this);
    }
    void TearDown() override
    {
        EXPECT_EQ(broken_, "");
        EXPECT_EQ(parts_, 0) << "a recording went on in another part";
    }

    /// Somebody who can the codec `can`, and is offered number `offered`.
    void invite(const room::PeerId& id, bool observer = false,
                const media::Codec& can = media::pictureCodec(), std::size_t offered = 0)
    {
        guests_[id].observer = observer;
        guests_[id].codec = &can;
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
        ASSERT_TRUE(plane_->addPeer(
            id, {observer ? room::PeerKind::Observer : room::PeerKind::Camera, id, offered}));
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
        auto read = packetsOf(pathOf(file), kind);
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
    /// What that guest sends instead of its own clip.
    std::function<bot::Clip(const room::PeerId&, bot::Clip)> clip_ =
        [](const room::PeerId&, bot::Clip clip) { return clip; };
    TempFolder folder_;
    config::Config config_;
    std::string broken_, speaker_;
    std::map<room::PeerId, int> levels_; // as told last
    std::vector<std::string> ended_;
    int parts_ = 0; // that recordings have begun after their first
    std::unique_ptr<media::MediaPlane> plane_;
    bot::ClipPlayer player_{loop_, media::TimeBase()};
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
    void onRecordingPart(const std::string&) override { ++parts_; }
    void onRecordingEnded(const std::string& file, const std::string& error) override
    {
        ended_.push_back(file + error);
    }
    // "a" sends what bot 0 sends, "b" what bot 1 sends.
    void onOffer(const room::PeerId& id, std::string sdp) override
    {
        bot::BotPeerSetup setup;
        setup.player = &player_;
        setup.picture = guests_[id].codec;
        setup.clip = *bot::ClipEncoder(bot::Pattern::Colour,
                                       {.width = 320, .height = 180, .codec = setup.picture})
                          .clip(id[0] - 'a');
        setup.clip = clip_(id, std::move(setup.clip));
        setup.loopback = true;
        setup.sendAudio = setup.sendVideo = !guests_[id].observer;
        setup.meters = guests_[id].meters;
        auto peer =
            bot::BotPeer::create(loop_, setup, sdp,
                                 {.answer =
                                      [this, id](std::string text) {
                                          const auto answered = plane_->answer(id, tamper_(text));
                                          ASSERT_TRUE(answered) << answered.error().message;
                                          guests_[id].answered = *answered;
                                      },
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

} // namespace confab::test
