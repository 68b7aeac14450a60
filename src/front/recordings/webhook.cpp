// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/webhook.hpp"

#include "base/glib/log.hpp"
#include "base/version.hpp"
#include "wire/wire_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace confab::front {

namespace {

constexpr unsigned kTimeout = 10; // seconds, for each step of a delivery
constexpr std::size_t kMaxDeliveries = 100;

/// What an attempt holds: the webhook and its delivery, which may be gone when the answer comes.
struct Attempt {
    GRef<SoupMessage> message;
    std::function<void(std::string problem)> answered;
};

std::string problemOf(SoupMessage* message, GErrorOut& error)
{
    if (error)
        return error.text();
    const unsigned status = soup_message_get_status(message);
    return status >= 200 && status < 300 ? std::string() : fmt::format("status {}", status);
}

void onSent(GObject* session, GAsyncResult* result, gpointer data)
{
    const std::unique_ptr<Attempt> attempt(static_cast<Attempt*>(data));
    GErrorOut error;
    // Nobody needs the answer's text: the stream is dropped, and with it the connection.
    const auto stream =
        GRef<GInputStream>::adopt(soup_session_send_finish(SOUP_SESSION(session), result, error));
    attempt->answered(problemOf(attempt->message.get(), error));
}

} // namespace

std::string webhookSignature(const std::string& secret, const std::string& body)
{
    const GCharPtr hmac(g_compute_hmac_for_data(
        G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(secret.data()), secret.size(),
        reinterpret_cast<const guchar*>(body.data()), body.size()));
    return std::string("sha256=") + hmac.get();
}

Webhook::Webhook(const Loop& loop, Setup setup)
    : loop_(loop), setup_(std::move(setup)),
      session_(GRef<SoupSession>::adopt(soup_session_new_with_options(
          "timeout", kTimeout, "user-agent", (std::string("confab/") + kVersion).c_str(), nullptr)))
{
}

Webhook::~Webhook()
{
    if (!deliveries_.empty())
        spdlog::warn("webhook: {} events were not delivered", deliveries_.size());
    g_cancellable_cancel(cancel_.get());
}

void Webhook::send(const nlohmann::json& event)
{
    if (setup_.url.empty())
        return;
    if (deliveries_.size() >= kMaxDeliveries)
        return spdlog::error("webhook: {} events wait already; this one is dropped",
                             deliveries_.size());
    const auto delivery = std::make_shared<Delivery>(Delivery{.body = wire::toText(event)});
    deliveries_.insert(delivery);
    attempt(delivery);
}

void Webhook::attempt(const DeliveryPtr& delivery)
{
    auto message = GRef<SoupMessage>::adopt(soup_message_new("POST", setup_.url.c_str()));
    soup_message_add_flags(message.get(), SOUP_MESSAGE_NO_REDIRECT);
    const auto body =
        GRef<GBytes>::adopt(g_bytes_new(delivery->body.data(), delivery->body.size()));
    soup_message_set_request_body_from_bytes(message.get(), "application/json", body.get());
    if (!setup_.secret.empty())
        soup_message_headers_replace(soup_message_get_request_headers(message.get()),
                                     "Confab-Signature",
                                     webhookSignature(setup_.secret, delivery->body).c_str());
    auto* sent = message.get();
    soup_session_send_async(
        session_.get(), sent, G_PRIORITY_DEFAULT, cancel_.get(), onSent,
        new Attempt{std::move(message),
                    loop_.bind(lifetime_, [this, delivery](const std::string& problem) {
                        onAnswer(delivery, problem);
                    })});
}

void Webhook::onAnswer(const DeliveryPtr& delivery, const std::string& problem)
{
    if (problem.empty()) {
        deliveries_.erase(delivery);
        return;
    }
    if (delivery->failures >= setup_.retries.size()) {
        spdlog::error("webhook: given up: {}", problem);
        deliveries_.erase(delivery);
        return;
    }
    const auto wait = setup_.retries[delivery->failures++];
    spdlog::warn("webhook: {}; the next attempt is in {} ms", problem, wait.count());
    // Not by pointer alone: the timer is the delivery's own.
    delivery->retry = Timer::once(
        loop_, wait, [this, weak = std::weak_ptr(delivery)] { attempt(DeliveryPtr(weak)); });
}

} // namespace confab::front
