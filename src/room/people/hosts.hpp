// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

namespace confab::room {

/// Who is a host: the first who came, and whom a host made one. The role stays with somebody who
/// was only lost; when the last host is gone for good, it passes on.
///
/// Plain values; one thread at a time.
class Hosts {
public:
    bool has(const std::string& id) const { return hosts_.contains(id); }
    bool empty() const { return hosts_.empty(); }
    std::vector<std::string> all() const { return {hosts_.begin(), hosts_.end()}; }

    void appoint(const std::string& id) { hosts_.insert(id); }
    void dismiss(const std::string& id) { hosts_.erase(id); }
    /// Without a host, the first of these is one now; they come in the order of joining.
    void passOn(const std::vector<std::string>& heirs)
    {
        if (hosts_.empty() && !heirs.empty())
            appoint(heirs.front());
    }

private:
    std::set<std::string> hosts_;
};

} // namespace confab::room
