// SPDX-License-Identifier: Apache-2.0
#include "render/plan/timeline.hpp"

#include <algorithm>
#include <tuple>

namespace confab::render {

namespace {

using Time = RecordedCall::Time;
using Timeline = std::vector<TimelineEvent>;

void addPeople(Timeline& all, const RecordedCall& manifest)
{
    for (const auto& person : manifest.people)
        for (const auto& span : person.present) {
            all.push_back({span.from, happens::Joined{person.id, person.name, person.observer}});
            all.push_back({span.to, happens::Left{person.id}});
        }
}

void addTrack(Timeline& all, const RecordedTrack& track)
{
    const auto& [participant, screen, name, part] = track.file;
    for (const auto& pictures : track.index.pictures) {
        const Time from = part.from + pictures.from;
        if (from >= part.to)
            break;
        all.push_back({from, happens::Pictures{participant, screen, name, pictures.size}});
        all.push_back({std::min(part.from + pictures.to, part.to),
                       happens::PicturesEnd{participant, screen}});
    }
}

} // namespace

Timeline timelineOf(const RecordedCall& manifest, const std::vector<RecordedTrack>& tracks)
{
    Timeline all;
    addPeople(all, manifest);
    for (const auto& [participant, span] : manifest.speakers) {
        all.push_back({span.from, happens::Speaks{participant}});
        all.push_back({span.to, happens::SpeechEnds{participant}});
    }
    for (const auto& [participant, span] : manifest.shares) {
        all.push_back({span.from, happens::ShareBegins{participant}});
        all.push_back({span.to, happens::ShareEnds{participant}});
    }
    for (const auto& [at, name] : manifest.layouts)
        all.push_back({at, happens::UsesLayout{name}});
    for (const auto& track : tracks)
        addTrack(all, track);
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.at, a.what.index()) < std::tuple(b.at, b.what.index());
    });
    return all;
}

} // namespace confab::render
