// SPDX-License-Identifier: Apache-2.0
#include "av/growing_file.hpp"

#include <thread>

namespace confab::av {

namespace {

constexpr auto kPoll = std::chrono::milliseconds(250); // the recorder writes twice a second

} // namespace

GrowingFile::GrowingFile(UniqueFd fd, std::function<bool()> isOver, const std::atomic<bool>& stop)
    : file_(std::move(fd)), isOver_(std::move(isOver)), stop_(stop)
{
}

int GrowingFile::read(std::uint8_t* to, int size)
{
    while (!stop_) {
        if (const int got = file_.read(to, size); got != 0)
            return got;
        if (isOver_())
            return file_.read(to, size); // what came between the read and the question
        std::this_thread::sleep_for(kPoll);
    }
    return 0;
}

} // namespace confab::av
