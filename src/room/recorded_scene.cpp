// SPDX-License-Identifier: Apache-2.0
#include "room/recorded_scene.hpp"

namespace confab::room {

namespace {

using People = std::map<std::string, RecordedScene::Person>;

bool isSharing(const People& people, const std::string& id)
{
    const auto found = people.find(id);
    return found != people.end() && found->second.sharing;
}

void addComings(std::vector<archive::Note>& notes, const People& before, const People& now)
{
    for (const auto& [id, person] : before)
        if (!now.contains(id))
            notes.push_back(archive::note::Left{id});
    for (const auto& [id, person] : now)
        if (!before.contains(id))
            notes.push_back(archive::note::Joined{id, person.name, person.observer});
}

void addShares(std::vector<archive::Note>& notes, const People& before, const People& now)
{
    for (const auto& [id, person] : before)
        if (person.sharing && !isSharing(now, id))
            notes.push_back(archive::note::Share{id, false});
    for (const auto& [id, person] : now)
        if (person.sharing && !isSharing(before, id))
            notes.push_back(archive::note::Share{id, true});
}

} // namespace

std::vector<archive::Note> whatHappened(const RecordedScene& before, const RecordedScene& now)
{
    std::vector<archive::Note> notes;
    if (now.layout != before.layout)
        notes.push_back(archive::note::Layout{now.layout});
    addComings(notes, before.people, now.people);
    addShares(notes, before.people, now.people);
    if (now.speaker != before.speaker)
        notes.push_back(archive::note::Speaker{now.speaker});
    return notes;
}

} // namespace confab::room
