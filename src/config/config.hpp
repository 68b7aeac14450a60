// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace confab::config {

/// [server]: where the front listens and keeps its files.
struct ServerConfig {
    std::string listen = "127.0.0.1:8080"; ///< ADDR:PORT or [V6]:PORT; port 0 = any free one
    std::string recordings = "recordings"; ///< folder, made if missing
    std::string runtime; ///< folder of the rooms' sockets; empty: one of our own per port
    std::string pipelines; ///< folder whose *.pipeline files replace the built-in ones; empty: none
    std::vector<std::string> origins; ///< further origins whose pages may open the WebSocket
    /// The secret that the admin page asks for; see isAdminSecret(). Empty: the page may be seen
    /// from this machine only, and only while nobody else can reach the server.
    std::string adminSecret;
    std::vector<std::string> hosts; ///< further names of a server on loopback, without ports
    /// Addresses and networks ("10.0.0.0/8") of proxies that say for whom they ask. Empty: none,
    /// and with --behind-proxy loopback (127.0.0.0/8 and ::1).
    std::vector<std::string> trustedProxies;
    std::string tlsCert; ///< PEM file, with the issuers' behind it; empty: none
    std::string tlsKey; ///< PEM file of its private key; may be the same
    std::string state; ///< folder of the self-made certificate; empty: the user's state folder
    std::string logLevel = "info"; ///< trace, debug, info, warn, error
};

/// [room]: what every room is like.
struct RoomConfig {
    int maxParticipants = 25; ///< 1..100
    std::chrono::seconds emptyGrace{120}; ///< 1..86400; an empty room ends after it
    /// 1..3600; for so long somebody whose connection is lost keeps their place in the room.
    std::chrono::seconds grace{30};
};

/// [video]: the canvas and its one encode.
struct VideoConfig {
    int width = 1280; ///< pixels, even, 180..1920
    int height = 720; ///< pixels, even, 180..1920
    int fps = 30; ///< 5..60
    int bitrateKbps = 3000; ///< 100..20000
    int maxUplinkPixels = 1920 * 1088; ///< a larger picture is never decoded; 76800..8355840
};

/// What becomes of those who send no picture.
enum class AudioOnly {
    Show, ///< a tile with their initials
    Count, ///< part of "+N"
    Hide,
};

/// [layout]: how the picture is laid out and drawn.
struct LayoutConfig {
    std::string name = "auto"; ///< one of `confab layouts`, or of the folder
    std::string folder; ///< of custom layouts, *.json; empty: none
    int gap = 4; ///< pixels between tiles; 0..64, even
    int padding = 0; ///< pixels around all of them; 0..64, even
    std::chrono::milliseconds animation{200}; ///< how long a change takes; 0..1000, 0 = at once
    AudioOnly audioOnly = AudioOnly::Show; ///< "show", "count" or "hide"
    std::string background; ///< "#rrggbb" or a PNG file; empty: dark
    std::string logo; ///< PNG file; empty: none
    std::string font = "sans-serif"; ///< family, or several with commas
    bool clock = false; ///< the time of day in the picture
};

/// [rooms.NAME]: what is different in one room.
struct RoomOverride {
    VideoConfig video;
    LayoutConfig layout;
};

/// [audio]: the switchboard and its encodes.
struct AudioConfig {
    int slots = 6; ///< 1..16 voices that can be heard at once
    int bitrateKbps = 64; ///< 16..256
};

enum class RecordingFormat {
    WebM, ///< VP8 and Opus
    Mp4, ///< H.264 and AAC as well, made when the recording has ended
};

/// [recording]: the files, and what becomes of them.
struct RecordingConfig {
    int reserveMb = 100; ///< recordings stop before less is free; 0..1000000
    RecordingFormat format = RecordingFormat::WebM; ///< "webm" or "mp4"
    bool autoStart = false; ///< `auto`: record from the first join on
    bool tracks = false; ///< each participant's own camera and microphone as well
    bool hls = false; ///< a live stream of it as well
    bool captions = true; ///< WebVTT of who spoke when
    int keepDays = 0; ///< finished recordings are deleted after so many; 0..36500, 0 = never
    int keepGb = 0; ///< the oldest are deleted above it, in 10^9 bytes; 0..1000000, 0 = no limit
    std::string webhook; ///< http:// or https:// address told of finished ones; empty: none
    std::string webhookSecret; ///< signs what it is told; empty: no signature
};

struct IceServer {
    std::vector<std::string> urls; ///< "stun:host:port", "turn:host:port?transport=udp"
    std::string username;
    std::string credential;
    /// What a TURN server makes credentials of that last for a while (coturn's
    /// `static-auth-secret`), in place of the two above; see serversFor(). Never told to anybody.
    std::string secret;
};

/// [ice]: how media finds its way.
struct IceConfig {
    std::vector<IceServer> servers; ///< [[ice.servers]]; told to the browsers and used by the rooms
    int portMin = 0; ///< first UDP port of media; 0 = the system's choice
    int portMax = 0; ///< last UDP port of media
    /// Local addresses to offer. Empty: loopback alone while `server.listen` is loopback, else all.
    std::vector<std::string> addresses;
    /// Numeric addresses that browsers are told in place of private local ones of the same family,
    /// because a NAT leads from them to us, port by port. Nothing is bound to them.
    std::vector<std::string> announce;
    bool announceLocal = false; ///< the private local addresses are told as well
    bool tcp = false; ///< media by TCP, too (RFC 6544), on the same ports
    std::chrono::seconds turnLifetime{12 * 3600}; ///< of credentials of a `secret`; 60..604800
};

/// Everything that can be configured. Built from TOML text; settings that the text leaves out have
/// their defaults.
struct Config {
    ServerConfig server;
    RoomConfig room;
    VideoConfig video;
    LayoutConfig layout;
    AudioConfig audio;
    RecordingConfig recording;
    IceConfig ice;
    std::map<std::string, RoomOverride> rooms;

    /// The configuration of that room: what its [rooms.NAME] says replaces [video] and [layout].
    Config of(const std::string& name) const;
};

/// 16 to 256 visible characters of ASCII: fits a header, and cannot be guessed.
bool isAdminSecret(std::string_view text);

/// Parses and validates. The error names line, key and range; for an unknown key the nearest known.
Result<Config> parseConfig(std::string_view toml);

/// Reads and parses a file. An empty path gives the defaults.
Result<Config> loadConfig(const std::string& path);

} // namespace confab::config
