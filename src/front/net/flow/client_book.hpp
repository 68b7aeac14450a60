// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/net/flow/rate_bucket.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace confab::front {

class Visit;

/// Whoever is behind one address, or of IPv6 behind one network; maybe a whole office. What its
/// connections may do together. Loop thread.
struct Client {
    std::string name; ///< see placeOf()
    int connections = 0;

    /// Limit (per client): requests in a second, and 2000 at once. Above it: new connections wait
    /// for their turn, and further requests on one are answered with 429. At it: a tenth of a core,
    /// with TLS three times that.
    RateBucket arrivals{200, 2000};
    /// Limit (per client): frames in a second on all its WebSockets, and 4000 at once. Above it:
    /// they are read no faster. At it: 3 % of a core.
    RateBucket frames{2000, 4000};
    /// Limit (per client): pings, pongs and closes in a second on all its WebSockets, and 400 at
    /// once. Above it: they are read no faster. At it: 1 % of a core.
    RateBucket control{200, 400};
    /// Limit (per client): bytes in a second on all its WebSockets, and 4 MB at once. Above it:
    /// they are read no faster. At it: 3 % of a core.
    RateBucket bytes{2 * 1024 * 1024, 4 * 1024 * 1024};
};

/// All who are connected or were lately, and what there is for all of them. Loop thread.
class ClientBook {
public:
    /// Limit (per client): connections; a quarter of those of all at most. Above it: closed at
    /// once, and behind a proxy answered with 429. At it: 5 MB, and 64 MB for five seconds with
    /// long heads.
    static constexpr int kMaxPerClient = 512;
    /// Limit (in all): connections; fewer where the system allows few files. Above it: closed at
    /// once. At it: 80 MB.
    static constexpr std::size_t kMaxConnections = 8192;
    /// Limit (in all): clients whose rates are remembered. Above it: those without a connection are
    /// forgotten. At it: 3 MB.
    static constexpr std::size_t kMaxRemembered = 10000;

    /// How many connections there are for all, and for one client, where a process may have so
    /// many files open.
    static std::size_t connectionsFor(std::size_t files);
    static int connectionsOfOneFor(std::size_t files);

    /// `files`: how many this process may have open; `arrivals`: of each client.
    explicit ClientBook(std::size_t files, RateBucket arrivals = Client{}.arrivals);

    /// Never null.
    std::shared_ptr<Client> of(const std::string& name);
    bool hasRoomFor(const Client& client) const { return client.connections < maxPerClient_; }

    bool isFull() const { return visits.size() >= maxConnections_; }
    /// All connections, also of proxies that have not said whose they are. Each is here itself.
    std::set<Visit*> visits;
    /// What waits in all outboxes, in bytes.
    const std::shared_ptr<std::size_t> waiting = std::make_shared<std::size_t>(0);

private:
    std::size_t maxConnections_;
    int maxPerClient_;
    RateBucket arrivals_;
    std::map<std::string, std::shared_ptr<Client>> clients_;
};

} // namespace confab::front
