// SPDX-License-Identifier: Apache-2.0
#include "finish/story/captions.hpp"

#include <fmt/format.h>

namespace confab::finish {

namespace {

std::string escape(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;"; // "-->" would be a time line
        else
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c; // an empty line ends the cue
    }
    return out;
}

std::string timeText(Seconds t)
{
    const auto ms = std::chrono::round<std::chrono::milliseconds>(t).count();
    return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60,
                       ms % 1000);
}

} // namespace

std::string buildCaptions(const Timeline& line)
{
    std::string cues;
    for (const auto& turn : line.speakers) {
        const auto* part = line.find(turn.part);
        if (!part || timeText(turn.from) == timeText(turn.to))
            continue;
        const std::string name = escape(line.nameOf(turn.participant));
        cues += fmt::format("{} --> {}\n<v {}>{}</v>\n\n", timeText(part->start + turn.from),
                            timeText(part->start + turn.to), name, name);
    }
    return cues.empty() ? "" : "WEBVTT\n\n" + cues;
}

} // namespace confab::finish
