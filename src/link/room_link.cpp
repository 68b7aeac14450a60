// SPDX-License-Identifier: Apache-2.0
#include "link/room_link.hpp"

#include "base/base64.hpp"
#include "base/json/json.hpp"
#include "base/json/json_table.hpp"
#include "wire/wire_values.hpp"

#include <glib.h>

#include <utility>

namespace confab {

using nlohmann::json;

namespace {

template <class T, class Variant> constexpr bool kIsOneOf = false;
template <class T, class... Other>
constexpr bool kIsOneOf<T, std::variant<Other...>> = (std::is_same_v<T, Other> || ...);

/// False if what the one holds is none of the other's alternatives.
template <class From, class To> bool narrow(From&& from, To& to)
{
    return std::visit(
        [&]<class Message>(Message& message) {
            if constexpr (kIsOneOf<Message, To>)
                to = std::move(message);
            return kIsOneOf<Message, To>;
        },
        from);
}

} // namespace

// What clients say.

template <> struct JsonValue<wire::ClientMessage> {
    static constexpr const char* kCustom = "customText";

    static json write(const wire::ClientMessage& message)
    {
        const auto* layout = std::get_if<wire::SetLayout>(&message);
        if (!layout || layout->custom.empty())
            return wire::toJson(message);
        auto rest = *layout;
        const auto custom = std::exchange(rest.custom, {});
        auto object = wire::toJson(wire::ClientMessage(std::move(rest)));
        object[kCustom] = custom;
        return object;
    }
    static bool read(const json& object, wire::ClientMessage& message)
    {
        auto parsed = wire::readClient(object);
        if (std::holds_alternative<wire::ErrorMessage>(parsed))
            return false;
        message = std::get<wire::ClientMessage>(std::move(parsed));
        auto* layout = std::get_if<wire::SetLayout>(&message);
        const auto custom = object.find(kCustom);
        return !layout || custom == object.end()
            || JsonValue<std::string>::read(*custom, layout->custom);
    }
};

/// One of them, which it must be.
template <class Message> struct ClientMessageValue {
    static json write(const Message& message)
    {
        return JsonValue<wire::ClientMessage>::write(message);
    }
    static bool read(const json& object, Message& message)
    {
        wire::ClientMessage any;
        auto* right = JsonValue<wire::ClientMessage>::read(object, any) ? std::get_if<Message>(&any)
                                                                        : nullptr;
        if (right)
            message = std::move(*right);
        return right;
    }
};
template <> struct JsonValue<wire::Join> : ClientMessageValue<wire::Join> {
};
template <> struct JsonValue<wire::SetLayout> : ClientMessageValue<wire::SetLayout> {
};

// What operators wish, and what they hear.

template <> struct JsonTable<link::Describe> {
    static constexpr const char* kType = "describe";
    static constexpr auto kFields = std::tuple();
};
template <> struct JsonTable<link::TakeSnapshot> {
    static constexpr const char* kType = "snapshot";
    static constexpr auto kFields = std::tuple();
};
template <> struct JsonTable<link::ChangeLayout> {
    static constexpr const char* kType = "layout";
};
template <> struct JsonValue<link::ChangeLayout> {
    static json write(const link::ChangeLayout& wish)
    {
        auto object = JsonValue<wire::SetLayout>::write(wish.layout);
        if (wish.version)
            object["version"] = *wish.version;
        return object;
    }
    static bool read(const json& object, link::ChangeLayout& wish)
    {
        const auto version = object.find("version");
        return JsonValue<wire::SetLayout>::read(object, wish.layout)
            && (version == object.end() || JsonValue<int>::read(*version, wish.version.emplace()));
    }
};
template <> struct JsonTable<link::ListLayouts> {
    static constexpr const char* kType = "layouts";
    static constexpr auto kFields = std::tuple();
};
template <> struct JsonTable<link::RemoveLayout> {
    using M = link::RemoveLayout;
    static constexpr const char* kType = "forget-layout";
    static constexpr auto kFields = std::tuple(field("name", &M::name));
};
template <> struct JsonTable<link::ChangeParticipant> {
    using M = link::ChangeParticipant;
    static constexpr const char* kType = "participant";
    static constexpr auto kFields =
        std::tuple(field("participant", &M::participant), mayField("muted", &M::muted),
                   mayField("pinned", &M::pinned), mayField("role", &M::role));
};

template <> struct JsonTable<link::ShownLayout> {
    static constexpr const char* kType = "layout";
};
template <> struct JsonValue<link::ShownLayout> {
    static json write(const link::ShownLayout& shown)
    {
        auto object = JsonValue<wire::Layout>::write(shown.layout);
        object["version"] = shown.version;
        return object;
    }
    static bool read(const json& object, link::ShownLayout& shown)
    {
        return JsonValue<wire::Layout>::read(object, shown.layout) && object.contains("version")
            && JsonValue<int>::read(object["version"], shown.version);
    }
};
template <> struct JsonTable<link::Description> {
    using M = link::Description;
    static constexpr const char* kType = "description";
    static constexpr auto kFields =
        std::tuple(field("participants", &M::participants), field("recordings", &M::recordings),
                   field("speaker", &M::speaker), field("layout", &M::layout));
};
template <> struct JsonTable<link::CustomLayout> {
    using M = link::CustomLayout;
    static constexpr auto kFields =
        std::tuple(field("name", &M::name), field("by", &M::by), field("shown", &M::shown));
};
template <> struct JsonTable<link::CustomLayouts> {
    using M = link::CustomLayouts;
    static constexpr const char* kType = "layouts";
    static constexpr auto kFields = std::tuple(field("layouts", &M::layouts));
};
template <> struct JsonTable<link::Snapshot> {
    static constexpr const char* kType = "snapshot";
};
template <> struct JsonValue<link::Snapshot> {
    static json write(const link::Snapshot& snapshot)
    {
        return {{"jpeg", toBase64(snapshot.jpeg)}};
    }
    static bool read(const json& object, link::Snapshot& snapshot)
    {
        auto bytes = fromBase64(Fields(object).textOr("jpeg", ""));
        if (bytes)
            snapshot.jpeg = *std::move(bytes);
        return bytes.has_value();
    }
};

/// A message of ours, or one of the wire's.
template <class Variant, class OfWire> struct MixedValue {
    static json write(const Variant& message)
    {
        return std::visit(
            []<class Message>(const Message& m) {
                if constexpr (IsJsonMessage<Message>)
                    return writeMessage(m);
                else
                    return JsonValue<OfWire>::write(m);
            },
            message);
    }
    static bool read(const json& object, Variant& message)
    {
        if (auto ours = readMessage<Variant>(object)) {
            message = *std::move(ours);
            return true;
        }
        OfWire other;
        return JsonValue<OfWire>::read(object, other) && narrow(other, message);
    }
};
template <> struct JsonValue<link::Wish> : MixedValue<link::Wish, wire::ClientMessage> {
};
template <> struct JsonValue<link::Answer> : MixedValue<link::Answer, wire::ServerMessage> {
};

// What the front says.

template <> struct JsonTable<link::RunningRecording> {
    using M = link::RunningRecording;
    static constexpr auto kFields =
        std::tuple(field("id", &M::id), field("part", &M::part), mayField("by", &M::by),
                   mayField("byName", &M::byName), mayField("format", &M::format),
                   mayField("tracks", &M::tracks), mayField("hls", &M::hls),
                   mayField("layout", &M::layout), mayField("width", &M::width),
                   mayField("height", &M::height), mayField("paused", &M::paused),
                   mayField("beforeMs", &M::beforeMs), mayField("sinceMs", &M::sinceMs));
};
template <> struct JsonTable<link::Join> {
    using M = link::Join;
    static constexpr const char* kType = "join";
    static constexpr auto kFields = std::tuple(
        field("participant", &M::participant), field("resume", &M::resume),
        field("message", &M::join), mayField("invite", &M::invite), mayField("isBack", &M::isBack));
};
template <> struct JsonTable<link::FromClient> {
    using M = link::FromClient;
    static constexpr const char* kType = "message";
    static constexpr auto kFields =
        std::tuple(field("participant", &M::participant), field("message", &M::message));
};
template <> struct JsonTable<link::Gone> {
    using M = link::Gone;
    static constexpr const char* kType = "gone";
    static constexpr auto kFields =
        std::tuple(field("participant", &M::participant), field("clean", &M::clean),
                   mayField("reloading", &M::reloading));
};
template <> struct JsonTable<link::Ping> {
    static constexpr const char* kType = "ping";
    static constexpr auto kFields = std::tuple();
};
template <> struct JsonTable<link::Restore> {
    using M = link::Restore;
    static constexpr const char* kType = "restore";
    static constexpr auto kFields =
        std::tuple(field("layout", &M::layout), field("recording", &M::recording),
                   mayField("recordings", &M::recordings), mayField("hosts", &M::hosts),
                   mayField("locked", &M::locked), mayField("chat", &M::chat));
};
template <> struct JsonTable<link::End> {
    static constexpr const char* kType = "end";
    static constexpr auto kFields = std::tuple();
};
template <> struct JsonTable<link::Call> {
    using M = link::Call;
    static constexpr const char* kType = "call";
    static constexpr auto kFields = std::tuple(field("id", &M::id), field("message", &M::wish));
};

// What the room says.

template <> struct JsonTable<link::Ready> {
    using M = link::Ready;
    static constexpr const char* kType = "ready";
    static constexpr auto kFields =
        std::tuple(field("room", &M::room), mayField("version", &M::version));
};
template <> struct JsonTable<link::Pong> {
    static constexpr const char* kType = "pong";
    static constexpr auto kFields = std::tuple();
};
template <> struct JsonTable<link::State> {
    using M = link::State;
    static constexpr const char* kType = "state";
    static constexpr auto kFields =
        std::tuple(field("participants", &M::participants), field("layout", &M::layout),
                   field("recording", &M::recording), mayField("recordings", &M::recordings),
                   mayField("hosts", &M::hosts), mayField("locked", &M::locked));
};
template <> struct JsonTable<link::Said> {
    static constexpr const char* kType = "said";
    static constexpr auto kFields = std::tuple(field("message", &link::Said::message));
};
template <> struct JsonTable<link::Admitted> {
    static constexpr const char* kType = "admitted";
    static constexpr auto kFields = std::tuple(field("participant", &link::Admitted::participant));
};
template <> struct JsonTable<link::Removed> {
    using M = link::Removed;
    static constexpr const char* kType = "removed";
    static constexpr auto kFields =
        std::tuple(field("participant", &M::participant), mayField("mayReturn", &M::mayReturn));
};
template <> struct JsonTable<link::Reply> {
    using M = link::Reply;
    static constexpr const char* kType = "reply";
    static constexpr auto kFields = std::tuple(field("id", &M::id), field("message", &M::answer));
};

} // namespace confab

