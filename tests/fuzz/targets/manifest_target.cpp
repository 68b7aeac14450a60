// SPDX-License-Identifier: Apache-2.0
#include "archive/manifest.hpp"
#include "finish/story/chapters.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"

namespace confab::fuzz {

void manifest(std::string_view json)
{
    const auto parsed = archive::parseManifest(json);
    const auto skimmed = archive::skimManifest(json);
    must(!parsed || skimmed, "who is not strict reads no less");
    if (!parsed)
        must(!parsed.error().message.empty(), "a refusal says what is wrong");
    if (!skimmed)
        return;
    const auto text = archive::toText(*skimmed);
    auto again = archive::skimManifest(text);
    must(again && archive::toText(*again) == text, "what is written is read the same");
    if (parsed)
        must(bool(archive::parseManifest(text)), "what was right is right again");
    const auto kept = archive::toText(*skimmed, json);
    must(archive::skimManifest(kept).has_value(), "what is not ours stays");
    for (const auto& chapter : finish::buildChapters(skimmed->line, skimmed->byName))
        must(chapter.t >= Seconds(0), "a chapter begins in its part");
}

} // namespace confab::fuzz
