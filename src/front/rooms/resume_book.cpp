// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/resume_book.hpp"

#include "base/file/temp_file.hpp"
#include "base/glib/log.hpp"
#include "base/secrets.hpp"

#include <glib/gstdio.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace confab::front {

ResumeBook::ResumeBook(std::string path) : path_(std::move(path))
{
    load();
}

std::optional<std::string> ResumeBook::participantOf(const std::string& secret) const
{
    const auto entry = std::find_if(secrets_.begin(), secrets_.end(),
                                    [&](const auto& e) { return e.second == secret; });
    return entry == secrets_.end() ? std::nullopt : std::optional(entry->first);
}

std::vector<std::string> ResumeBook::participants() const
{
    std::vector<std::string> ids;
    for (const auto& [participant, secret] : secrets_)
        ids.push_back(participant);
    return ids;
}

std::string ResumeBook::admit()
{
    std::string participant;
    do
        participant = "p" + randomHex(8);
    while (knows(participant));
    secrets_[participant] = randomHex(32);
    save();
    return participant;
}

const std::string& ResumeBook::secretOf(const std::string& participant) const
{
    return secrets_.at(participant);
}

void ResumeBook::forget(const std::string& participant)
{
    if (secrets_.erase(participant))
        save();
}

void ResumeBook::load()
{
    std::ifstream file(path_);
    std::string participant, secret;
    while (file >> participant >> secret)
        secrets_[participant] = secret;
}

// Renamed into place, but not synced: it is of use only while the rooms that it is about live.
void ResumeBook::save() const
{
    if (secrets_.empty()) {
        g_unlink(path_.c_str());
        return;
    }
    std::string text;
    for (const auto& [participant, secret] : secrets_)
        text += participant + ' ' + secret + '\n';
    const std::filesystem::path path(path_);
    const auto folder = Folder::open(path.parent_path());
    const auto written = folder ? writeFile(*folder, path.filename(), text, TempFile::Sync::None)
                                : Status(folder.error());
    if (!written)
        spdlog::warn("{}: {}", path.parent_path().string(), written.error().message);
}

} // namespace confab::front
