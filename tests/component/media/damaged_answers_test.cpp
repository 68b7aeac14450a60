// SPDX-License-Identifier: Apache-2.0
#include "media/codec/codecs.hpp"
#include "media/peer/peer.hpp"

#include "support/loop_fixture.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

Lines linesOf(const std::string& text)
{
    Lines lines;
    std::size_t from = 0;
    for (auto end = text.find("\r\n"); end != text.npos; end = text.find("\r\n", from)) {
        lines.push_back(text.substr(from, end - from));
        from = end + 2;
    }
    return lines;
}

std::string textOf(const Lines& lines)
{
    return fmt::format("{}\r\n", fmt::join(lines, "\r\n"));
}

/// The answer of somebody who takes all and is not there.
Lines answerTo(const std::string& offer)
{
    const std::pair<const char*, std::string> kOwn[] = {
        {"a=ice-ufrag:", "abcd"},
        {"a=ice-pwd:", "abcdefghijklmnopqrstuvwx"},
        {"a=setup:", "active"},
        {"a=fingerprint:", "sha-256 5A" + fmt::format("{}", fmt::join(Lines(31, ":5A"), ""))}};
    Lines answer;
    for (auto line : linesOf(offer)) {
        for (const char* ours : {"a=candidate", "a=ssrc", "a=msid", "a=bundle-only"})
            if (line.starts_with(ours))
                line.clear();
        for (const auto& [prefix, value] : kOwn)
            if (line.starts_with(prefix))
                line = prefix + value;
        if (const auto port = line.find(" 0 "); line.starts_with("m=") && port != line.npos)
            line.replace(port, 3, " 9 ");
        if (!line.empty())
            answer.push_back(line);
    }
    return answer;
}

/// The same each time for the same seed.
class Chance {
public:
    explicit Chance(unsigned seed) : source_(seed) { }

    std::size_t below(std::size_t n) { return source_() % n; }
    template <class List> const auto& pick(const List& list) { return list[below(list.size())]; }

private:
    std::mt19937 source_;
};

const Lines kOddities{"a=inactive",
                      "a=sendonly",
                      "a=ice-lite",
                      "a=setup:actpass",
                      "a=setup:",
                      "a=setup",
                      "a=group:BUNDLE 0 1 2",
                      "a=group:BUNDLE",
                      "a=group:",
                      "a=group",
                      "a=mid:7",
                      "a=mid:",
                      "a=mid",
                      "a=simulcast:send a;b",
                      "a=rid:a send",
                      "a=rid:",
                      "a=candidate:x",
                      "a=candidate:",
                      "a=candidate",
                      "a=candidate:1 1 TCP 1 10.0.0.1 9 typ host",
                      "a=candidate:1 1 UDP 1 10.0.0.1 9 typ",
                      "a=candidate:1 1 TCP 1 10.0.0.1 9 typ host tcptype",
                      "a=extmap:0 x",
                      "a=extmap:",
                      "a=extmap",
                      "a=extmap:1",
                      "a=rtpmap:300 X/0",
                      "a=rtpmap:96",
                      "a=rtpmap:",
                      "a=rtpmap",
                      "a=rtpmap:96 /",
                      "a=fmtp:96",
                      "a=fmtp:",
                      "a=fmtp",
                      "a=fmtp:96 =;=",
                      "a=ssrc:1",
                      "a=ssrc:",
                      "a=ssrc",
                      "a=ssrc:1 cname",
                      "a=ssrc-group:FID 1",
                      "a=ssrc-group:",
                      "a=ssrc-group",
                      "a=rtcp-fb:96",
                      "a=rtcp-fb:",
                      "a=rtcp-fb",
                      "a=rtcp-fb:* nack",
                      "a=msid:",
                      "a=msid",
                      "a=msid:a",
                      "a=ice-ufrag:",
                      "a=ice-ufrag",
                      "a=ice-pwd:",
                      "a=ice-pwd",
                      "a=ice-options:",
                      "a=fingerprint:",
                      "a=fingerprint",
                      "a=fingerprint:sha-256",
                      "a=rtcp-mux",
                      "a=rtcp-rsize",
                      "a=framerate:x",
                      "a=framesize:96 x",
                      "a=key-mgmt:mikey x",
                      "a=imageattr:",
                      "a=ptime:",
                      "a=maxptime:-1",
                      "a=",
                      "b=AS:-1",
                      "b=",
                      "c=IN IP6 ::",
                      "c=IN",
                      "c=",
                      "t=",
                      "r=1",
                      "z=",
                      "k=clear:x",
                      "k=",
                      "o=",
                      "s=",
                      "v=1",
                      "m=",
                      "m=audio 9 UDP/TLS/RTP/SAVPF",
                      "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                      "a=sctp-port:5000",
                      "a=end-of-candidates",
                      "a=crypto:1 x y",
                      "x",
                      ""};

