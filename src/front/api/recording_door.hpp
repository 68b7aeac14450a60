// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/file_keys.hpp"
#include "front/access/membership.hpp"
#include "front/http/http_routes.hpp"
#include "front/recordings/stored_recording.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

namespace confab::front {

/// Keeps what was recorded in a room from strangers for as long as that room is locked: asks Access
/// about the room of a recording, where the address names only the recording. Loop thread.
class RecordingDoor {
public:
    /// Both outlive it.
    RecordingDoor(Access& access, const Membership& rooms) : access_(access), rooms_(rooms) { }

    /// False: the refusal has been sent. A right `?key=` is enough for reading.
    bool admits(const HttpRequest& request, Action action, const std::string& recording);

    /// Of each recording in a list: whether the one who asks is told of it. For one request.
    std::function<bool(const std::string& recording)> sieveFor(const HttpRequest& request);

    /// As the API shows it to somebody who was admitted: while the room is locked with keys in the
    /// addresses of its files.
    nlohmann::json show(const StoredRecording& recording, const std::string& prefix) const;

private:
    bool isLocked(const std::string& recording) const;

    Access& access_;
    const Membership& rooms_;
    const FileKeys keys_;
};

} // namespace confab::front