namespace confab::link {

namespace {

// What goes to clients is neither parsed nor made here: these bytes stand before and between.
constexpr std::string_view kToClients = R"({"type":"message","participants":)";
constexpr std::string_view kText = R"(,"message":)";

std::string lineOf(const ToClients& message)
{
    const auto participants =
        wire::toText(JsonValue<std::vector<std::string>>::write(message.participants));
    std::string line;
    line.reserve(kToClients.size() + participants.size() + kText.size() + message.text.size() + 2);
    return line.append(kToClients)
        .append(participants)
        .append(kText)
        .append(message.text)
        .append(1, '}');
}

// In a list of JSON texts kText stands nowhere: a quotation mark in a text has a backslash before.
std::optional<FromRoom> toClientsFrom(std::string_view line)
{
    line.remove_prefix(kToClients.size());
    const auto end = line.find(kText);
    if (end == line.npos || !line.ends_with('}'))
        return std::nullopt;
    ToClients message;
    const auto participants = parseJson(line.substr(0, end));
    if (!JsonValue<std::vector<std::string>>::read(participants, message.participants))
        return std::nullopt;
    message.text = line.substr(end + kText.size());
    message.text.pop_back();
    if (!message.text.starts_with('{') || !message.text.ends_with('}')
        || !g_utf8_validate_len(message.text.data(), message.text.size(), nullptr))
        return std::nullopt;
    return message;
}

} // namespace

std::string toLine(const ToRoom& message)
{
    return wire::toText(std::visit([](const auto& m) { return writeMessage(m); }, message));
}

std::string toLine(const FromRoom& message)
{
    if (const auto* toClients = std::get_if<ToClients>(&message))
        return lineOf(*toClients);
    return wire::toText(std::visit(
        []<class Message>(const Message& m) {
            if constexpr (IsJsonMessage<Message>)
                return writeMessage(m);
            else
                return json();
        },
        message));
}

std::optional<ToRoom> parseToRoom(std::string_view line)
{
    return readMessage<ToRoom>(parseJson(line));
}

std::optional<FromRoom> parseFromRoom(std::string_view line)
{
    if (line.starts_with(kToClients))
        return toClientsFrom(line);
    return readMessage<FromRoom>(parseJson(line));
}

} // namespace confab::link
