// SPDX-License-Identifier: Apache-2.0
#include "render/plan/recorded_call.hpp"

#include "archive/manifest.hpp"
#include "base/file_name.hpp"
#include "base/quotes.hpp"
#include "layout/geometry/geometry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

namespace confab::render {

namespace {

using archive::Timeline;
using Time = RecordedCall::Time;

constexpr std::uintmax_t kMostBytes = 64 << 20;
constexpr Seconds kLongest(7 * 24 * 3600);
constexpr int kMostFps = 60;

Time toTime(Seconds seconds)
{
    return std::chrono::round<Time>(std::min(seconds, kLongest));
}

/// Makes the manifest's facts those of one time line, and looks whether they fit together.
class Builder {
public:
    explicit Builder(const archive::Manifest& manifest) : manifest_(manifest) { }

    Result<RecordedCall> build()
    {
        call_.id = manifest_.id;
        call_.room = manifest_.room;
        if (!isPlainFileName(call_.id))
            reject("manifest", "\"id\" must be of A-Z a-z 0-9 _ . -");
        takeCanvas();
        const auto& line = manifest_.line;
        each("parts", line.parts, &Builder::addPart);
        if (call_.parts.empty())
            reject("manifest", "it has no parts");
        each("participants", line.participants, &Builder::addPerson);
        each("speakers", line.speakers, &Builder::addSpeaker);
        each("shares", line.shares, &Builder::addShare);
        each("layouts", line.layouts, &Builder::addLayout);
        each("tracks", manifest_.tracks, &Builder::addTrack);
        if (error_)
            return *error_;
        return std::move(call_);
    }

private:
    void reject(const std::string& where, const std::string& problem)
    {
        if (!error_)
            error_ = Error{Errc::InvalidArgument, where + ": " + problem};
    }
    void reject(const std::string& problem) { reject(where_, problem); }

    template <class T>
    void each(const char* list, const std::vector<T>& items, void (Builder::*add)(const T&))
    {
        for (std::size_t i = 0; i < items.size() && !error_; ++i) {
            where_ = fmt::format("{} {}", list, i + 1);
            (this->*add)(items[i]);
        }
    }

    void takeCanvas()
    {
        const auto& canvas = manifest_.canvas;
        if (canvas == archive::Canvas())
            return; // not said
        if (canvas.width < 160 || canvas.width > 3840 || canvas.height < 90 || canvas.height > 3840)
            reject("canvas", "it must be 160x90 to 3840x3840");
        if (canvas.fps < 1 || canvas.fps > kMostFps)
            reject("canvas", fmt::format("\"fps\" must be a whole number from 1 to {}", kMostFps));
        call_.canvas = {layout::even(canvas.width), layout::even(canvas.height)};
        call_.fps = canvas.fps;
    }

    void addPart(const Timeline::Part& part)
    {
        const Time from = call_.parts.empty() ? Time{} : call_.parts.back().span.to;
        if (!call_.parts.empty() && part.part <= call_.parts.back().number)
            reject("parts must be in order");
        if (part.length > kLongest || from + toTime(part.length) > toTime(kLongest))
            reject("longer than a week in all");
        const auto started = std::chrono::floor<std::chrono::seconds>(part.started);
        call_.parts.push_back({part.part,
                               {from, from + toTime(part.length)},
                               std::time_t(started.time_since_epoch().count())});
    }

    const RecordedCall::Part* find(int number)
    {
        for (const auto& part : call_.parts)
            if (part.number == number)
                return &part;
        reject(fmt::format("there is no part {}", number));
        return nullptr;
    }

    static Time inside(const RecordedCall::Part& part, Seconds inPart)
    {
        return std::min(part.span.from + toTime(inPart), part.span.to);
    }

    RecordedCall::Span spanOf(const Timeline::Span& span)
    {
        if (span.to < span.from)
            reject("\"to\" lies before \"from\"");
        const auto* part = find(span.part);
        return part ? RecordedCall::Span{inside(*part, span.from), inside(*part, span.to)}
                    : RecordedCall::Span{};
    }

    void addPerson(const Timeline::Participant& participant)
    {
        RecordedCall::Person person{participant.id, participant.name, participant.observer, {}};
        if (!ids_.insert(person.id).second)
            reject(fmt::format("{} is there twice", inQuotes(person.id)));
        for (const auto& span : participant.present)
            person.present.push_back(spanOf(span));
        call_.people.push_back(std::move(person));
    }

    // One who is not in the list was left out of the recording.
    void addDoing(const Timeline::Span& doing, std::vector<RecordedCall::Doing>& list)
    {
        const auto span = spanOf(doing);
        if (ids_.contains(doing.participant))
            list.push_back({doing.participant, span});
    }
    void addSpeaker(const Timeline::Span& span) { addDoing(span, call_.speakers); }
    void addShare(const Timeline::Span& span) { addDoing(span, call_.shares); }

    void addLayout(const Timeline::Moment& layout)
    {
        if (const auto* part = find(layout.part))
            call_.layouts.push_back({inside(*part, layout.t), layout.text});
    }

    void addTrack(const archive::PartTrack& track)
    {
        const auto* part = find(track.part);
        if (!ids_.contains(track.participant))
            reject(fmt::format("{} is no participant", inQuotes(track.participant)));
        if (!archive::belongsTo(call_.id, track.file))
            reject(fmt::format("{} is no file of this recording: their names begin with {}.",
                               inQuotes(track.file), call_.id));
        if (!files_.insert(track.file).second)
            reject(fmt::format("{} is there twice", inQuotes(track.file)));
        if (part)
            call_.tracks.push_back({track.participant, track.kind == archive::TrackKind::Screen,
                                    track.file, part->span});
    }

    const archive::Manifest& manifest_;
    RecordedCall call_;
    std::string where_; // for reject()
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
    const auto manifest = archive::parseManifest(text);
    if (!manifest)
        return manifest.error();
    return Builder(*manifest).build();
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
