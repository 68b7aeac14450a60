// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/result.hpp"
#include "config/config.hpp"
#include "front/access/access.hpp"
#include "front/api/lobby_api.hpp"
#include "front/api/recording_api.hpp"
#include "front/api/recording_door.hpp"
#include "front/api/recording_files.hpp"
#include "front/api/room_recording_api.hpp"
#include "front/api/rooms_api.hpp"
#include "front/http/http_server.hpp"
#include "front/net/connection_gate.hpp"
#include "front/recordings/archive.hpp"
#include "front/relay/relay.hpp"
#include "front/rooms/room_supervisor.hpp"
#include "front/rooms/runtime_folder.hpp"
#include "front/rooms/session.hpp"
#include "front/startup/network_check.hpp"
#include "front/tls/tls_identity.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace confab::front {

/// What `confab serve` was asked for.
struct FrontOptions {
    config::Config config; ///< the file's, with the flags put over it
    std::string configPath; ///< handed to the rooms; empty: none
    std::string webFolder; ///< empty: the built-in page
    bool behindProxy = false; ///< a TLS proxy stands in front of a public address
    bool lan = false; ///< TLS with a certificate of our own, if the configuration names none
    std::vector<std::string> roomProgram{"/proc/self/exe", "room"};
    std::vector<std::string> finishProgram{"/proc/self/exe", "finish"};
    std::shared_ptr<Access> access; ///< null: AccessTable
    Timing timing;
};

/// All of `confab serve` except its command line. It lives on the loop that is the thread-default
/// context where it is made.
class Front {
public:
    /// What start() would refuse, as far as that can be said without listening and without writing.
    static Status check(const FrontOptions& options);
    /// What this machine cannot do of it, or how it does it. The error: no call could take place.
    /// Starts a room's program and waits for it, a fraction of a second.
    static Result<std::vector<Finding>> checkMachine(const FrontOptions& options);
    /// What would keep it from listening, or people from being heard there. Listens for a moment.
    static std::vector<Finding> checkListening(const FrontOptions& options);
    /// Listens and answers from now on.
    static Result<std::unique_ptr<Front>> start(const Loop& loop, FrontOptions options);
    Front(const Front&) = delete;
    Front& operator=(const Front&) = delete;

    /// Where it listens, with the real port.
    const ListenAddress& address() const { return address_; }
    /// The address for a browser, on other devices too if they can reach the server.
    std::string url() const;
    bool hasOwnCertificate() const { return tls_ && tls_->isOurOwn(); }
    bool hasCertificateFiles() const { return tls_ && !tls_->isOurOwn(); }
    /// Looks whether the certificate's files have changed, or our own certificate is too old.
    void refreshCertificate();

    /// Says goodbye to everybody and ends all rooms; `done` follows within seconds.
    void shutDown(std::function<void()> done);

private:
    Front(const Loop& loop, const FrontOptions& options, ListenAddress address,
          std::optional<TlsIdentity> tls, std::unique_ptr<ConnectionGate> gate,
          RuntimeFolder runtime, Folder recordings, HttpServer::Content content);
    void addRoutes();
    void openSession(HttpServer::Upgrade upgrade);
    void addTutorial();
    void openRelay(const HttpRequest& request);
    void onSessionClosed(Session* session);
    void onRoomsEnded();
    void onAllEnded();
    void checkDone();

    Loop loop_;
    Timing timing_;
    ListenAddress address_;
    std::optional<TlsIdentity> tls_; // nothing: plain HTTP
    RuntimeFolder runtime_;
    std::unique_ptr<ConnectionGate> gate_;
    Archive archive_;
    RoomSupervisor rooms_;
    std::shared_ptr<Access> access_;
    RecordingDoor door_;
    RecordingFiles recordings_;
    RecordingApi recordingApi_;
    RoomRecordingApi roomRecordingApi_;
    LobbyApi lobbyApi_;
    RoomsApi roomsApi_;
    std::map<Session*, std::unique_ptr<Session>> sessions_;
    Relay relay_;
    HttpServer http_;
    std::function<void()> done_;
    Timer lastWords_, certificateCheck_;
    Lifetime lifetime_;
};

} // namespace confab::front
