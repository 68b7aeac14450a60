// SPDX-License-Identifier: Apache-2.0
// A room without media for the tests of the front: answers every join, repeats what it hears, and
// does on request what rooms should not. `layout` orders it: "die", "hang", "remove", "lose", and
// "toil": its loop does not turn for a second and a half, while media flow.
// `lock` makes hosts of all who are in. In `joined` it says what it was restored with. A room
// called "broken" exits at once, one called "stubborn" does not end, one called "deaf" does not
// describe itself, one called "blind" makes no snapshots, one called "old" is of an older version.
// One called "late" takes its time to start, one called "slow" works off a join with the next
// `chat` that says "next"; "heir" dies of a history that it is given, "pauper" of a layout.
// Calls: it makes one recording, "demo-20260101-000000"; the layouts "none" and "silence" are
// refused and not answered. Its recording's reason and its participants' names are what it was
// asked, its milliseconds and its snapshots say how many it has made.
#include "base/glib/line_channel.hpp"
#include "link/life_signs.hpp"
#include "link/room_link.hpp"
#include "wire/wire_json.hpp"

#include <gio/gunixsocketaddress.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <optional>
#include <thread>

using namespace confab;
using nlohmann::json;

namespace {

class FakeRoom {
public:
    FakeRoom(const Loop& loop, std::string name, const std::string& socket)
        : loop_(loop), name_(std::move(name))
    {
        if (auto life = link::LifePage::create(link::lifePathOf(socket)))
            life_ = *std::move(life);
        const auto address = GRef<GSocketAddress>::adopt(g_unix_socket_address_new(socket.c_str()));
        if (!g_socket_listener_add_address(G_SOCKET_LISTENER(service_.get()), address.get(),
                                           G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, nullptr,
                                           nullptr, nullptr))
            std::exit(9);
        incoming_ = Signal::connect<gboolean(GSocketConnection*, GObject*)>(
            service_.get(), "incoming", [this](GSocketConnection* connection, GObject*) {
                accept(connection);
                return TRUE;
            });
    }

private:
    void accept(GSocketConnection* connection)
    {
        alone_ = {};
        auto* io = G_IO_STREAM(connection);
        front_ = std::make_unique<LineChannel>(
            GRef<GInputStream>::share(g_io_stream_get_input_stream(io)),
            GRef<GOutputStream>::share(g_io_stream_get_output_stream(io)),
            GRef<GObject>::share(G_OBJECT(io)),
            LineChannel::Events{
                [this](const std::string& line) { std::visit(*this, *link::parseToRoom(line)); },
                [this] {
                    alone_ = Timer::once(loop_, std::chrono::seconds(5), [] { std::exit(0); });
                }});
        send(link::Ready{name_, name_ == "old" ? 0 : link::kVersion});
        sendState();
    }
    void send(const link::FromRoom& message) { front_->send(link::toLine(message)); }
    void sendState()
    {
        send(link::State{.participants = participants_,
                         .layout = "grid",
                         .recording = recording_,
                         .hosts = hosts_,
                         .locked = locked_});
    }
    void tell(const std::string& participant, const json& message)
    {
        send(link::ToClients{{participant}, wire::toText(message)});
    }
    void remove(const std::string& participant) { std::erase(participants_, participant); }

public:
    void operator()(const link::Join& m)
    {
        const bool again = std::ranges::count(participants_, m.participant) > 0;
        if (!again)
            participants_.push_back(m.participant);
        tell(m.participant,
             {{"type", "joined"},
              {"participant", m.participant},
              {"resume", m.resume},
              {"again", again},
              {"restored", restored_},
              {"isBack", m.isBack},
              {"hosts", hosts_},
              {"locked", locked_},
              {"chat", chat_},
              {"invite", m.invite},
              {"pid", getpid()}});
        sendState();
        if (name_ == "slow" && participants_.size() > 1)
            unanswered_.push_back(m.participant);
        else
            send(link::Admitted{m.participant});
    }
    void operator()(const link::FromClient& m)
    {
        const json said = wire::toJson(m.message);
        const std::string order = said.value("name", "");
        if (order == "die")
            _exit(7);
        if (order == "hang")
            raise(SIGSTOP);
        if (order == "toil")
            toil();
        if (said.value("text", "") == "next" && !unanswered_.empty()) {
            send(link::Admitted{unanswered_.front()});
            unanswered_.pop_front();
        }
        if (said["type"] == "record")
            recording_ = said["on"];
        if (said["type"] == "lock") {
            locked_ = said["on"];
            hosts_ = participants_;
        }
        if (said["type"] == "chat")
            send(link::Said{{.participant = m.participant, .text = said["text"]}});
        if (order == "remove" || order == "lose") {
            remove(m.participant);
            send(link::Removed{m.participant, order == "lose"});
        } else
            tell(m.participant, {{"type", "echo"}, {"message", said}});
        sendState();
    }
    void operator()(const link::Gone& m)
    {
        if (m.clean)
            remove(m.participant);
        const json gone{{"type", "gone"},
                        {"participant", m.participant},
                        {"clean", m.clean},
                        {"reloading", m.reloading}};
        send(link::ToClients{participants_, wire::toText(gone)});
        sendState();
    }
    void operator()(const link::Ping&) { send(link::Pong{}); }
    void operator()(const link::Restore& m)
    {
        if ((name_ == "heir" && !m.chat.empty()) || (name_ == "pauper" && !m.layout.empty()))
            _exit(7);
        restored_ = m.layout + (m.recording ? " recording" : "");
        recording_ = m.recording;
        hosts_ = m.hosts;
        locked_ = m.locked;
        for (const auto& message : m.chat)
            chat_.push_back(message.text);
    }
    void operator()(const link::Call& m)
    {
        heard_ = link::toLine(link::ToRoom(m));
        std::visit([&](const auto& wish) { operate(m.id, wish); }, m.wish);
    }
    void operator()(const link::End&)
    {
        if (name_ != "stubborn")
            std::exit(0);
    }

private:
    static constexpr const char* kRecording = "demo-20260101-000000";

