// SPDX-License-Identifier: Apache-2.0
#include "finish/story/manifest.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace confab::finish {

namespace {

using nlohmann::json;

/// Milliseconds are all that is known.
double number(Seconds s)
{
    return std::round(s.count() * 1000) / 1000;
}

template <class T, class F> json list(const std::vector<T>& items, F toJson)
{
    json out = json::array();
    for (const auto& item : items)
        out.push_back(toJson(item));
    return out;
}

json spanJson(const Timeline::Span& s)
{
    return {{"part", s.part}, {"from", number(s.from)}, {"to", number(s.to)}};
}

json spanOfOne(const Timeline::Span& s)
{
    json out = spanJson(s);
    out["participant"] = s.participant;
    return out;
}

void addTimes(json& out, const Timeline& line)
{
    out["parts"] = list(line.parts, [](const auto& p) -> json {
        return {{"part", p.part},
                {"file", p.file},
                {"started", rfc3339(p.started)},
                {"start", number(p.start)},
                {"seconds", number(p.length)},
                {"problem", p.problem}};
    });
    out["gaps"] = list(line.gaps, [](const auto& g) -> json {
        return {{"after", g.after}, {"seconds", number(g.length)}, {"why", g.why}};
    });
    out["pauses"] = list(line.pauses, [](const auto& p) -> json {
        return {{"part", p.part}, {"t", number(p.t)}, {"seconds", number(p.length)}};
    });
    out["participants"] = list(line.participants, [](const auto& p) -> json {
        return {{"id", p.id},
                {"name", p.name},
                {"observer", p.observer},
                {"present", list(p.present, spanJson)}};
    });
    out["speakers"] = list(line.speakers, spanOfOne);
    out["shares"] = list(line.shares, spanOfOne);
    out["layouts"] = list(line.layouts, [](const auto& l) -> json {
        return {{"part", l.part}, {"t", number(l.t)}, {"name", l.text}};
    });
}

} // namespace

nlohmann::json buildManifest(const archive::Journal& journal, const Timeline& line,
                             const ManifestExtras& extras)
{
    json out = {{"version", 1},
                {"id", extras.id},
                {"room", journal.room},
                {"started", rfc3339(line.started)},
                {"ended", rfc3339(line.ended)},
                {"seconds", number(line.length)},
                {"by", journal.by},
                {"byName", journal.byName},
                {"reason", journal.reason},
                {"canvas",
                 {{"width", journal.canvas.width},
                  {"height", journal.canvas.height},
                  {"fps", journal.canvas.fps}}}};
    addTimes(out, line);
    out["chapters"] = list(extras.chapters, [](const auto& c) -> json {
        return {{"part", c.part}, {"t", number(c.t)}, {"title", c.title}};
    });
    out["files"] = list(extras.files, [](const auto& f) -> json {
        return {{"file", f.file}, {"kind", f.kind}, {"bytes", f.bytes}};
    });
    out["tracks"] = list(extras.tracks, [](const auto& t) -> json {
        return {
            {"part", t.part}, {"participant", t.participant}, {"kind", t.kind}, {"file", t.file}};
    });
    out["problems"] = extras.problems;
    return out;
}

} // namespace confab::finish
