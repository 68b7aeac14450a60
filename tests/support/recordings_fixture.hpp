// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/front_fixture.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <set>

namespace confab::test {

/// The recordings of a front, as files that the test has made up.
class RecordingsFixture : public FrontFixture {
protected:
    RecordingsFixture()
    {
        options_.timing.finishLook = std::chrono::hours(1); // what waits, waits
        start();
    }

    /// Finished, with every kind of file.
    void recordAll(const std::string& id, const std::string& room)
    {
        for (const char* ending :
             {".webm", ".part2.webm", ".mp4", ".jpg", ".vtt", ".track-p1.webm", ".webm.tmp"})
            record(id + ending, id + ending);
        std::filesystem::create_directory(recordings() / (id + ".hls"));
        record(id + ".hls/live.m3u8", "#EXTM3U");
        record(id + ".hls/segment0.ts", "segment");
        record(id + ".json",
               json{{"version", 1},
                    {"id", id},
                    {"room", room},
                    {"started", "2026-01-01T00:00:00.500Z"},
                    {"seconds", 12.25},
                    {"problems", {"no MP4"}}}
                   .dump());
    }
    /// One that a room is making as long as the result lives.
    UniqueFd recordNow(const std::string& id, const std::string& more = {})
    {
        const auto path = recordings() / (id + ".jsonl");
        std::ofstream(path) << R"({"event":"recording","at":"2026-01-01T00:00:00.000Z",)"
                            << R"("version":1,"room":"demo"})"
                            << "\n"
                            << more;
        record(id + ".webm", "frames");
        UniqueFd fd(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        EXPECT_EQ(flock(fd.get(), LOCK_EX | LOCK_NB), 0);
        return fd;
    }
    json list(const std::string& query = {}) { return jsonOf(get("/api/v1/recordings" + query)); }
    json one(const std::string& id) { return jsonOf(get("/api/v1/recordings/" + id)); }
    std::vector<std::string> ids(const json& list)
    {
        std::vector<std::string> all;
        for (const auto& entry : list)
            all.push_back(entry["id"]);
        return all;
    }
    std::set<std::string> filesIn(const std::filesystem::path& folder)
    {
        std::set<std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            all.insert(entry.path().lexically_relative(folder));
        return all;
    }
};

} // namespace confab::test
