// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/rooms/guest.hpp"
#include "front/rooms/resume_book.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace confab::front {

/// The participants of one room as the front sees them: here, or away for a while with the
/// right to come back. Loop thread; guests are borrowed.
class GuestList {
public:
    /// Limit (per room): participants who are away and may come back. Above it: who has been away
    /// for longest may not any more. At it: 100 kB, and a file of 25 kB that is written with each
    /// join.
    static constexpr std::size_t kMaxAway = 500;

    /// `expired`: somebody has been away too long. They are still on the list; call forget().
    GuestList(const Loop& loop, ResumeBook book, std::chrono::milliseconds mayBeAway,
              std::function<void(const std::string&)> expired);

    struct Admission {
        std::string participant;
        std::string secret;
        bool isBack; ///< had the secret
        Guest* replaced; ///< was here as the same participant until now, or null
    };
    /// Somebody who was here before, if `resume` says so, else somebody new.
    Admission admit(Guest& guest, const std::string& resume);

    /// Everybody who is here, by participant.
    std::map<std::string, Guest*> here() const { return here_; }
    /// Null: away or unknown.
    Guest* find(const std::string& participant) const;
    bool knows(const std::string& participant) const { return book_.knows(participant); }
    bool isSecretOfOne(const std::string& secret) const
    {
        return book_.participantOf(secret).has_value();
    }
    void leaveForAWhile(const std::string& participant);
    void forget(const std::string& participant);
    /// Everybody who was here, by participant; all are away from now on.
    std::map<std::string, Guest*> sendAllAway();

    bool isNobodyHere() const { return here_.empty(); }
    bool isEmpty() const { return here_.empty() && away_.empty(); }
    std::vector<std::string> participants() const { return book_.participants(); }

private:
    struct Away {
        Timer limit;
        unsigned long number; ///< they went in this order; 0: their time is over
    };
    void bringForward();

    Loop loop_;
    ResumeBook book_;
    std::chrono::milliseconds mayBeAway_;
    std::function<void(const std::string&)> expired_;
    std::map<std::string, Guest*> here_;
    std::map<std::string, Away> away_;
    unsigned long lastAway_ = 0;
};

} // namespace confab::front
