// SPDX-License-Identifier: Apache-2.0
#include "archive/manifest.hpp"

#include "archive/fields.hpp"
#include "base/json/json.hpp"

namespace confab::archive {

namespace {

using nlohmann::json;

constexpr std::size_t kId = 200, kName = 1000, kWords = 64 * 1024; // bytes at most
constexpr int kMostParts = 10000;
constexpr const char* kFileKinds[] = {"video", "poster", "captions", "track", "stream"};
constexpr const char* kTrackKinds[] = {"camera", "screen"};

// The fields, to write and to read.

constexpr auto partNumber = [](auto& form, int& part) { form.number("part", part, 1, kMostParts); };

constexpr auto spanFields = [](auto& form, Timeline::Span& span) {
    partNumber(form, span.part);
    form.seconds("from", span.from);
    form.seconds("to", span.to);
};

constexpr auto spanOfOneFields = [](auto& form, Timeline::Span& span) {
    spanFields(form, span);
    form.text("participant", span.participant, kId);
};

constexpr auto partFields = [](auto& form, Timeline::Part& part) {
    partNumber(form, part.part);
    form.text("file", part.file, kName);
    form.moment("started", part.started);
    form.seconds("start", part.start);
    form.seconds("seconds", part.length);
    form.text("problem", part.problem, kWords);
};

constexpr auto participantFields = [](auto& form, Timeline::Participant& participant) {
    form.text("id", participant.id, kId);
    form.text("name", participant.name, kName);
    form.flag("observer", participant.observer);
    form.list("present", participant.present, spanFields);
};

constexpr auto lineFields = [](auto& form, Timeline& line) {
    form.moment("started", line.started);
    form.moment("ended", line.ended);
    form.seconds("seconds", line.length);
    form.list("parts", line.parts, partFields);
    form.list("gaps", line.gaps, [](auto& f, Timeline::Gap& gap) {
        f.number("after", gap.after, 1, kMostParts);
        f.seconds("seconds", gap.length);
        f.text("why", gap.why, kWords);
    });
    form.list("pauses", line.pauses, [](auto& f, Timeline::Pause& pause) {
        partNumber(f, pause.part);
        f.seconds("t", pause.t);
        f.seconds("seconds", pause.length);
    });
    form.list("participants", line.participants, participantFields);
    form.list("speakers", line.speakers, spanOfOneFields);
    form.list("shares", line.shares, spanOfOneFields);
    form.list("layouts", line.layouts, [](auto& f, Timeline::Moment& layout) {
        partNumber(f, layout.part);
        f.seconds("t", layout.t);
        f.text("name", layout.text, kName);
    });
};

constexpr auto trackFields = [](auto& form, PartTrack& track) {
    partNumber(form, track.part);
    form.text("participant", track.participant, kId);
    form.choice("kind", track.kind, kTrackKinds);
    form.text("file", track.file, kName);
};

constexpr auto manifestFields = [](auto& form, Manifest& manifest) {
    form.number("version", manifest.version, 0, 1000000);
    form.text("id", manifest.id, kId);
    form.text("room", manifest.room, kId);
    form.text("by", manifest.by, kId);
    form.text("byName", manifest.byName, kName);
    form.text("reason", manifest.reason, kWords);
    form.object("canvas", manifest.canvas, fieldsOfCanvas);
    lineFields(form, manifest.line);
    form.list("chapters", manifest.chapters, [](auto& f, Chapter& chapter) {
        partNumber(f, chapter.part);
        f.seconds("t", chapter.t);
        f.text("title", chapter.title, kWords);
    });
    form.list("files", manifest.files, [](auto& f, ManifestFile& file) {
        f.text("file", file.file, kName);
        f.choice("kind", file.kind, kFileKinds);
        f.bytes("bytes", file.bytes);
    });
    form.list("tracks", manifest.tracks, trackFields);
    form.texts("problems", manifest.problems);
};

// Version 0.3.0 listed an MP4 that was made later as three pairs in place of one object.
void dropPairs(json& object)
{
    const auto files = object.is_object() ? object.find("files") : object.end();
    if (files == object.end() || !files->is_array())
        return;
    auto& entries = files->get_ref<json::array_t&>();
    std::erase_if(entries, [](const json& entry) { return entry.is_array(); });
}

Manifest read(json object, std::optional<Error>& fault)
{
    dropPairs(object);
    Manifest manifest{.version = 0};
    FieldReader reader(object, "manifest", fault);
    manifestFields(reader, manifest);
    if (manifest.version != Manifest().version)
        reader.reject("only version 1 is known");
    return manifest;
}

} // namespace

std::string toText(const Manifest& manifest, std::string_view before)
{
    auto object = parseJson(before);
    if (!object.is_object())
        object = json::object();
    FieldWriter writer(object);
    Manifest copy = manifest;
    manifestFields(writer, copy);
    return object.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<Manifest> parseManifest(std::string_view text)
{
    const auto object = parseJson(text);
    if (object.is_discarded())
        return Error{Errc::InvalidArgument, "this is not JSON"};
    std::optional<Error> fault;
    auto manifest = read(object, fault);
    if (fault)
        return *fault;
    return manifest;
}

std::optional<Manifest> skimManifest(std::string_view text)
{
    const auto object = parseJson(text);
    if (!object.is_object())
        return std::nullopt;
    std::optional<Error> ignored;
    return read(object, ignored);
}

} // namespace confab::archive
