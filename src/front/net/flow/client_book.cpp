// SPDX-License-Identifier: Apache-2.0
#include "front/net/flow/client_book.hpp"

namespace confab::front {

namespace {

/// For rooms, recordings and the rest: those are there already when a connection comes.
constexpr std::size_t kFilesForOthers = 512;

} // namespace

std::size_t ClientBook::connectionsFor(std::size_t files)
{
    return std::min(files - std::min(files / 2, kFilesForOthers), kMaxConnections);
}

int ClientBook::connectionsOfOneFor(std::size_t files)
{
    return std::min(kMaxPerClient, int(connectionsFor(files) / 4));
}

ClientBook::ClientBook(std::size_t files, RateBucket arrivals)
    : maxConnections_(connectionsFor(files)), maxPerClient_(connectionsOfOneFor(files)),
      arrivals_(arrivals)
{
}

std::shared_ptr<Client> ClientBook::of(const std::string& name)
{
    if (const auto known = clients_.find(name); known != clients_.end())
        return known->second;
    if (clients_.size() >= kMaxRemembered)
        std::erase_if(clients_, [](const auto& c) { return c.second->connections == 0; });
    return clients_
        .emplace(name, std::make_shared<Client>(Client{.name = name, .arrivals = arrivals_}))
        .first->second;
}

} // namespace confab::front
