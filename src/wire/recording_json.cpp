// SPDX-License-Identifier: Apache-2.0
#include "wire/recording_json.hpp"

#include "base/canvas_limits.hpp"

#include <fmt/format.h>

namespace confab::wire {

namespace {

int sideFrom(Fields& f, const char* key)
{
    const int side = f.numberOr(key, 0);
    if (side != 0 && !isCanvasSide(side))
        f.complain(key,
                   fmt::format("an even number from {} to {}", kMinCanvasSide, kMaxCanvasSide));
    return side;
}

template <class T> void put(nlohmann::json& fields, const char* key, const std::optional<T>& value)
{
    if (value)
        fields[key] = *value;
}

void put(nlohmann::json& fields, const char* key, const std::string& value)
{
    if (!value.empty())
        fields[key] = value;
}

} // namespace

Record recordFrom(Fields& f)
{
    Record record{.on = f.maybeFlag("on"),
                  .paused = f.maybeFlag("paused"),
                  .recording = f.textOr("recording", ""),
                  .width = sideFrom(f, "width"),
                  .height = sideFrom(f, "height"),
                  .format = f.textOr("format", ""),
                  .tracks = f.maybeFlag("tracks"),
                  .hls = f.maybeFlag("hls")};
    if (f.has("layout"))
        record.layout = f.textOrNull("layout");
    if (!record.on && !record.paused && !record.layout)
        f.complain("on", "true or false");
    if (!record.format.empty() && record.format != "webm" && record.format != "mp4")
        f.complain("format", "\"webm\" or \"mp4\"");
    if ((record.width == 0) != (record.height == 0))
        f.complain(record.width == 0 ? "width" : "height", "there when the other is");
    return record;
}

Recording recordingFrom(Fields& f)
{
    const std::string state = f.text("state");
    return {.on = state != "off",
            .paused = state == "paused",
            .id = f.textOr("recording", ""),
            .file = f.textOr("file", ""),
            .elapsedMs = f.longOr("elapsedMs", 0),
            .by = f.textOr("by", ""),
            .layout = f.textOr("layout", ""),
            .reason = f.textOr("reason", "")};
}

nlohmann::json fieldsOf(const Record& m)
{
    nlohmann::json fields = nlohmann::json::object();
    put(fields, "on", m.on);
    put(fields, "paused", m.paused);
    put(fields, "recording", m.recording);
    if (m.layout)
        fields["layout"] = m.layout->empty() ? nlohmann::json() : nlohmann::json(*m.layout);
    if (m.width > 0) {
        fields["width"] = m.width;
        fields["height"] = m.height;
    }
    put(fields, "format", m.format);
    put(fields, "tracks", m.tracks);
    put(fields, "hls", m.hls);
    return fields;
}

nlohmann::json fieldsOf(const Recording& m)
{
    nlohmann::json fields{{"state", !m.on ? "off" : m.paused ? "paused" : "on"}};
    put(fields, "recording", m.id);
    put(fields, "file", m.file);
    if (m.on)
        fields["elapsedMs"] = m.elapsedMs;
    put(fields, "by", m.by);
    put(fields, "layout", m.layout);
    put(fields, "reason", m.reason);
    return fields;
}

} // namespace confab::wire
