// SPDX-License-Identifier: Apache-2.0
// A link with loss, delay and a rate between two network namespaces, for kernels without netem: two
// TAP devices, and this program between them.
#include "one_way.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <iostream>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace confab::impair {
namespace {

constexpr auto kHelp = R"(usage: relay NAMESPACE:DEVICE NAMESPACE:DEVICE [FORTH [BACK]]

Makes a TAP device in each of the two network namespaces, and carries Ethernet frames between them until stdin ends or
a SIGTERM comes. Prints "ready" once both are there. Needs root.

FORTH is what happens from the first to the second, BACK the other way; a list with commas of
  loss=PERCENT   of the packets (never those that resolve addresses, unless it is 100)
  burst=N        losses have a mean length of N packets; 1 without it
  delay=MS       one way
  jitter=MS      standard deviation of the delay
  reorder=1      jitter may change the order
  rate=KBIT/S    counts Ethernet frames
  queue=MS       of the rate; what would wait longer is dropped. 300 without it
  seed=N         of the random numbers; 1 without it

Commands on stdin, one a line; each is answered by a line of JSON:
  forth LIST     changes that direction: what LIST leaves out is off again
  back LIST
  stats          counters since the start: of "forth" and "back" the packets and bytes that went in and out, the packets
                 that loss and the full queue took, and how long the queue is now
)";

volatile sig_atomic_t ended = 0;

std::runtime_error failure(const std::string& what)
{
    return std::runtime_error(what + ": " + std::strerror(errno));
}

/// `place` is "namespace:device". The calling thread is left in that namespace.
int openTap(const std::string& place)
{
    const auto colon = place.find(':');
    if (colon == std::string::npos)
        throw std::invalid_argument(place + ": expected NAMESPACE:DEVICE");
    const auto file = "/var/run/netns/" + place.substr(0, colon);
    const int netns = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (netns < 0 || setns(netns, CLONE_NEWNET) != 0)
        throw failure(file);
    close(netns);
    const int tap = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ifreq request{};
    request.ifr_flags = IFF_TAP | IFF_NO_PI;
    place.copy(request.ifr_name, IFNAMSIZ - 1, colon + 1);
    if (tap < 0 || ioctl(tap, TUNSETIFF, &request) != 0)
        throw failure("TAP device " + place);
    return tap;
}

void printCounters(const char* name, const OneWay& way)
{
    const auto& c = way.counters();
    std::printf(
        R"("%s":{"packetsIn":%lu,"bytesIn":%lu,"packetsLost":%lu,"packetsFull":%lu,"packetsOut":%lu,)"
        R"("bytesOut":%lu,"queueMs":%.1f})",
        name, c.packetsIn, c.bytesIn, c.packetsLost, c.packetsFull, c.packetsOut, c.bytesOut,
        way.backlog(Clock::now()).count());
}

class Relay {
public:
    Relay(int first, int second, const Impairment& forth, const Impairment& back)
        : taps_{first, second}, forth_(second, forth), back_(first, back)
    {
    }

    void run()
    {
        while (!ended && !inputEnded_) {
            wait();
            carry(taps_[0], forth_);
            carry(taps_[1], back_);
        }
    }

private:
    void wait()
    {
        using namespace std::chrono;
        auto due = Clock::now() + seconds(1);
        for (const OneWay* way : {&forth_, &back_})
            due = std::min(due, way->nextDue().value_or(due));
        const auto left =
            std::max<int64_t>(0, duration_cast<nanoseconds>(due - Clock::now()).count());
        const timespec limit{left / 1'000'000'000, left % 1'000'000'000};
        std::array<pollfd, 3> files{
            {{taps_[0], POLLIN, 0}, {taps_[1], POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
        if (ppoll(files.data(), files.size(), &limit, nullptr) > 0 && files[2].revents != 0)
            readCommands();
    }

    static void carry(int from, OneWay& way)
    {
        std::array<char, 65536> buffer;
        for (ssize_t size; (size = read(from, buffer.data(), buffer.size())) > 0;)
            way.take({buffer.data(), static_cast<size_t>(size)}, Clock::now());
        way.give(Clock::now());
    }

    void readCommands()
    {
        std::array<char, 1024> buffer;
        const auto size = read(STDIN_FILENO, buffer.data(), buffer.size());
        inputEnded_ = size <= 0;
        commands_.append(buffer.data(), static_cast<size_t>(std::max<ssize_t>(size, 0)));
        for (size_t end; (end = commands_.find('\n')) != std::string::npos;
             commands_.erase(0, end + 1))
            obey(commands_.substr(0, end));
        std::fflush(stdout);
    }

    void obey(const std::string& line)
    {
        const auto space = std::min(line.find(' '), line.size());
        const auto word = line.substr(0, space),
                   rest = line.substr(std::min(space + 1, line.size()));
        try {
            if (word == "stats") {
                printStats();
                return;
            }
            if (word != "forth" && word != "back")
                throw std::invalid_argument("no such command");
            (word == "forth" ? forth_ : back_).change(Impairment::parse(rest));
            std::puts("{}");
        } catch (const std::invalid_argument& error) {
            std::fprintf(stderr, "relay: %s: %s\n", line.c_str(), error.what());
            std::puts(R"({"error":"see stderr"})");
        }
    }

    void printStats() const
    {
        std::putchar('{');
        printCounters("forth", forth_);
        std::putchar(',');
        printCounters("back", back_);
        std::puts("}");
    }

    std::array<int, 2> taps_;
    OneWay forth_, back_;
    std::string commands_;
    bool inputEnded_ = false;
};

int run(int count, char** arguments)
{
    auto optional = [&](int i) {
        return i < count ? Impairment::parse(arguments[i]) : Impairment();
    };
    const auto forth = optional(3), back = optional(4);
    const int first = openTap(arguments[1]), second = openTap(arguments[2]);
    for (int number : {SIGTERM, SIGINT})
        std::signal(number, [](int) { ended = 1; });
    prctl(PR_SET_TIMERSLACK, 50'000); // ns: how late a wait may end, for the sake of power
    std::puts("ready");
    std::fflush(stdout);
    Relay(first, second, forth, back).run();
    return 0;
}

} // namespace
} // namespace confab::impair

int main(int count, char** arguments)
{
    const bool help = count > 1 && std::string_view(arguments[1]) == "--help";
    if (help || count < 3 || count > 5) {
        std::fputs(confab::impair::kHelp, help ? stdout : stderr);
        return help ? 0 : 2;
    }
    try {
        return confab::impair::run(count, arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "relay: %s\n", error.what());
        return 1;
    }
}
