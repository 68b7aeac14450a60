// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"
#include "support/decoded_view.hpp"

#include <cstdio>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace confab::test {

struct Ran {
    int status = -1; ///< exit status; -1: it did not end by itself
    std::string output;
};

/// Runs a shell command to its end.
inline Ran runCommand(const std::string& command)
{
    FILE* pipe = popen(command.c_str(), "r");
    Ran ran;
    char data[65536];
    while (const auto size = std::fread(data, 1, sizeof data, pipe))
        ran.output.append(data, size);
    const int status = pclose(pipe);
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

/// A media file, measured with FFmpeg's programs.
class MediaProbe {
public:
    explicit MediaProbe(const std::string& path) : path_(path) { }

    /// Of the streams, with commas between them.
    std::string codecs() const
    {
        auto list = ask("stream=codec_name");
        for (char& c : list)
            c = c == '\n' ? ',' : c;
        return list.substr(0, list.find_last_not_of(',') + 1);
    }
    double seconds() const { return std::atof(ask("format=duration").c_str()); }

    /// The frame of that moment, a canvas of `size`.
    std::string frame(double seconds, layout::Size size) const
    {
        auto data = runCommand("ffmpeg -v error -ss " + std::to_string(seconds) + " -i '" + path_
                               + "' -frames:v 1 -f rawvideo -pix_fmt yuv420p -")
                        .output;
        data.resize(std::size_t(size.width * size.height * 3 / 2));
        return data;
    }
    static Yuv at(const std::string& frame, layout::Size size, int x, int y)
    {
        const auto pick = [&](int plane, int px, int py) {
            const int luma = size.width * size.height, width = plane ? size.width / 2 : size.width;
            const int start = plane == 0 ? 0 : plane == 1 ? luma : luma + luma / 4;
            return static_cast<std::uint8_t>(frame[std::size_t(start + py * width + px)]);
        };
        return {pick(0, x, y), pick(1, x / 2, y / 2), pick(2, x / 2, y / 2)};
    }

    /// All of the sound from time 0 on: mono, 48000 a second.
    std::vector<float> samples() const
    {
        const auto data = runCommand("ffmpeg -v error -i '" + path_
                                     + "' -vn -af aresample=async=1:first_pts=0 -ac 1 -ar 48000 "
                                       "-f f32le -")
                              .output;
        std::vector<float> samples(data.size() / sizeof(float));
        std::memcpy(samples.data(), data.data(), samples.size() * sizeof(float));
        return samples;
    }
    /// The light of each frame (0..255), from time 0 on, `fps` a second.
    std::vector<int> light(int fps) const
    {
        const auto data =
            runCommand("ffmpeg -v error -i '" + path_ + "' -an -vf fps=" + std::to_string(fps)
                       + ":start_time=0,scale=1:1:flags=area,format=gray -f rawvideo -")
                .output;
        std::vector<int> light;
        for (const char c : data)
            light.push_back(static_cast<unsigned char>(c));
        return light;
    }

private:
    std::string ask(const std::string& what) const
    {
        return runCommand("ffprobe -v error -show_entries " + what + " -of csv=p=0 '" + path_ + "'")
            .output;
    }

    std::string path_;
};

} // namespace confab::test
