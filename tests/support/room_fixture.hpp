// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/room.hpp"
#include "wire/wire_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace confab::test {

/// A media plane without an element: remembers what it was told.
class FakeMedia : public room::RoomMedia {
public:
    void listen(Listener& l) override { listener = &l; }
    std::vector<std::string> pictureCodecs() const override { return {"VP8", "H.264"}; }
    Status addPeer(const room::PeerId& peer, const NewPeer& what) override
    {
        owners[peer] = what.participant;
        peers[peer] = {};
        kinds[peer] = what.kind;
        codecs[peer] = what.codec;
        receives[peer] = "main";
        return Done{};
    }
    void removePeer(const room::PeerId& peer) override { peers.erase(peer); }
    /// As if the offer were made.
    void offer(const room::PeerId& peer) { listener->onOffer(peer, "v=0"); }
    Result<Answered> answer(const room::PeerId&, const std::string& sdp) override
    {
        if (sdp == "bad")
            return Error{Errc::InvalidArgument, "the answer cannot be used"};
        return sdp == kNoPictures ? Answered::SoundOnly : Answered::Whole;
    }
    Status addCandidate(const room::PeerId&, unsigned, const std::string&) override
    {
        return Done{};
    }
    void setUplink(const room::PeerId& peer, bool audio, bool video) override
    {
        voices[peer] = audio;
        uplinks[peer] = video;
    }
    Activity activity(const room::PeerId& peer) const override { return peers.at(peer); }
    std::optional<room::LinkState> link(const room::PeerId& peer) const override
    {
        const auto known = links.find(peer);
        return known == links.end() ? std::nullopt : std::optional(known->second);
    }
    Status openView(const std::string& view, layout::Size) override
    {
        shown[view] = {};
        return Done{};
    }
    void closeView(const std::string& view) override { shown.erase(view); }
    void setView(const room::PeerId& peer, const std::string& view) override
    {
        receives[peer] = view;
    }
    void show(const std::string& view, const room::Picture& picture) override
    {
        shown[view] = picture;
    }
    void takeSnapshot(const std::string& view, Taken taken) override
    {
        snapshots.emplace_back(view, std::move(taken));
    }
    Result<std::string> startRecording(const room::RecordingPlan& plan) override
    {
        if (!recordingError.empty())
            return Error{Errc::Unavailable, recordingError};
        const std::string id =
            plan.resumes.empty() ? "demo-" + std::to_string(++lastRecording) : plan.resumes;
        recordings[id] = plan;
        return id;
    }
    void stopRecording(const std::string& id) override { recordings.erase(id); }
    void pauseRecording(const std::string& id, bool on) override { paused[id] = on; }
    void setRecorded(const room::PeerId& peer, bool on) override { recorded[peer] = on; }
    void setRecordingView(const std::string& id, const std::string& view) override
    {
        recordings.at(id).view = view;
    }
    void noteInRecording(const std::string& id, const archive::Note& note) override
    {
        const auto event = nlohmann::json::parse(archive::toText({.note = note}));
        std::string line = event.at("event");
        for (const char* key : {"participant", "name"})
            if (event.contains(key))
                line += " " + event[key].get<std::string>();
        notes[id].push_back(line);
    }
    RecordingPlace recordingPlace(const std::string&) const override { return place; }

    /// As if pictures of the peer were coming.
    void picture(const room::PeerId& peer)
    {
        peers[peer] = {std::chrono::milliseconds(0), std::chrono::milliseconds(0), {1280, 720}};
        listener->onPictureStarted(peer);
    }

    static constexpr const char* kNoPictures = "rejects them"; // an answer
    RecordingPlace place{1, 2.5}; // of all recordings
    Listener* listener = nullptr;
    std::map<room::PeerId, Activity> peers;
    std::map<room::PeerId, room::LinkState> links; // that are known
    std::map<room::PeerId, room::PeerKind> kinds;
    std::map<room::PeerId, std::size_t> codecs;
    std::map<room::PeerId, std::string> owners;
    std::map<room::PeerId, std::string> receives;
    std::map<room::PeerId, bool> voices; // that are mixed
    std::map<room::PeerId, bool> uplinks;
    std::map<std::string, room::Picture> shown{{"main", {}}};
    std::vector<std::pair<std::string, Taken>> snapshots; // that are wanted
    std::map<std::string, room::RecordingPlan> recordings; // that run
    std::map<std::string, bool> paused;
    std::map<room::PeerId, bool> recorded;
    std::map<std::string, std::vector<std::string>> notes;
    int lastRecording = 0;
    std::string recordingError;
};

/// A room on a FakeMedia: what it is told, and what it says.
class RoomFixture : public ::testing::Test {
protected:
    void join(const std::string& id, bool observer = false)
    {
        room_.handle(link::Join{
            id,
            "secret",
            {.room = "demo", .name = id, .audio = true, .video = true, .observer = observer},
            "call.example.org/r/demo"});
    }
    /// By way of a line: its reader checks what is said.
    void say(const std::string& id, const wire::ClientMessage& message)
    {
        const auto said = link::parseToRoom(link::toLine(link::FromClient{id, message}));
        ASSERT_TRUE(said);
        room_.handle(*said);
    }
    /// All messages to that participant.
    std::vector<nlohmann::json> messagesTo(const std::string& id)
    {
        std::vector<nlohmann::json> messages;
        for (const auto& message : sent_)
            if (const auto* m = std::get_if<link::ToClients>(&message))
                if (std::ranges::count(m->participants, id) > 0)
                    messages.push_back(nlohmann::json::parse(m->text));
        return messages;
    }
    /// Values of `field` in all messages of `type` to that participant.
    std::vector<std::string> told(const std::string& id, const std::string& type, const char* field)
    {
        std::vector<std::string> values;
        for (const auto& message : messagesTo(id))
            if (message["type"] == type)
                values.push_back(textOf(message, field));
        return values;
    }
    /// What the room answers an operator at once.
    link::Answer ask(const link::Wish& wish)
    {
        const auto before = sent_.size();
        room_.handle(link::Call{"1", wish});
        for (auto i = before; i < sent_.size(); ++i)
            if (const auto* reply = std::get_if<link::Reply>(&sent_[i]))
                return reply->answer;
        return wire::ErrorMessage{"none came", "", ""};
    }
    /// The same, which is to be an `Expected`.
    template <class Expected> Expected askFor(const link::Wish& wish)
    {
        const auto answer = ask(wish);
        EXPECT_TRUE(std::holds_alternative<Expected>(answer)) << codeOf(answer);
        const auto* expected = std::get_if<Expected>(&answer);
        return expected ? *expected : Expected();
    }
    /// Of the error that an answer is; or "".
    static std::string codeOf(const link::Answer& answer)
    {
        const auto* error = std::get_if<wire::ErrorMessage>(&answer);
        return error ? error->code : "";
    }
    /// Empty for what is missing, or null.
    static std::string textOf(const nlohmann::json& message, const char* field)
    {
        const auto value = message.find(field);
        return value != message.end() && value->is_string() ? value->get<std::string>() : "";
    }
    const std::vector<room::PictureTile>& tiles() { return media_.shown["main"].tiles; }
    void tick(std::chrono::milliseconds later) { room_.tick(room::Room::Clock::now() + later); }

    config::Config config_;
    FakeMedia media_;
    std::vector<link::FromRoom> sent_;
    layout::LayoutBook book_;
    room::Room room_{"demo", config_, book_, media_,
                     [this](link::FromRoom m) { sent_.push_back(std::move(m)); }};
};

} // namespace confab::test
