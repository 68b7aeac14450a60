// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"

#include <libsoup/soup.h>

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace confab::front {

/// "sha256=" and the HMAC of `body` in hexadecimal digits: what Confab-Signature says.
std::string webhookSignature(const std::string& secret, const std::string& body);

/// Tells an address that the operator has named what has happened: a POST of JSON, tried again when
/// that fails. Nobody waits for it; what cannot be delivered is logged. Loop thread.
class Webhook {
public:
    struct Setup {
        std::string url; ///< empty: nobody is told
        std::string secret; ///< empty: not signed
        std::vector<std::chrono::milliseconds> retries; ///< before each further attempt
    };

    Webhook(const Loop& loop, Setup setup);
    ~Webhook();
    Webhook(const Webhook&) = delete;
    Webhook& operator=(const Webhook&) = delete;

    void send(const nlohmann::json& event);

private:
    struct Delivery {
        std::string body;
        std::size_t failures = 0;
        Timer retry;
    };
    using DeliveryPtr = std::shared_ptr<Delivery>;

    void attempt(const DeliveryPtr& delivery);
    void onAnswer(const DeliveryPtr& delivery, const std::string& problem);

    Loop loop_;
    Setup setup_;
    GRef<SoupSession> session_;
    GRef<GCancellable> cancel_ = GRef<GCancellable>::adopt(g_cancellable_new());
    std::set<DeliveryPtr> deliveries_; // under way, or waiting for their next attempt
    Lifetime lifetime_;
};

} // namespace confab::front
