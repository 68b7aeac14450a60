// SPDX-License-Identifier: Apache-2.0
#include "archive/recording_name.hpp"
#include "base/colour.hpp"
#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"
#include "wire/chat_text.hpp"
#include "wire/names.hpp"

#include <glib.h>

#include <string>

namespace confab::fuzz {

namespace {

bool leadsOut(std::string_view name)
{
    return name.starts_with('.') || name.find('/') != name.npos || name.find('\0') != name.npos;
}

void checkFile(std::string_view text)
{
    if (const auto name = archive::parseRecordingName(text)) {
        must(!leadsOut(text), "a file stays in its folder");
        must(name->part >= 1, "a part has a number");
        must(archive::belongsTo(name->id, text), "a file belongs to its recording");
    }
    must(!archive::recordingContentType(text) || !leadsOut(text), "what can be fetched stays in");
    must(!archive::streamContentType(text) || !leadsOut(text), "what can be fetched stays in");
}

void checkRecording(std::string_view id)
{
    if (!archive::isRecordingId(id))
        return;
    must(!leadsOut(id), "an id stays in its folder");
    const std::string text(id);
    for (const auto& file : {archive::videoFile(text), archive::videoFile(text, 2),
                             archive::fileOf(text, archive::RecordingFileKind::Manifest)})
        must(archive::belongsTo(text, file), "its files belong to it");
    must(!archive::startOfId(id) || !archive::roomOfId(id).empty(), "an id with a date has a room");
}

void checkPerson(std::string_view name)
{
    must(!wire::isParticipantName(name)
             || (!name.empty() && name.size() <= 256
                 && g_utf8_validate_len(name.data(), name.size(), nullptr)),
         "a name can be shown");
    const auto said = wire::chatText(std::string(name));
    must(!said || g_utf8_validate_len(said->data(), said->size(), nullptr), "a text can be shown");
}

} // namespace

void name(std::string_view lines)
{
    Input input(lines);
    while (!input.isEmpty()) {
        const auto line = input.line();
        checkFile(line);
        checkRecording(line);
        must(!wire::isRoomName(line) || !leadsOut(line), "a room's name fits a file's");
        if (g_utf8_validate_len(line.data(), line.size(), nullptr)) // all JSON is
            checkPerson(line);
    }
}

} // namespace confab::fuzz
