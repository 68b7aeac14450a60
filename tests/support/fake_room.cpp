// SPDX-License-Identifier: Apache-2.0
// A room without media for the tests of the front: answers every join, repeats what it hears, and
// does on request what rooms should not. `layout` orders it: "die", "hang", "remove", "lose".
// `lock` makes hosts of all who are in. In `joined` it says what it was restored with. A room
// called "broken" exits at once, one called "stubborn" does not end, one called "deaf" does not
// describe itself, one called "blind" makes no snapshots. Calls: it makes one recording,
// "demo-20260101-000000"; the layouts "none" and "silence" are refused and not answered. Its
// snapshots say how many it has made.
#include "base/base64.hpp"
#include "base/glib/line_channel.hpp"
#include "link/room_link.hpp"

#include <gio/gunixsocketaddress.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

using namespace confab;
using nlohmann::json;

namespace {

class FakeRoom {
public:
    FakeRoom(const Loop& loop, std::string name, const std::string& socket)
        : loop_(loop), name_(std::move(name))
    {
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
        send(link::Ready{name_});
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
    void tell(const std::string& participant, json message)
    {
        send(link::ToClient{participant, std::move(message)});
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
    }
    void operator()(const link::FromClient& m)
    {
        const std::string order = m.message.value("name", "");
        if (order == "die")
            _exit(7);
        if (order == "hang")
            raise(SIGSTOP);
        if (m.message["type"] == "record")
            recording_ = m.message["on"];
        if (m.message["type"] == "lock") {
            locked_ = m.message["on"];
            hosts_ = participants_;
        }
        if (m.message["type"] == "chat")
            send(link::Said{{.participant = m.participant, .text = m.message["text"]}});
        if (order == "remove" || order == "lose") {
            remove(m.participant);
            send(link::Removed{m.participant, order == "lose"});
        } else
            tell(m.participant, {{"type", "echo"}, {"message", m.message}});
        sendState();
    }
    void operator()(const link::Gone& m)
    {
        if (m.clean)
            remove(m.participant);
        for (const auto& other : participants_)
            tell(other, {{"type", "gone"}, {"participant", m.participant}, {"clean", m.clean}});
        sendState();
    }
    void operator()(const link::Ping&) { send(link::Pong{}); }
    void operator()(const link::Restore& m)
    {
        restored_ = m.layout + (m.recording ? " recording" : "");
        recording_ = m.recording;
        hosts_ = m.hosts;
        locked_ = m.locked;
        for (const auto& message : m.chat)
            chat_.push_back(message.text);
    }
    void operator()(const link::Call& m)
    {
        if (m.message["type"] != "record")
            return operate(m.id, m.message["type"], m.message);
        const std::string layout = m.message.value("layout", "");
        const bool isKnown = m.message.value("recording", kRecording) == std::string(kRecording);
        if (layout == "silence")
            return;
        if (layout == "die")
            _exit(7);
        if (layout == "none")
            return refuse(m.id, "layout.unknown");
        if (!isKnown)
            return refuse(m.id, "recording.unknown");
        recording_ = m.message["on"];
        ++calls_;
        send(link::Reply{m.id,
                         {{"type", "recording"},
                          {"state", recording_ ? "on" : "off"},
                          {"recording", kRecording},
                          {"calls", calls_},
                          {"heard", m.message}}});
        sendState();
    }
    void operator()(const link::End&)
    {
        if (name_ != "stubborn")
            std::exit(0);
    }

private:
    static constexpr const char* kRecording = "demo-20260101-000000";

    void operate(const std::string& call, const std::string& type, const json& message)
    {
        const auto answer = [&](json body) { send(link::Reply{call, std::move(body)}); };
        const std::string participant = message.value("participant", "");
        const bool isAboutSomebody = type == "participant" || type == "kick";
        if (isAboutSomebody && std::ranges::count(participants_, participant) == 0)
            return refuse(call, "participant.unknown");
        if (type == "describe" && name_ != "deaf")
            answer({{"type", "description"},
                    {"participants", participants_},
                    {"recordings", json::array()},
                    {"speaker", ""},
                    {"layout", {{"name", layout_}, {"version", version_}}}});
        if (type == "layout")
            changeLayout(call, message);
        if (type == "lock")
            answer({{"type", "room"}, {"locked", message["on"]}});
        if (type == "participant")
            answer({{"type", "participant.updated"}, {"heard", message}});
        if (type == "kick") {
            remove(participant);
            send(link::Removed{participant});
            answer({{"type", "participant.left"}});
        }
        if (type == "snapshot")
            name_ == "blind"
                ? refuse(call, "snapshot.failed")
                : answer({{"type", "snapshot"},
                          {"jpeg", toBase64("\xff\xd8" + std::to_string(++pictures_))}});
    }
    void changeLayout(const std::string& call, const json& message)
    {
        if (message.value("version", version_) != version_)
            return refuse(call, "layout.changed");
        if (message["name"] == "none")
            return refuse(call, "layout.unknown");
        layout_ = message["name"].get<std::string>();
        send(link::Reply{call, {{"type", "layout"}, {"name", layout_}, {"version", ++version_}}});
    }
    void refuse(const std::string& call, const char* code)
    {
        send(link::Reply{call, {{"type", "error"}, {"code", code}, {"message", "no"}}});
    }

    Loop loop_;
    std::string name_;
    std::vector<std::string> participants_;
    std::string restored_;
    std::vector<std::string> hosts_, chat_;
    bool locked_ = false;
    bool recording_ = false;
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
    const auto main = GRef<GMainLoop>::adopt(g_main_loop_new(nullptr, FALSE));
    const FakeRoom room(Loop(GRef<GMainContext>::share(g_main_context_default())), name, socket);
    g_main_loop_run(main.get());
}
