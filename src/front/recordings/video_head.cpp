// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/video_head.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unistd.h>

namespace confab::front {

namespace {

constexpr std::string_view kEbml = "\x1a\x45\xdf\xa3"; // RFC 8794, section 11.2
constexpr std::string_view kBox = "ftyp"; // ISO/IEC 14496-12, behind the size of the first box
constexpr std::size_t kBoxAt = 4;

} // namespace

std::string faultOfVideo(const Folder& folder, const std::string& file)
{
    const auto opened = folder.openFile(file);
    if (!opened)
        return {};
    std::array<char, 8> head{};
    const auto count = pread(opened->fd.get(), head.data(), head.size(), 0);
    const std::string_view bytes(head.data(), count > 0 ? std::size_t(count) : 0);
    const bool isMp4 = file.ends_with(".mp4");
    const bool isRight = isMp4 ? bytes.substr(std::min(kBoxAt, bytes.size())).starts_with(kBox)
                               : bytes.starts_with(kEbml);
    return isRight ? "" : file + " is no video that can be played";
}

} // namespace confab::front
