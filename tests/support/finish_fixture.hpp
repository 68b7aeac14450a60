// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/frame_decoder.hpp"
#include "base/glib/gobject.hpp"
#include "finish/work/media_work.hpp"

#include "support/temp_folder.hpp"

#include <gio/gio.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace confab::test {

inline const std::string kId = "demo-20261123-221530";

inline std::string readAll(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void writeAll(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// The real program, `confab finish`, on files that the ffmpeg command made.
class FinishFixture : public testing::Test {
protected:
    struct Outcome {
        int status;
        std::string out, err;
    };
    /// What a player sees of a file.
    struct Seen {
        double seconds = 0;
        std::map<std::string, std::string> codecs; ///< "video", "audio"
        std::vector<std::string> chapters;
        bool seeks = false;
        finish::PartScan scan;
    };

    static void SetUpTestSuite()
    {
        av_log_set_level(AV_LOG_FATAL);
        samples_ = std::make_unique<TempFolder>();
    }
    static void TearDownTestSuite() { samples_.reset(); }

    /// 3 s; `inputs` and `codecs` for the ffmpeg command. Made once.
    static std::string sample(const std::string& name, const std::string& arguments)
    {
        const auto path = *samples_ / (name + ".webm");
        if (!std::filesystem::exists(path)) {
            const auto command = "ffmpeg -v error -nostdin " + arguments + " " + path.string();
            EXPECT_EQ(std::system(command.c_str()), 0) << command;
        }
        return readAll(path);
    }
    static std::string both() { return sample("both", kPicture + kSound + "-t 3 " + kVp8 + kOpus); }

    Outcome run(const std::vector<std::string>& more)
    {
        std::vector<std::string> words{g_getenv("CONFAB_PROGRAM"), "finish", "--recordings",
                                       folder_.path()};
        words.insert(words.end(), more.begin(), more.end());
        std::vector<char*> argv;
        for (auto& word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        char *out = nullptr, *err = nullptr;
        int status = -1;
        g_spawn_sync(nullptr, argv.data(), nullptr, G_SPAWN_DEFAULT, nullptr, nullptr, &out, &err,
                     &status, nullptr);
        const GCharPtr ownedOut(out), ownedErr(err);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out ? out : "", err ? err : ""};
    }

    /// With --json, and without waiting for its end.
    GRef<GSubprocess> start(const std::vector<std::string>& more)
    {
        std::vector<std::string> words{g_getenv("CONFAB_PROGRAM"), "finish", "--json",
                                       "--recordings", folder_.path()};
        words.insert(words.end(), more.begin(), more.end());
        std::vector<const char*> argv;
        for (const auto& word : words)
            argv.push_back(word.c_str());
        argv.push_back(nullptr);
        return GRef<GSubprocess>::adopt(
            g_subprocess_newv(argv.data(), G_SUBPROCESS_FLAGS_STDOUT_PIPE, nullptr));
    }

    void journal(const std::string& more = "", const std::string& format = "webm")
    {
        writeAll(
            folder_ / (kId + ".jsonl"),
            R"({"event":"recording","at":"2026-11-23T22:15:30.000Z","room":"demo","byName":"Ann",)"
            R"("canvas":{"width":320,"height":180,"fps":30},"format":")"
                + format + "\"}\n"
                + R"({"event":"part","at":"2026-11-23T22:15:30.000Z","part":1,"file":")" + kId
                + ".webm\"}\n" + R"({"event":"joined","t":1.5,"participant":"p2","name":"Bob"})"
                + "\n" + more);
    }
    void capture(const std::string& bytes, const std::string& ending = ".webm")
    {
        writeAll(folder_ / (kId + ending), bytes);
    }
    nlohmann::json manifest()
    {
        return nlohmann::json::parse(readAll(folder_ / (kId + ".json")), nullptr, false);
    }
    std::set<std::string> files()
    {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            names.insert(entry.path().filename());
        return names;
    }

    Seen look(const std::string& name)
    {
        Seen seen;
        auto folder = Folder::open(folder_.path());
        auto input = finish::openMedia(*folder, name);
        EXPECT_TRUE(input) << (input ? "" : input.error().message);
        if (!input)
            return seen;
        auto& context = input->context();
        seen.seconds = double(context.duration) / AV_TIME_BASE;
        for (int i = 0; i < input->streams(); ++i) {
            const auto& parameters = *input->stream(i).codecpar;
            if (parameters.codec_type != AVMEDIA_TYPE_DATA)
                seen.codecs[av_get_media_type_string(parameters.codec_type)] =
                    avcodec_get_name(parameters.codec_id);
        }
        for (unsigned i = 0; i < context.nb_chapters; ++i)
            seen.chapters.push_back(
                av_dict_get(context.chapters[i]->metadata, "title", nullptr, 0)->value);
        const std::atomic<bool> go{false};
        seen.scan = *finish::scanPart(*input, {go, [](double) {}});
        const av::AvPacket packet(av_packet_alloc());
        seen.seeks = input->seek(seen.seconds * 0.7) && input->read(*packet)
            && double(packet->pts) * av_q2d(input->stream(packet->stream_index).time_base)
                > seen.seconds * 0.3;
        return seen;
    }

    static inline const std::string kPicture = "-f lavfi -i testsrc2=size=320x180:rate=30 ";
    static inline const std::string kSound = "-f lavfi -i sine=frequency=440:sample_rate=48000 ";
    static inline const std::string kVp8 =
        "-c:v libvpx -deadline realtime -cpu-used 8 -b:v 500k -g 15 ";
    static inline const std::string kOpus = "-c:a libopus -b:a 32k ";
    static inline std::unique_ptr<TempFolder> samples_;

    TempFolder folder_;
};

} // namespace confab::test
