// SPDX-License-Identifier: Apache-2.0
#include "config/config.hpp"

#include <gmock/gmock.h>

namespace confab::config {
namespace {

using ::testing::HasSubstr;

TEST(Config, AnEmptyTextGivesTheDefaults)
{
    const auto config = parseConfig("");
    ASSERT_TRUE(config);
    EXPECT_EQ(config->server.listen, "127.0.0.1:8080");
    EXPECT_EQ(config->video.width, 1280);
    EXPECT_EQ(config->audio.slots, 6);
}

TEST(Config, AnEmptyFileIsOneToo)
{
    EXPECT_TRUE(loadConfig("/dev/null"));
    EXPECT_FALSE(loadConfig("/dev/null/none"));
    EXPECT_FALSE(loadConfig("/tmp"));
}

TEST(Config, ReadsEverySection)
{
    const auto config = parseConfig(R"(
        [server]
        listen = "[::1]:9000"
        origins = ["https://call.example.org"]
        hosts = ["call.example.org"]
        trusted_proxies = ["192.0.2.7", "10.0.0.0/8", "fd00::/8"]
        tls_cert = "cert.pem"
        tls_key = "key.pem"
        state = "/var/lib/confab"
        [room]
        max_participants = 5
        empty_grace_s = 7
        grace_s = 9
        [video]
        fps = 25
        [audio]
        slots = 3
        [recording]
        format = "mp4"
        auto = true
        tracks = true
        hls = true
        captions = false
        keep_days = 30
        keep_gb = 50
        webhook = "https://hooks.example.org/confab?a=b"
        webhook_secret = "s"
        [ice]
        port_min = 40000
        port_max = 40100
        addresses = ["127.0.0.1"]
        announce = ["203.0.113.7", "2001:db8::7"]
        announce_local = true
        tcp = true
        turn_lifetime_s = 600
        [[ice.servers]]
        urls = ["stun:stun.example.org:3478"]
        [[ice.servers]]
        urls = ["turn:turn.example.org"]
        username = "u"
        credential = "c"
        [[ice.servers]]
        urls = ["turns:turn.example.org"]
        secret = "north"
    )");
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_EQ(config->server.hosts, std::vector<std::string>{"call.example.org"});
    EXPECT_EQ(config->server.trustedProxies.size(), 3u);
    EXPECT_EQ(config->server.tlsCert + config->server.tlsKey, "cert.pemkey.pem");
    EXPECT_EQ(config->server.state, "/var/lib/confab");
    EXPECT_EQ(config->room.emptyGrace, std::chrono::seconds(7));
    EXPECT_EQ(config->room.grace, std::chrono::seconds(9));
    EXPECT_EQ(config->video.fps, 25);
    ASSERT_EQ(config->ice.servers.size(), 3u);
    EXPECT_EQ(config->ice.servers[1].credential, "c");
    EXPECT_EQ(config->ice.servers[2].secret, "north");
    EXPECT_EQ(config->ice.portMax, 40100);
    EXPECT_EQ(config->ice.announce, (std::vector<std::string>{"203.0.113.7", "2001:db8::7"}));
    EXPECT_TRUE(config->ice.announceLocal && config->ice.tcp);
    EXPECT_EQ(config->ice.turnLifetime, std::chrono::minutes(10));
    const auto& recording = config->recording;
    EXPECT_EQ(recording.format, RecordingFormat::Mp4);
    EXPECT_TRUE(recording.autoStart && recording.tracks && recording.hls && !recording.captions);
    EXPECT_EQ(recording.keepDays, 30);
    EXPECT_EQ(recording.keepGb, 50);
    EXPECT_EQ(recording.webhook, "https://hooks.example.org/confab?a=b");
    EXPECT_EQ(recording.webhookSecret, "s");
}

TEST(Config, RecordingsAreKeptUnlessSomebodySaysOtherwise)
{
    const auto recording = parseConfig("[recording]\nreserve_mb = 1")->recording;
    EXPECT_EQ(recording.format, RecordingFormat::WebM);
    EXPECT_FALSE(recording.autoStart || recording.tracks || recording.hls);
    EXPECT_TRUE(recording.captions);
    EXPECT_EQ(recording.keepDays, 0);
    EXPECT_EQ(recording.keepGb, 0);
    EXPECT_EQ(recording.webhook, "");
}

TEST(Config, ARoomMayDifferInItsPicture)
{
    const auto config = parseConfig(R"(
        [video]
        fps = 25
        [layout]
        gap = 8
        audio_only = "hide"
        [rooms.phones.video]
        width = 720
        height = 1280
        [rooms.phones.layout]
        name = "portrait"
        animation_ms = 0
    )");
    ASSERT_TRUE(config) << config.error().message;
    const Config phones = config->of("phones");
    EXPECT_EQ(phones.video.height, 1280);
    EXPECT_EQ(phones.video.fps, 25) << "as for all";
    EXPECT_EQ(phones.layout.name, "portrait");
    EXPECT_EQ(phones.layout.gap, 8);
    EXPECT_EQ(phones.layout.audioOnly, AudioOnly::Hide);
    EXPECT_EQ(config->of("other").video.height, 720);
}

struct Bad {
    const char* text;
    const char* says;
};

class ConfigErrors : public ::testing::TestWithParam<Bad> { };

TEST_P(ConfigErrors, SayWhereAndWhat)
{
    const auto config = parseConfig(GetParam().text);
    ASSERT_FALSE(config);
    EXPECT_THAT(config.error().message, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    All, ConfigErrors,
    ::testing::Values(
        Bad{"[video]\nbitrate_kpbs = 1", "did you mean \"bitrate_kbps\"?"},
        Bad{"[vidoe]", "did you mean \"video\"?"},
        Bad{"[video]\nfps = 500", "line 2: video.fps must be a whole number from 5 to 60"},
        Bad{"[video]\nfps = \"30\"", "must be a whole number"},
        Bad{"[video]\nwidth = 641", "must be even"}, Bad{"[video\n", "line 1"},
        Bad{"[ice]\nport_min = 5000", "must both be given"},
        Bad{"[[ice.servers]]\nurls = [\"http://x\"]", "stun:host:port"},
        Bad{"[[ice.servers]]\nurls = [\"stun:a\", \"turn:b:0\"]", "\"turn:b:0\" is none"},
        Bad{"[[ice.servers]]\nurls = []", "stun:host:port"},
        Bad{"server.origins = [\"call.example.org\"]", "\"call.example.org\" is none"},
        Bad{"server.origins = [\"https://call.example.org/\"]", "nothing behind"},
        Bad{"server.origins = [\"https://call.example.org:443\"]", "server.origins"},
        Bad{"server.origins = [\"https://Call.example.org\"]", "in small letters"},
        Bad{"server.hosts = [\"https://call.example.org\"]", "server.hosts"},
        Bad{"server.hosts = [\"call.example.org:8080\"]", "without scheme, port and path"},
        Bad{"[[ice.servers]]\nurls = [\"turn:x\"]\nusername = \"u\"\nsecret = \"s\"",
            "line 4: ice.servers.secret makes username and credential"},
        Bad{"[server]\ntrusted_proxies = [\"proxy.example\"]",
            "line 2: server.trusted_proxies must be a list of addresses and networks"},
        Bad{"[ice]\nannounce = [\"203.0.113.7\", \"example.org\"]",
            "line 2: ice.announce must be numeric addresses: \"example.org\" is none"},
        Bad{"[ice]\nannounce = [\"0.0.0.0\"]", "\"0.0.0.0\" is nobody's"},
        Bad{"[ice]\nannounce = [\"::\"]", "\"::\" is nobody's"},
        Bad{"[ice]\nannounce = [\"::ffff:203.0.113.7\"]", "\"203.0.113.7\", not \"::ffff:203.0"},
        Bad{"[[ice.servers]]\nurl = \"stun:192.0.2.1\"",
            "url is not a setting; did you mean \"urls\"?"},
        Bad{"[ice]\nannounce = [\"239.1.2.3\"]", "\"239.1.2.3\" is nobody's"},
        Bad{"[ice]\nannounce = [\"203.0.113.7:5000\"]", "is none"},
        Bad{"[ice]\nannounce = \"203.0.113.7\"", "must be a list of texts"},
        Bad{"[ice]\naddresses = [\"eth0\"]", "line 2: ice.addresses must be numeric"},
        Bad{"[ice]\nturn_lifetime_s = 5", "from 60 to 604800"},
        Bad{"[server]\nlog = \"loud\"", "trace, debug"},
        Bad{"[server]\nadmin_secret = \"fifteen letters\"",
            "line 2: server.admin_secret must be 16 to 256"},
        Bad{"[server]\nadmin_secret = \"sixteen or more, but a space\"", "openssl rand -hex 16"},
        Bad{"[layout]\naudio_only = \"mute\"", "\"show\", \"count\" or \"hide\""},
        Bad{"[recording]\nformat = \"mkv\"", "\"webm\" or \"mp4\""},
        Bad{"[recording]\nkeep_days = -1", "from 0 to 36500"},
        Bad{"[recording]\nwebhook = \"ftp://x/\"", "line 2: recording.webhook"},
        Bad{"[recording]\nwebhook = \"https://\"", "must be an address"},
        Bad{"[recording]\nwebhook = \"hooks\"", "must be an address"},
        Bad{"[layout]\nclock = 1", "must be true or false"},
        Bad{"[rooms.a.video]\nfps = 0", "line 2: rooms.a.video.fps"},
        Bad{"[rooms.a.layout]\ngapp = 4",
            "rooms.a.layout.gapp is not a setting; did you mean \"gap\""},
        Bad{"[rooms.a]\nvidoe = 1", "rooms.a.vidoe is not a setting; did you mean \"video\""},
        Bad{"[rooms.a]\nvideo = 1", "rooms.a.video must be a section"},
        Bad{"[rooms]\na = 1", "line 2: rooms.a must be sections"},
        Bad{"server = 1", "must be a section"}));

} // namespace
} // namespace confab::config
