// SPDX-License-Identifier: Apache-2.0
#include "config/config.hpp"

#include "base/canvas_limits.hpp"
#include "base/glib/inet_address.hpp"
#include "base/glib/network_place.hpp"
#include "config/ice_url.hpp"
#include "config/section.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace confab::config {

namespace {

constexpr std::size_t kLongest = 1024 * 1024; // bytes of a configuration

using Failure = std::optional<Error>;

/// As browsers say it in `Origin`: with scheme and host, and no more than a port.
bool isOrigin(const std::string& text)
{
    const std::unique_ptr<GUri, decltype(&g_uri_unref)> uri(
        g_uri_parse(text.c_str(), G_URI_FLAGS_NONE, nullptr), &g_uri_unref);
    if (!uri || !g_uri_get_host(uri.get()) || !*g_uri_get_host(uri.get()))
        return text == "null";
    const int port = g_uri_get_port(uri.get());
    const std::string_view scheme = g_uri_get_scheme(uri.get());
    const bool isDefault = (scheme == "https" && port == 443) || (scheme == "http" && port == 80);
    const std::string_view path = g_uri_get_path(uri.get());
    const bool hasMore =
        !path.empty() || g_uri_get_query(uri.get()) || g_uri_get_userinfo(uri.get());
    return !hasMore && !isDefault
        && std::none_of(text.begin(), text.end(), [](char c) { return g_ascii_isupper(c); });
}

/// As it stands in `Host`, without the port.
bool isHostName(const std::string& text)
{
    return !text.empty() && text.find_first_of("/@ ") == text.npos
        && (text.find(':') == text.npos || parseInetAddress(text));
}

/// Rejects what could never be the same as what a browser says.
void checkEach(Section& section, const char* key, const std::vector<std::string>& values,
               bool (*isRight)(const std::string&), const char* rule)
{
    for (const auto& value : values)
        if (!isRight(value))
            section.reject(key, fmt::format("must be a list of {}; \"{}\" is none", rule, value));
}

Failure read(const toml::table& table, ServerConfig& config)
{
    Section section(table, "server");
    section.read("listen", config.listen);
    section.read("recordings", config.recordings);
    section.read("runtime", config.runtime);
    section.read("pipelines", config.pipelines);
    section.read("origins", config.origins);
    checkEach(
        section, "origins", config.origins, isOrigin,
        "\"https://host\" or \"https://host:port\", in small letters and with nothing behind");
    section.read("admin_secret", config.adminSecret);
    if (!config.adminSecret.empty() && !isAdminSecret(config.adminSecret))
        section.reject(
            "admin_secret",
            "must be 16 to 256 letters, digits or signs: openssl rand -hex 16 makes one");
    section.read("hosts", config.hosts);
    checkEach(section, "hosts", config.hosts, isHostName,
              "names like \"call.example.org\", without scheme, port and path");
    section.read("trusted_proxies", config.trustedProxies);
    if (!AddressBlocks::parse(config.trustedProxies))
        section.reject("trusted_proxies",
                       "must be a list of addresses and networks: \"192.0.2.1\", \"10.0.0.0/8\"");
    section.read("tls_cert", config.tlsCert);
    section.read("tls_key", config.tlsKey);
    section.read("state", config.state);
    section.read("log", config.logLevel);
    constexpr const char* kLevels[] = {"trace", "debug", "info", "warn", "error"};
    if (std::find(std::begin(kLevels), std::end(kLevels), config.logLevel) == std::end(kLevels))
        section.reject("log", "must be trace, debug, info, warn or error");
    return section.finish();
}

void readSeconds(Section& section, const char* key, std::chrono::seconds& value, int min, int max)
{
    int seconds = static_cast<int>(value.count());
    section.read(key, seconds, min, max);
    value = std::chrono::seconds(seconds);
}

Failure read(const toml::table& table, RoomConfig& config)
{
    Section section(table, "room");
    section.read("max_participants", config.maxParticipants, 1, 100);
    readSeconds(section, "empty_grace_s", config.emptyGrace, 1, 86400);
    readSeconds(section, "grace_s", config.grace, 1, 3600);
    return section.finish();
}

Failure read(const toml::table& table, VideoConfig& config, const std::string& name = "video")
{
    Section section(table, name);
    section.read("width", config.width, kMinCanvasSide, kMaxCanvasSide);
    section.read("height", config.height, kMinCanvasSide, kMaxCanvasSide);
    section.read("fps", config.fps, 5, 60);
    section.read("bitrate_kbps", config.bitrateKbps, 100, 20000);
    section.read("max_uplink_pixels", config.maxUplinkPixels, 320 * 240, 3840 * 2176);
    if (config.width % 2)
        section.reject("width", "must be even");
    if (config.height % 2)
        section.reject("height", "must be even");
    return section.finish();
}

constexpr std::pair<const char*, AudioOnly> kAudioOnly[] = {
    {"show", AudioOnly::Show}, {"count", AudioOnly::Count}, {"hide", AudioOnly::Hide}};

Failure read(const toml::table& table, LayoutConfig& config, const std::string& name = "layout")
{
    Section section(table, name);
    section.read("name", config.name);
    section.read("folder", config.folder);
    section.read("gap", config.gap, 0, 64);
    section.read("padding", config.padding, 0, 64);
    int animation = static_cast<int>(config.animation.count());
    section.read("animation_ms", animation, 0, 1000);
    config.animation = std::chrono::milliseconds(animation);
    std::string audioOnly;
    section.read("audio_only", audioOnly);
    const auto known = std::find_if(std::begin(kAudioOnly), std::end(kAudioOnly),
                                    [&](auto& entry) { return audioOnly == entry.first; });
    if (known != std::end(kAudioOnly))
        config.audioOnly = known->second;
    else if (!audioOnly.empty())
        section.reject("audio_only", "must be \"show\", \"count\" or \"hide\"");
    section.read("background", config.background);
    section.read("logo", config.logo);
    section.read("font", config.font);
    section.read("clock", config.clock);
    return section.finish();
}

Failure read(const toml::table& table, AudioConfig& config)
{
    Section section(table, "audio");
    section.read("slots", config.slots, 1, 16);
    section.read("bitrate_kbps", config.bitrateKbps, 16, 256);
    return section.finish();
}

bool isHttpUrl(const std::string& url)
{
    const std::unique_ptr<GUri, decltype(&g_uri_unref)> uri(
        g_uri_parse(url.c_str(), G_URI_FLAGS_NONE, nullptr), &g_uri_unref);
    if (!uri || !g_uri_get_host(uri.get()) || !*g_uri_get_host(uri.get()))
        return false;
    const std::string_view scheme = g_uri_get_scheme(uri.get()); // in small letters
    return scheme == "http" || scheme == "https";
}

Failure read(const toml::table& table, RecordingConfig& config)
{
    Section section(table, "recording");
    section.read("reserve_mb", config.reserveMb, 0, 1000000);
    std::string format = "webm";
    section.read("format", format);
    if (format != "webm" && format != "mp4")
        section.reject("format", "must be \"webm\" or \"mp4\"");
    config.format = format == "mp4" ? RecordingFormat::Mp4 : RecordingFormat::WebM;
    section.read("auto", config.autoStart);
    section.read("tracks", config.tracks);
    section.read("hls", config.hls);
    section.read("captions", config.captions);
    section.read("keep_days", config.keepDays, 0, 36500);
    section.read("keep_gb", config.keepGb, 0, 1000000);
    section.read("webhook", config.webhook);
    if (!config.webhook.empty() && !isHttpUrl(config.webhook))
        section.reject("webhook", "must be an address, \"https://host/path\"");
    section.read("webhook_secret", config.webhookSecret);
    return section.finish();
}

/// What is wrong with a list of those; empty: nothing.
std::string faultInIceUrls(const std::vector<std::string>& urls)
{
    constexpr const char* kRule =
        "must be a list of \"stun:host:port\", "
        "\"turn:host:port?transport=udp\" (or tcp) or \"turns:host:port\"";
    for (const auto& url : urls)
        if (!parseIceUrl(url))
            return fmt::format("{}; \"{}\" is none", kRule, url);
    return urls.empty() ? kRule : std::string();
}

Failure read(const toml::table& table, IceServer& config)
{
    Section section(table, "ice.servers");
    section.read("urls", config.urls);
    section.read("username", config.username);
    section.read("credential", config.credential);
    section.read("secret", config.secret);
    if (!config.secret.empty() && !(config.username + config.credential).empty())
        section.reject("secret", "makes username and credential; give it or them, not both");
    if (const auto fault = faultInIceUrls(config.urls); !fault.empty())
        section.reject("urls", fault);
    return section.finish();
}

constexpr std::size_t kMaxAddresses = 32; // libnice 0.1.21 has room for 64

/// What is wrong with a list of addresses that others shall reach; empty: nothing.
std::string faultIn(const std::vector<std::string>& addresses)
{
    if (addresses.size() > kMaxAddresses)
        return fmt::format("must not have more than {} addresses", kMaxAddresses);
    for (const auto& text : addresses) {
        const auto address = parseInetAddress(text);
        if (!address)
            return fmt::format("must be numeric addresses: \"{}\" is none, and names are not "
                               "looked up here",
                               text);
        if (address->reach == Reach::Nobody)
            return fmt::format("must be addresses of a machine; \"{}\" is nobody's", text);
        if (text.starts_with("::ffff:"))
            return fmt::format("must have IPv4 addresses as such: \"{}\", not \"{}\"",
                               text.substr(7), text);
    }
    return {};
}

void readAddresses(Section& section, const char* key, std::vector<std::string>& addresses)
{
    section.read(key, addresses);
    if (const auto fault = faultIn(addresses); !fault.empty())
        section.reject(key, fault);
}

Failure read(const toml::table& table, IceConfig& config)
{
    Section section(table, "ice");
    section.read("port_min", config.portMin, 0, 65535);
    section.read("port_max", config.portMax, 0, 65535);
    readAddresses(section, "addresses", config.addresses);
    readAddresses(section, "announce", config.announce);
    section.read("announce_local", config.announceLocal);
    section.read("tcp", config.tcp);
    readSeconds(section, "turn_lifetime_s", config.turnLifetime, 60, 7 * 86400);
    if ((config.portMin == 0) != (config.portMax == 0) || config.portMin > config.portMax)
        section.reject("port_min", "and ice.port_max must both be given, the smaller one first");
    for (const toml::table* entry : section.tables("servers")) {
        IceServer server;
        if (auto failure = read(*entry, server))
            return failure;
        config.servers.push_back(std::move(server));
    }
    return section.finish();
}

Failure read(const toml::table& table, RoomOverride& config, const std::string& name)
{
    Section section(table, name);
    Failure failure;
    if (const auto* video = section.table("video"))
        failure = read(*video, config.video, name + ".video");
    if (const auto* layout = section.table("layout"); layout && !failure)
        failure = read(*layout, config.layout, name + ".layout");
    return failure ? failure : section.finish();
}

// Settings that a room leaves out are as in [video] and [layout].
Failure readRooms(const toml::table& table, Config& config)
{
    for (const auto& [name, node] : table) {
        RoomOverride room{config.video, config.layout};
        const auto* entry = node.as_table();
        if (!entry)
            return Error{Errc::InvalidArgument,
                         fmt::format("line {}: rooms.{} must be sections, [rooms.{}.video]",
                                     node.source().begin.line, name.str(), name.str())};
        if (auto failure = read(*entry, room, fmt::format("rooms.{}", name.str())))
            return failure;
        config.rooms.emplace(std::string(name.str()), std::move(room));
    }
    return {};
}

template <class T> void readPart(Section& root, const char* name, T& part, Failure& failure)
{
    const toml::table* table = root.table(name);
    if (table && !failure)
        failure = read(*table, part);
}

} // namespace

