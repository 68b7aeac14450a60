// SPDX-License-Identifier: Apache-2.0
#include "front/startup/start_check.hpp"

#include "base/file_limit.hpp"
#include "front/startup/file_limit_check.hpp"
#include "front/startup/machine_check.hpp"
#include "front/startup/media_check.hpp"
#include "front/startup/runtime_path_check.hpp"
#include "front/startup/storage_check.hpp"

namespace confab::front {

NetworkFacts factsOf(const config::Config& config, const InetAddress& listen)
{
    return {.config = config, .listen = listen, .local = media::localAddresses(), .lostNames = {}};
}

Result<std::vector<Finding>> checkMachine(const NetworkFacts& facts,
                                          const std::string& runtimeFolder,
                                          std::vector<std::string> roomCommand)
{
    std::vector<Finding> findings;
    const auto machine = machineFacts();
    const int people = facts.config.room.maxParticipants;
    if (auto folder = checkRecordingsFolder(facts.config.server.recordings); !folder)
        return folder.error();
    for (const auto& said :
         {checkFileLimit(fileLimit(), people, boundAddresses(facts).size()),
          Result(checkThreads(machine, people)), checkRuntimePath(runtimeFolder),
          Result(checkSpace(spaceFor(facts.config.server.recordings), facts.config)),
          Result(checkClock(machine))}) {
        if (!said)
            return said.error();
        if (!said->empty())
            findings.push_back({Finding::Level::Warning, *said});
    }
    if (const auto media = checkMedia(std::move(roomCommand)); !media)
        return media.error();
    const auto settings = checkSettings(facts);
    findings.insert(findings.end(), settings.begin(), settings.end());
    return findings;
}

} // namespace confab::front
