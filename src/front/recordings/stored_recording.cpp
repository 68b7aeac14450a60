// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/stored_recording.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace confab::front {

namespace {

using nlohmann::json;

std::string urlOf(const StoredRecording::File& file, const std::string& prefix)
{
    const bool isStream = file.kind == archive::RecordingFileKind::Stream;
    return prefix + "/recordings/" + file.name
        + (isStream ? std::string("/") + archive::kPlaylist : "");
}

bool isServed(const StoredRecording::File& file)
{
    return file.kind == archive::RecordingFileKind::Stream
        || archive::recordingContentType(file.name);
}

} // namespace

const char* toText(StoredRecording::State state)
{
    constexpr const char* kWords[] = {"recording", "waiting", "finishing", "ready"};
    return kWords[std::size_t(state)];
}

json toJson(const StoredRecording& recording, const std::string& prefix)
{
    json object{{"id", recording.id},
                {"room", recording.room},
                {"started", rfc3339(recording.started)},
                {"state", toText(recording.state)},
                {"bytes", recording.bytes},
                {"files", json::array()},
                {"problems", recording.problems}};
    if (recording.length)
        object["seconds"] = std::round(recording.length->count() * 1000) / 1000;
    if (recording.state == StoredRecording::State::Recording)
        object["paused"] = recording.paused;
    if (!recording.step.empty())
        object["step"] = recording.step;
    if (recording.percent)
        object["percent"] = *recording.percent;
    for (const auto& file : recording.files) {
        if (!isServed(file))
            continue;
        object["files"].push_back({{"file", file.name},
                                   {"kind", toText(file.kind)},
                                   {"bytes", file.bytes},
                                   {"url", urlOf(file, prefix)}});
        if (file.kind == archive::RecordingFileKind::Poster)
            object["poster"] = urlOf(file, prefix);
    }
    return object;
}

} // namespace confab::front
