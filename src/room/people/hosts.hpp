// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

namespace confab::room {

/// Who is a host: the first who came, and everybody whom a host has appointed. Somebody whose
/// connection is only lost keeps the role. When the last host is gone for good, it passes on.
///
/// Plain values; one thread at a time.
class Hosts {
public:
    bool has(const std::string& id) const { return hosts_.contains(id); }
    bool empty() const { return hosts_.empty(); }
    std::vector<std::string> all() const { return {hosts_.begin(), hosts_.end()}; }

    void appoint(const std::string& id) { hosts_.insert(id); }
    void dismiss(const std::string& id) { hosts_.erase(id); }
    /// If there is no host, the first of these becomes one. They come in the order of joining.
    void passOn(const std::vector<std::string>& heirs)
    {
        if (hosts_.empty() && !heirs.empty())
            appoint(heirs.front());
    }

private:
    std::set<std::string> hosts_;
};

} // namespace confab::room
