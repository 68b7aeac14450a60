// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace confab::front {

/// Who may come back as whom: the secrets of one room's participants. Kept in a file beside the
/// room's socket (0600), so that a front that was restarted still knows them. Loop thread.
class ResumeBook {
public:
    /// Starts with what the file holds, if it is there.
    explicit ResumeBook(std::string path);

    std::optional<std::string> participantOf(const std::string& secret) const;
    bool knows(const std::string& participant) const { return secrets_.contains(participant); }
    std::vector<std::string> participants() const;
    /// Mints an id and a secret for somebody new.
    std::string admit();
    const std::string& secretOf(const std::string& participant) const;
    void forget(const std::string& participant);

private:
    void load();
    void save() const;

    std::string path_;
    std::map<std::string, std::string> secrets_; // by participant
};

} // namespace confab::front
