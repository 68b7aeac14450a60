// SPDX-License-Identifier: Apache-2.0
#include "archive/journal.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace confab::archive {

namespace {

using nlohmann::json;

constexpr std::size_t kLongestLine = 64 * 1024;
constexpr std::size_t kLongestText = 1000; // bytes; names and messages are shorter
constexpr int kMostParts = 10000;

std::string textOf(const json& line, const char* key)
{
    const auto it = line.find(key);
    const auto* text = it == line.end() ? nullptr : it->get_ptr<const std::string*>();
    return text && text->size() <= kLongestText ? *text : std::string();
}

double numberOf(const json& line, const char* key)
{
    const auto it = line.find(key);
    const double value = it != line.end() && it->is_number() ? it->get<double>() : 0;
    return std::isfinite(value) ? value : 0;
}

int countOf(const json& line, const char* key, int most)
{
    return int(std::clamp(numberOf(line, key), 0.0, double(most)));
}

bool flagOf(const json& line, const char* key)
{
    const auto it = line.find(key);
    return it != line.end() && it->is_boolean() && it->get<bool>();
}

class Reader {
public:
    void read(const json& line)
    {
        const auto at = parseRfc3339(textOf(line, "at"));
        const std::string event = textOf(line, "event");
        if (event == "recording")
            readHead(line, at);
        else if (event == "part")
            readPart(line, at);
        else if (event == "track")
            journal_.tracks.push_back(
                {part_, textOf(line, "participant"), textOf(line, "kind"), textOf(line, "file")});
        else if (event == "end") {
            journal_.ended = at;
            journal_.reason = textOf(line, "reason");
        } else
            readEvent(event, line, at);
    }
    Journal take() { return std::move(journal_); }

private:
    void readHead(const json& line, std::optional<WallTime> at)
    {
        journal_.started = at;
        journal_.room = textOf(line, "room");
        journal_.by = textOf(line, "by");
        journal_.byName = textOf(line, "byName");
        if (textOf(line, "format") == "mp4")
            journal_.format = Journal::Format::Mp4;
        if (const auto it = line.find("canvas"); it != line.end() && it->is_object())
            journal_.canvas = {countOf(*it, "width", 8192), countOf(*it, "height", 8192),
                               countOf(*it, "fps", 240)};
    }

    void readPart(const json& line, std::optional<WallTime> at)
    {
        const int part = countOf(line, "part", kMostParts);
        const auto isSame = [&](const Journal::Part& p) { return p.part == part; };
        const auto& parts = journal_.parts;
        if (part < 1 || std::any_of(parts.begin(), parts.end(), isSame))
            return;
        journal_.parts.push_back({part, textOf(line, "file"), at});
        part_ = part;
        // Somebody records again: what ended before was not the end.
        journal_.ended.reset();
        journal_.reason = Journal().reason;
    }

    void readEvent(const std::string& name, const json& line, std::optional<WallTime> at)
    {
        using Kind = Journal::Kind;
        struct Known {
            const char* name;
            Kind kind;
            const char *text, *flag;
        };
        constexpr Known kKnown[] = {{"joined", Kind::Joined, "name", "observer"},
                                    {"left", Kind::Left, "", ""},
                                    {"speaker", Kind::Speaker, "", ""},
                                    {"layout", Kind::Layout, "name", ""},
                                    {"share", Kind::Share, "", "on"},
                                    {"paused", Kind::Paused, "", ""},
                                    {"resumed", Kind::Resumed, "", ""},
                                    {"problem", Kind::Problem, "message", ""}};
        const auto known = std::find_if(std::begin(kKnown), std::end(kKnown),
                                        [&](const Known& k) { return name == k.name; });
        if (known == std::end(kKnown))
            return;
        journal_.events.push_back(
            {known->kind, part_, at, Seconds(std::max(0.0, numberOf(line, "t"))),
             textOf(line, "participant"), textOf(line, known->text), flagOf(line, known->flag)});
    }

    Journal journal_;
    int part_ = 1;
};

} // namespace

Journal readJournal(std::string_view text)
{
    Reader reader;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.size() > kLongestLine)
            continue;
        const auto parsed = json::parse(line, nullptr, false);
        if (parsed.is_object())
            reader.read(parsed);
    }
    return reader.take();
}

} // namespace confab::archive
