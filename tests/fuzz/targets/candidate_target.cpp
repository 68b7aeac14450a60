// SPDX-License-Identifier: Apache-2.0
#include "base/glib/inet_address.hpp"
#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"
#include "media/ice/candidate.hpp"

#include <nice/agent.h>

#include <string>

namespace confab::fuzz {

namespace {

/// Has libnice read what it would get.
void readAsLibnice(std::string_view text)
{
    static NiceAgent* const agent = nice_agent_new(nullptr, NICE_COMPATIBILITY_RFC5245);
    static const guint stream = nice_agent_add_stream(agent, 1);
    const auto line = "a=" + std::string(text);
    if (auto* read = nice_agent_parse_remote_candidate_sdp(agent, stream, line.c_str()))
        nice_candidate_free(read);
}

void check(std::string_view text)
{
    const auto parsed = media::parseCandidate(text);
    const bool isUsable = media::isUsableCandidate(text);
    must(parsed || !isUsable, "what is usable is one");
    if (!parsed)
        return;
    must(parsed->port <= 65535, "a port is one");
    const auto again = media::parseCandidate(parsed->text());
    must(again && again->text() == parsed->text(), "a candidate means the same again");
    if (!isUsable)
        return;
    must(parseInetAddress(parsed->address).has_value(), "no name is looked up");
    must(!parsed->isActive(), "active ones are left out");
    readAsLibnice(text);
}

} // namespace

void candidate(std::string_view lines)
{
    Input input(lines);
    media::RemoteCandidates candidates("fuzz");
    int admitted = 0;
    while (!input.isEmpty()) {
        const auto line = input.line();
        check(line);
        admitted += candidates.admits(line);
    }
    must(admitted <= media::RemoteCandidates::kMax, "candidates are counted");
}

} // namespace confab::fuzz