    bool isIn(const std::string& participant) const
    {
        return std::ranges::count(participants_, participant) > 0;
    }
    void answer(const std::string& call, link::Answer answer)
    {
        send(link::Reply{call, std::move(answer)});
    }
    void refuse(const std::string& call, const char* code)
    {
        answer(call, wire::ErrorMessage{code, "no", ""});
    }
    link::ShownLayout layout() const { return {{.name = layout_}, version_}; }

    void operate(const std::string& call, const wire::Record& wish)
    {
        const std::string layout = wish.layout.value_or("");
        if (layout == "silence")
            return;
        if (layout == "die")
            _exit(7);
        if (layout == "none")
            return refuse(call, "layout.unknown");
        if (!wish.recording.empty() && wish.recording != kRecording)
            return refuse(call, "recording.unknown");
        recording_ = wish.on.value();
        answer(call,
               wire::Recording{
                   .on = recording_, .id = kRecording, .elapsedMs = ++calls_, .reason = heard_});
        sendState();
    }
    void operate(const std::string& call, const link::Describe&)
    {
        if (name_ == "deaf")
            return;
        link::Description room{.participants = {}, .recordings = {}, .layout = layout()};
        for (const auto& participant : participants_)
            room.participants.push_back({.id = participant});
        answer(call, room);
    }
    void operate(const std::string& call, const link::ChangeLayout& wish)
    {
        if (wish.version.value_or(version_) != version_)
            return refuse(call, "layout.changed");
        if (wish.layout.name == "none")
            return refuse(call, "layout.unknown");
        layout_ = wish.layout.name.value();
        ++version_;
        answer(call, layout());
    }
    void operate(const std::string& call, const link::ListLayouts&)
    {
        answer(call, link::CustomLayouts{{{"interview 1", "p1", true}, {"house", "", false}}});
    }
    void operate(const std::string& call, const link::RemoveLayout& wish)
    {
        if (wish.name == "interview 1")
            return refuse(call, "layout.needed");
        if (wish.name != "house")
            return refuse(call, "layout.missing");
        answer(call, link::CustomLayouts{});
    }
    void operate(const std::string& call, const link::ChangeParticipant& wish)
    {
        if (!isIn(wish.participant))
            return refuse(call, "participant.unknown");
        answer(call, wire::ParticipantUpdated{{.id = wish.participant, .name = heard_}});
    }
    void operate(const std::string& call, const wire::Kick& wish)
    {
        if (!isIn(wish.participant))
            return refuse(call, "participant.unknown");
        remove(wish.participant);
        send(link::Removed{wish.participant});
        answer(call, wire::ParticipantLeft{wish.participant});
    }
    void operate(const std::string& call, const wire::Lock& wish)
    {
        answer(call, wire::RoomState{wish.on});
    }
    void operate(const std::string& call, const link::TakeSnapshot&)
    {
        if (name_ == "blind")
            return refuse(call, "snapshot.failed");
        answer(call, link::Snapshot{"\xff\xd8" + std::to_string(++pictures_)});
    }
    template <class Wish> void operate(const std::string& call, const Wish&)
    {
        refuse(call, "role.required"); // nobody asks for it over HTTP
    }

    void toil() const
    {
        for (int i = 0; i < 30; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            if (life_)
                life_->media()->store(g_get_monotonic_time());
        }
    }

    Loop loop_;
    std::string name_;
    std::optional<link::LifePage> life_;
    std::deque<std::string> unanswered_; // joins
    std::vector<std::string> participants_;
    std::string restored_;
    std::vector<std::string> hosts_, chat_;
    bool locked_ = false;
    bool recording_ = false;
    std::string heard_; // the last call, as its line was
    int calls_ = 0; // that it has done
    std::string layout_ = "grid";
    int version_ = 0, pictures_ = 0;
    GRef<GSocketService> service_ = GRef<GSocketService>::adopt(g_socket_service_new());
    std::unique_ptr<LineChannel> front_;
    Timer alone_;
    Signal incoming_;
};

} // namespace

int main(int argc, char** argv)
{
    std::string name, socket;
    for (int i = 1; i + 1 < argc; ++i) {
        if (std::string_view(argv[i]) == "--name")
            name = argv[i + 1];
        if (std::string_view(argv[i]) == "--socket")
            socket = argv[i + 1];
    }
    if (name == "broken")
        return 3;
    if (name.starts_with("late"))
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const auto main = GRef<GMainLoop>::adopt(g_main_loop_new(nullptr, FALSE));
    const FakeRoom room(Loop(GRef<GMainContext>::share(g_main_context_default())), name, socket);
    g_main_loop_run(main.get());
}