bool isAdminSecret(std::string_view text)
{
    return text.size() >= 16 && text.size() <= 256
        && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Result<Config> parseConfig(std::string_view text)
{
    toml::table table;
    try { // toml++ has no other way to say where a syntax error is
        table = toml::parse(text);
    } catch (const toml::parse_error& e) {
        return Error{Errc::InvalidArgument,
                     fmt::format("line {}: {}", e.source().begin.line, e.description())};
    }
    Config config;
    Failure failure;
    Section root(table, "");
    readPart(root, "server", config.server, failure);
    readPart(root, "room", config.room, failure);
    readPart(root, "video", config.video, failure);
    readPart(root, "layout", config.layout, failure);
    readPart(root, "audio", config.audio, failure);
    readPart(root, "recording", config.recording, failure);
    readPart(root, "ice", config.ice, failure);
    if (const auto* rooms = root.table("rooms"); rooms && !failure)
        failure = readRooms(*rooms, config);
    if (!failure)
        failure = root.finish();
    if (failure)
        return *failure;
    return config;
}

Config Config::of(const std::string& name) const
{
    Config config = *this;
    if (const auto it = rooms.find(name); it != rooms.end()) {
        config.video = it->second.video;
        config.layout = it->second.layout;
    }
    return config;
}

Result<Config> loadConfig(const std::string& path)
{
    if (path.empty())
        return Config{};
    if (std::filesystem::is_directory(path)) // reading it would throw
        return Error{Errc::InvalidArgument,
                     fmt::format("the configuration {} is a folder; give a file", path)};
    std::ifstream file(path);
    if (!file.is_open())
        return Error{Errc::NotFound, fmt::format("cannot read the configuration {}", path)};
    std::string text(kLongest + 1, 0);
    file.read(text.data(), std::streamsize(text.size()));
    text.resize(std::size_t(file.gcount()));
    if (text.size() > kLongest)
        return Error{Errc::InvalidArgument,
                     fmt::format("the configuration {} is longer than 1 MB", path)};
    auto config = parseConfig(text);
    if (!config)
        return Error{config.error().code, path + ": " + config.error().message};
    return config;
}

} // namespace confab::config
