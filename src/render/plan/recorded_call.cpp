// SPDX-License-Identifier: Apache-2.0
#include "render/plan/recorded_call.hpp"

#include "base/file_name.hpp"
#include "base/json.hpp"
#include "base/quotes.hpp"

#include <fmt/format.h>
#include <glib.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

namespace confab::render {

namespace {

using nlohmann::json;
using Time = RecordedCall::Time;

constexpr std::uintmax_t kMostBytes = 64 << 20;
constexpr std::size_t kMostEntries = 1000000, kMostParts = 1000;
constexpr double kMostSeconds = 7 * 24 * 3600;
constexpr int kMostFps = 60;

Time toTime(double seconds)
{
    return Time(std::llround(seconds * 1e9));
}

/// One object of the manifest. Every getter gives a value; the first fault is kept for the end.
class Entry {
public:
    Entry(const json& value, std::string where, std::optional<Error>& error)
        : value_(value), where_(std::move(where)), error_(error)
    {
        if (!value.is_object())
            reject("must be an object, {…}");
    }

    void reject(const std::string& problem) const
    {
        if (!error_)
            error_ = Error{Errc::InvalidArgument, where_ + ": " + problem};
    }
    std::string text(const char* key, std::size_t most) const
    {
        const json* value = find(key);
        if (value && value->is_string() && value->get_ref<const std::string&>().size() <= most)
            return value->get<std::string>();
        reject(fmt::format("\"{}\" must be a text of at most {} bytes", key, most));
        return {};
    }
    /// RFC 3339; 0 if it is not there, or none.
    std::time_t moment(const char* key) const
    {
        const json* value = find(key);
        if (!value || !value->is_string())
            return 0;
        GDateTime* moment =
            g_date_time_new_from_iso8601(value->get_ref<const std::string&>().c_str(), nullptr);
        const std::time_t unix = moment ? g_date_time_to_unix(moment) : 0;
        if (moment)
            g_date_time_unref(moment);
        return unix;
    }
    double seconds(const char* key) const
    {
        const json* value = find(key);
        const double number = value && value->is_number() ? value->get<double>() : -1;
        if (number >= 0 && number <= kMostSeconds)
            return number;
        reject(fmt::format("\"{}\" must be seconds, 0 to a week", key));
        return 0;
    }
    int number(const char* key, int min, int max) const
    {
        const json* value = find(key);
        const double number = value && value->is_number() ? value->get<double>() : min - 1.;
        if (number >= min && number <= max && number == std::floor(number))
            return int(number);
        reject(fmt::format("\"{}\" must be a whole number from {} to {}", key, min, max));
        return min;
    }
    bool flag(const char* key) const
    {
        const json* value = find(key);
        if (value && !value->is_boolean())
            reject(fmt::format("\"{}\" must be true or false", key));
        return value && value->is_boolean() && value->get<bool>();
    }
    /// Calls `each` for the entries of a list; one that is not there is empty.
    template <class F> void list(const char* key, F each, std::size_t most = kMostEntries) const
    {
        const json* value = find(key);
        if (!value)
            return;
        if (!value->is_array() || value->size() > most)
            return reject(fmt::format("\"{}\" must be a list of at most {}", key, most));
        for (std::size_t i = 0; i < value->size() && !error_; ++i) {
            const std::string of = where_ == "manifest" ? "" : where_ + ", ";
            each(Entry((*value)[i], fmt::format("{}{} {}", of, key, i + 1), error_));
        }
    }
    std::optional<Entry> object(const char* key) const
    {
        const json* value = find(key);
        return value ? std::optional(Entry(*value, key, error_)) : std::nullopt;
    }

private:
    const json* find(const char* key) const
    {
        if (error_ || !value_.is_object())
            return nullptr;
        const auto found = value_.find(key);
        return found == value_.end() ? nullptr : &*found;
    }

