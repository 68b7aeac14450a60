// SPDX-License-Identifier: Apache-2.0
#include "archive/journal_line.hpp"

#include "archive/fields.hpp"
#include "base/json/json.hpp"

#include <utility>

namespace confab::archive {

namespace {

using nlohmann::json;

constexpr std::size_t kLongestLine = 64 * 1024;
constexpr std::size_t kLongestText = 1000; // bytes; names and messages are shorter
constexpr int kMostParts = 10000;

/// In the order of Note.
constexpr const char* kEvents[] = {"",        "recording", "part",  "joined", "left",
                                   "speaker", "layout",    "share", "paused", "resumed",
                                   "track",   "problem",   "end"};
static_assert(std::size(kEvents) == std::variant_size_v<Note>);
constexpr const char* kFormats[] = {"webm", "mp4"};
constexpr const char* kTrackKinds[] = {"camera", "screen"};

/// The fields of each event, to write and to read.
template <class Form> struct Fields {
    Form& form;

    void text(const char* key, std::string& value) const { form.text(key, value, kLongestText); }

    void operator()(note::Unknown&) const { }
    void operator()(note::Recording& n) const
    {
        form.number("version", n.version, 0, 1000000);
        text("id", n.id);
        text("room", n.room);
        text("by", n.by);
        text("byName", n.byName);
        form.choice("format", n.format, kFormats);
        form.flag("tracks", n.tracks);
        form.flag("hls", n.hls);
        form.object("canvas", n.canvas, fieldsOfCanvas);
    }
    void operator()(note::Part& n) const
    {
        form.number("part", n.part, 0, kMostParts);
        text("file", n.file);
        form.seconds("recorded", n.recorded);
    }
    void operator()(note::Joined& n) const
    {
        text("participant", n.participant);
        text("name", n.name);
        form.flag("observer", n.observer);
    }
    void operator()(note::Left& n) const { text("participant", n.participant); }
    void operator()(note::Speaker& n) const { text("participant", n.participant); }
    void operator()(note::Layout& n) const { text("name", n.name); }
    void operator()(note::Share& n) const
    {
        text("participant", n.participant);
        form.flag("on", n.on);
    }
    void operator()(note::Paused&) const { }
    void operator()(note::Resumed&) const { }
    void operator()(note::Track& n) const
    {
        text("participant", n.participant);
        form.choice("kind", n.kind, kTrackKinds);
        text("file", n.file);
    }
    void operator()(note::Problem& n) const { text("message", n.message); }
    void operator()(note::End& n) const { text("reason", n.reason); }
};

/// An empty note of the event by that name.
template <std::size_t I = 1> Note emptyNote(std::string_view event)
{
    if constexpr (I < std::variant_size_v<Note>)
        return event == kEvents[I] ? Note(std::in_place_index<I>) : emptyNote<I + 1>(event);
    else
        return note::Unknown();
}

} // namespace

std::string toText(const JournalLine& line)
{
    json object{{"event", kEvents[line.note.index()]}};
    FieldWriter writer(object);
    if (line.at)
        writer.moment("at", *line.at);
    if (line.t)
        writer.seconds("t", *line.t);
    Note note = line.note;
    std::visit(Fields<FieldWriter>{writer}, note);
    // Names have passed the wire's parser, but a wrong byte must not end the room.
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<JournalLine> parseJournalLine(std::string_view text)
{
    if (text.size() > kLongestLine)
        return std::nullopt;
    const auto object = parseJson(text);
    if (!object.is_object())
        return std::nullopt;
    std::optional<Error> ignored; // a journal is taken as it is
    const FieldReader reader(object, "journal", ignored);
    std::string event;
    reader.text("event", event, kLongestText);
    JournalLine line{.note = emptyNote(event)};
    std::string at;
    reader.text("at", at, kLongestText);
    line.at = parseRfc3339(at);
    Seconds t{};
    reader.seconds("t", t);
    line.t = t;
    std::visit(Fields<const FieldReader>{reader}, line.note);
    return line;
}

std::optional<JournalLine> JournalLines::next()
{
    for (auto end = rest_.find('\n', read_); end != rest_.npos; end = rest_.find('\n', read_)) {
        const auto text = std::string_view(rest_).substr(read_, end - read_);
        read_ = end + 1;
        if (auto line = parseJournalLine(text))
            return line;
    }
    rest_.erase(0, std::exchange(read_, 0));
    if (rest_.size() > kLongestLine) // no line is as long
        rest_.clear();
    return std::nullopt;
}

} // namespace confab::archive