void damage(Lines& lines, Chance& chance)
{
    const auto at = chance.below(lines.size()), other = chance.below(lines.size());
    auto& line = lines[at];
    switch (chance.below(8)) {
    case 0:
        lines.erase(lines.begin() + std::ptrdiff_t(at));
        break;
    case 1:
        lines.insert(lines.begin() + std::ptrdiff_t(other), std::string(line));
        break;
    case 2:
        std::swap(line, lines[other]);
        break;
    case 3:
        line.resize(chance.below(line.size() + 1));
        break;
    case 4: // no value
        line.resize(std::min(line.size(), line.find_first_of(":= ") + 1));
        break;
    case 5:
        line.resize(std::min(line.size(), line.find_last_of(":= ")));
        break;
    case 6: // another number
        if (const auto digit = line.find_first_of("0123456789"); digit != line.npos)
            line.replace(digit, 1, chance.pick(Lines{"0", "-1", "65536", "4294967296", "", "x"}));
        break;
    default:
        lines.insert(lines.begin() + std::ptrdiff_t(at), chance.pick(kOddities));
    }
    if (lines.empty())
        lines.emplace_back();
}

/// What the libraries below make of answers that were right once. A critical of theirs ends the
/// test: G_DEBUG in tests/meson.build. CONFAB_MUTATIONS and CONFAB_SEED make it longer and another.
class DamagedAnswersTest : public test::LoopFixture {
protected:
    static unsigned numberIn(const char* variable, unsigned otherwise)
    {
        const char* text = std::getenv(variable);
        return text ? unsigned(std::strtoul(text, nullptr, 10)) : otherwise;
    }
    void tryOne(unsigned seed)
    {
        Chance chance(seed);
        std::string offer;
        auto peer = Peer::create(loop_, time_, texts_,
                                 {.name = "p1",
                                  .kind = room::PeerKind::Camera,
                                  .maxPixels = 1920 * 1080,
                                  .picture = pictureCodec(),
                                  .ice = ice_},
                                 {.offer = [&](std::string sdp) { offer = sdp; },
                                  .candidate = [](unsigned, std::string) {},
                                  .connected = {},
                                  .pictureStarted = {},
                                  .keyframeWanted = {},
                                  .arrived = {},
                                  .failed = [](std::string, std::string) {}});
        ASSERT_TRUE(peer) << peer.error().message;
        ASSERT_TRUE(runUntil([&] { return !offer.empty(); }));
        auto answer = answerTo(offer);
        for (auto n = 1 + chance.below(4); n > 0; --n)
            damage(answer, chance);
        taken_ += bool((*peer)->setAnswer(textOf(answer)));
        for (const auto& line : kOddities)
            if (line.starts_with("a=candidate:")) {
                [[maybe_unused]] const auto any = (*peer)->addCandidate(0, line.substr(2));
            }
        runUntil([] { return false; }, 20ms);
    }

    int taken_ = 0; // that looked right
    const config::IceConfig ice_{.addresses = {"127.0.0.1"}};
    PipelineTexts texts_{""};
    TimeBase time_;
};

TEST_F(DamagedAnswersTest, HarmNobody)
{
    const auto seed = numberIn("CONFAB_SEED", 1);
    const auto count = numberIn("CONFAB_MUTATIONS", 30);
    for (unsigned i = 0; i < count; ++i) {
        if (count > 100)
            fmt::print(stderr, "seed {}\n", seed + i);
        tryOne(seed + i);
    }
    EXPECT_GT(taken_, 0) << "or nothing was tried";
}

} // namespace
} // namespace confab::media