    const json& value_;
    std::string where_;
    std::optional<Error>& error_;
};

class Parser {
public:
    Result<RecordedCall> parse(const json& text)
    {
        const Entry root(text, "manifest", error_);
        if (root.number("version", 0, 1000000) != 1)
            root.reject("only version 1 is known");
        m_.id = root.text("id", 200);
        if (!isPlainFileName(m_.id))
            root.reject("\"id\" must be of A-Z a-z 0-9 _ . -");
        m_.room = root.text("room", 200);
        if (const auto canvas = root.object("canvas")) {
            m_.canvas = {layout::even(canvas->number("width", 160, 3840)),
                         layout::even(canvas->number("height", 90, 3840))};
            m_.fps = canvas->number("fps", 1, kMostFps);
        }
        root.list(
            "parts", [this](const Entry& e) { addPart(e); }, kMostParts);
        if (m_.parts.empty())
            root.reject("it has no parts");
        root.list("participants", [this](const Entry& e) { addPerson(e); });
        root.list("speakers", [this](const Entry& e) { addDoing(e, m_.speakers); });
        root.list("shares", [this](const Entry& e) { addDoing(e, m_.shares); });
        root.list("layouts", [this](const Entry& e) {
            const auto* part = partOf(e);
            const Time at = toTime(e.seconds("t"));
            if (part)
                m_.layouts.push_back({inside(*part, at), e.text("name", 200)});
        });
        root.list("tracks", [this](const Entry& e) { addTrack(e); });
        if (error_)
            return *error_;
        return std::move(m_);
    }

private:
    void addPart(const Entry& e)
    {
        const int number = e.number("part", 1, int(kMostParts));
        const Time from = m_.parts.empty() ? Time{} : m_.parts.back().span.to;
        if (!m_.parts.empty() && number <= m_.parts.back().number)
            e.reject("parts must be in order");
        m_.parts.push_back(
            {number, {from, from + toTime(e.seconds("seconds"))}, e.moment("started")});
        if (m_.parts.back().span.to > toTime(kMostSeconds))
            e.reject("longer than a week in all");
    }

    const RecordedCall::Part* partOf(const Entry& e) const
    {
        const int number = e.number("part", 1, int(kMostParts));
        for (const auto& part : m_.parts)
            if (part.number == number)
                return &part;
        e.reject(fmt::format("there is no part {}", number));
        return nullptr;
    }

    static Time inside(const RecordedCall::Part& part, Time inPart)
    {
        return std::min(part.span.from + inPart, part.span.to);
    }

    RecordedCall::Span spanOf(const Entry& e) const
    {
        const auto* part = partOf(e);
        const Time from = toTime(e.seconds("from")), to = toTime(e.seconds("to"));
        if (to < from)
            e.reject("\"to\" lies before \"from\"");
        return part ? RecordedCall::Span{inside(*part, from), inside(*part, to)}
                    : RecordedCall::Span{};
    }

    void addPerson(const Entry& e)
    {
        RecordedCall::Person person{
            e.text("id", 200), e.text("name", 1000), e.flag("observer"), {}};
        if (!ids_.insert(person.id).second)
            e.reject(fmt::format("{} is there twice", inQuotes(person.id)));
        e.list("present", [&](const Entry& span) { person.present.push_back(spanOf(span)); });
        m_.people.push_back(std::move(person));
    }

    // One who is not in the list was left out of the recording.
    void addDoing(const Entry& e, std::vector<RecordedCall::Doing>& list) const
    {
        RecordedCall::Doing doing{e.text("participant", 200), spanOf(e)};
        if (ids_.contains(doing.participant))
            list.push_back(std::move(doing));
    }

    void addTrack(const Entry& e)
    {
        const auto* part = partOf(e);
        const auto kind = e.text("kind", 20);
        if (kind != "camera" && kind != "screen")
            e.reject("\"kind\" must be \"camera\" or \"screen\"");
        const auto participant = e.text("participant", 200);
        if (!ids_.contains(participant))
            e.reject(fmt::format("{} is no participant", inQuotes(participant)));
        const auto file = e.text("file", 255);
        if (!isPlainFileName(file) || !file.starts_with(m_.id + "."))
            e.reject(fmt::format("{} is no file of this recording: their names begin with {}.",
                                 inQuotes(file), m_.id));
        if (!files_.insert(file).second)
            e.reject(fmt::format("{} is there twice", inQuotes(file)));
        if (part)
            m_.tracks.push_back({participant, kind == "screen", file, part->span});
    }

    RecordedCall m_;
    std::set<std::string> ids_, files_;
    std::optional<Error> error_;
};

} // namespace

std::time_t RecordedCall::timeOfDay(Time t) const
{
    const auto part =
        std::find_if(parts.begin(), parts.end() - 1, [t](const Part& p) { return t < p.span.to; });
    if (!part->started)
        return 0;
    const auto inPart = std::chrono::duration_cast<std::chrono::seconds>(t - part->span.from);
    return part->started + inPart.count();
}

Result<RecordedCall> parseRecordedCall(std::string_view text)
{
    const auto parsed = parseJson(text);
    if (parsed.is_discarded())
        return brokenJson(text);
    return Parser().parse(parsed);
}

Result<RecordedCall> loadRecordedCall(const std::string& path)
{
    std::error_code ec;
    if (!std::filesystem::is_regular_file(path, ec))
        return Error{Errc::NotFound, path + ": there is no such file"};
    if (std::filesystem::file_size(path, ec) > kMostBytes || ec)
        return Error{Errc::InvalidArgument, path + ": larger than any manifest (64 MiB)"};
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.good() && !file.eof())
        return Error{Errc::NotFound, path + ": cannot be read"};
    auto manifest = parseRecordedCall(text);
    if (!manifest)
        return Error{manifest.error().code, path + ": " + manifest.error().message};
    return manifest;
}

} // namespace confab::render
