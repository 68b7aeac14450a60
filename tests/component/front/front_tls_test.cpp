// SPDX-License-Identifier: Apache-2.0
#include "front/tls/own_certificate.hpp"

#include "support/front_fixture.hpp"

#include <gmock/gmock.h>
#include <gnutls/gnutls.h>

#include <optional>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// A request by https of somebody who takes any certificate.
class Visitor {
public:
    explicit Visitor(const std::string& url)
        : message_(GRef<SoupMessage>::adopt(soup_message_new("GET", url.c_str())))
    {
        certificate_ = Signal::connect<gboolean(GTlsCertificate*, int)>(
            message_.get(), "accept-certificate", [](GTlsCertificate*, int) { return TRUE; });
        soup_session_send_async(
            session_.get(), message_.get(), G_PRIORITY_DEFAULT, nullptr,
            [](GObject* session, GAsyncResult* result, gpointer self) {
                auto& visitor = *static_cast<Visitor*>(self);
                GErrorOut error;
                visitor.body_ = GRef<GInputStream>::adopt(
                    soup_session_send_finish(SOUP_SESSION(session), result, error));
                visitor.over_ = true;
            },
            this);
    }
    ~Visitor() { g_assert(over_); }
    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;

    /// The headers are there, or it was refused. The body is not read.
    bool isOver() const { return over_; }
    unsigned status() const { return body_ ? soup_message_get_status(message_.get()) : 0; }
    const char* header(const char* name) const
    {
        return soup_message_headers_get_one(soup_message_get_response_headers(message_.get()),
                                            name);
    }
    std::string certificate() const
    {
        GCharPtr pem;
        auto* shown = soup_message_get_tls_peer_certificate(message_.get());
        char* text = nullptr;
        g_object_get(shown, "certificate-pem", &text, nullptr);
        pem.reset(text);
        return text;
    }

private:
    GRef<SoupSession> session_ = GRef<SoupSession>::adopt(soup_session_new());
    GRef<SoupMessage> message_;
    GRef<GInputStream> body_;
    Signal certificate_;
    bool over_ = false;
};

/// A handshake of somebody who speaks just that, in GnuTLS's terms.
class Handshake {
public:
    Handshake(const std::string& host, const char* priority)
    {
        const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
        connection_ = GRef<GSocketConnection>::adopt(
            g_socket_client_connect_to_host(client.get(), host.c_str(), 0, nullptr, nullptr));
        auto* socket = g_socket_connection_get_socket(connection_.get());
        g_socket_set_blocking(socket, FALSE);
        gnutls_certificate_allocate_credentials(&credentials_);
        gnutls_init(&session_, GNUTLS_CLIENT);
        EXPECT_EQ(gnutls_priority_set_direct(session_, priority, nullptr), 0) << priority;
        gnutls_credentials_set(session_, GNUTLS_CRD_CERTIFICATE, credentials_);
        gnutls_transport_set_int(session_, g_socket_get_fd(socket));
    }
    ~Handshake()
    {
        gnutls_deinit(session_);
        gnutls_certificate_free_credentials(credentials_);
    }
    Handshake(const Handshake&) = delete;
    Handshake& operator=(const Handshake&) = delete;

    bool isOver()
    {
        if (result_ != 0) // else it would begin another one
            result_ = gnutls_handshake(session_);
        return result_ == 0 || gnutls_error_is_fatal(result_) != 0;
    }
    /// Of TLS; "" if it was refused.
    std::string version() const
    {
        return result_ == 0 ? gnutls_protocol_get_name(gnutls_protocol_get_version(session_)) : "";
    }

private:
    GRef<GSocketConnection> connection_;
    gnutls_certificate_credentials_t credentials_ = nullptr;
    gnutls_session_t session_ = nullptr;
    int result_ = GNUTLS_E_AGAIN;
};

class FrontTlsTest : public test::FrontFixture {
protected:
    FrontTlsTest() { options_.lan = true; }

    std::unique_ptr<Visitor> visit(const std::string& path)
    {
        auto visitor = std::make_unique<Visitor>(url() + path);
        // Under ASan GnuTLS takes five seconds to read the system's authorities, at the first
        // visit.
        EXPECT_TRUE(runUntil([&] { return visitor->isOver(); }, 30s));
        return visitor;
    }
    /// Somebody at that address of loopback who says just that.
    GRef<GSocketConnection> stranger(const std::string& bytes, const char* address = "127.0.0.2")
    {
        const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
        const auto from =
            GRef<GSocketAddress>::adopt(g_inet_socket_address_new_from_string(address, 0));
        g_socket_client_set_local_address(client.get(), from.get());
        auto connection = GRef<GSocketConnection>::adopt(
            g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
        g_socket_send(g_socket_connection_get_socket(connection.get()), bytes.data(), bytes.size(),
                      nullptr, nullptr);
        return connection;
    }
    std::string versionWith(const std::string& priority)
    {
        Handshake handshake(host(), priority.c_str());
        EXPECT_TRUE(runUntil([&] { return handshake.isOver(); }, 30s)) << priority;
        return handshake.version();
    }
    void useFiles(const std::string& pem)
    {
        const auto file = folder_ / "both.pem";
        std::ofstream(file) << pem;
        options_.lan = false;
        options_.config.server.tlsCert = options_.config.server.tlsKey = file;
    }

    const std::string beginning_ = std::string("\x16\x03\x01\x02\x00\x01", 6); // of a client hello
    const std::string stalling_ = std::string("\x16\x03\x01\x00\x01\x01", 6); // a whole record
};

TEST_F(FrontTlsTest, PageComesByHttps)
{
    start();
    EXPECT_THAT(url(), StartsWith("https://127.0.0.1:"));
    const auto visitor = visit("/");
    EXPECT_EQ(visitor->status(), 200u);
    EXPECT_EQ(visitor->header("Strict-Transport-Security"), nullptr); // nobody could come back
}

TEST_F(FrontTlsTest, OldVersionsAndCiphersAreRefused)
{
    start();
    const std::string none = "NORMAL:%COMPAT:-VERS-ALL:+VERS-";
    EXPECT_EQ(versionWith(none + "TLS1.0"), "");
    EXPECT_EQ(versionWith(none + "TLS1.1"), "");
    EXPECT_EQ(versionWith(none + "TLS1.2"), "TLS1.2");
    EXPECT_EQ(versionWith(none + "TLS1.3"), "TLS1.3");
    EXPECT_EQ(versionWith(none + "TLS1.2:-CIPHER-ALL:+AES-128-CBC:+AES-256-CBC"), "");
    EXPECT_EQ(versionWith(none + "TLS1.2:-KX-ALL:+RSA:+DHE-RSA"), "");
}

TEST_F(FrontTlsTest, RoomIsJoinedByWss)
{
    start();
    const auto browser = openIn("demo");
    EXPECT_EQ(joined_["invite"], host() + "/r/demo");
    browser->close(SOUP_WEBSOCKET_CLOSE_NORMAL);
    EXPECT_TRUE(runUntil([&] { return browser->isClosed(); }));
}

TEST_F(FrontTlsTest, PlainHttpIsSentToHttps)
{
    start();
    const auto answer = get("/r/demo?name=Ann");
    EXPECT_THAT(answer,
                AllOf(StartsWith("HTTP/1.1 307 "),
                      HasSubstr("Location: https://" + host() + "/r/demo?name=Ann\r\n")));
    EXPECT_THAT(request("POST /", "Content-Length: 199000000\r\n"), StartsWith("HTTP/1.1 413 "));
}

TEST_F(FrontTlsTest, NonsenseIsNotAnsweredByThePage)
{
    options_.timing.request = 50ms;
    start();
    EXPECT_THAT(exchange(beginning_ + std::string(600, 'x')), Not(HasSubstr("HTTP")));
    EXPECT_THAT(exchange(std::string("\x80\x00\x01", 3)), Not(HasSubstr(" 200 ")));
}

TEST_F(FrontTlsTest, WhoeverDoesNotGoOnIsCutOff)
{
    options_.timing.request = 50ms;
    start();
    EXPECT_THAT(exchange(""), IsEmpty());
    for (const auto& begun : {beginning_, beginning_.substr(0, 1), stalling_})
        EXPECT_THAT(exchange(begun), Not(HasSubstr("HTTP")));
    EXPECT_THAT(exchange(std::string("\x16\x03\x01\xff\xff\x01", 6)), IsEmpty()); // too long
    EXPECT_EQ(statusOf(exchange("GET / HTTP/1.1\r\nHost:")), 0);
}

TEST_F(FrontTlsTest, HalfHandshakesOfOneKeepNobodyElseOut)
{
    options_.timing.request = 60s;
    start();
    std::vector<GRef<GSocketConnection>> strangers;
    for (int i = 0; i < 40; ++i) {
        strangers.push_back(stranger(stalling_));
        g_main_context_iteration(context_.get(), FALSE); // the queue of the socket is short
    }
    EXPECT_EQ(visit("/")->status(), 200u);
    for (const auto& connection : strangers)
        g_io_stream_close(G_IO_STREAM(connection.get()), nullptr, nullptr);
    EXPECT_EQ(visit("/")->status(), 200u);
}

TEST_F(FrontTlsTest, HalfRecordsTakeNobodysTurn)
{
    options_.timing.request = 60s;
    start();
    std::vector<GRef<GSocketConnection>> neighbours; // behind the same router
    for (int i = 0; i < 40; ++i) {
        neighbours.push_back(stranger(beginning_, "127.0.0.1"));
        g_main_context_iteration(context_.get(), FALSE);
    }
    EXPECT_EQ(visit("/")->status(), 200u);
}

// The goodbye of TLS would wait for room in a socket that nobody empties.
TEST_F(FrontTlsTest, WhoeverDoesNotReadHoldsNobodyUp)
{
    start();
    record("long.webm", std::string(64 * 1024 * 1024, 'x'));
    const auto idle = visit("/recordings/long.webm");
    ASSERT_EQ(idle->status(), 200u);
    EXPECT_EQ(visit("/")->status(), 200u);
    stop();
}

TEST_F(FrontTlsTest, RealCertificateBringsStrictTransport)
{
    useFiles(*makeOwnCertificate({"localhost"}));
    start();
    EXPECT_STREQ(visit("/")->header("Strict-Transport-Security"), "max-age=15552000");
}

TEST_F(FrontTlsTest, RenewedCertificateIsShownToWhoeverComesNext)
{
    useFiles(*makeOwnCertificate({"localhost"}));
    start();
    const auto first = visit("/")->certificate();
    EXPECT_EQ(visit("/")->certificate(), first);
    useFiles(*makeOwnCertificate({"localhost"}));
    front_->refreshCertificate();
    const auto second = visit("/")->certificate();
    EXPECT_NE(second, first);
    useFiles("broken");
    front_->refreshCertificate();
    EXPECT_EQ(visit("/")->certificate(), second);
}

TEST_F(FrontTlsTest, PublicAddressIsAllowedWithTls)
{
    const auto problem = [&] {
        const auto front = Front::start(loop_, options_);
        return front ? "" : front.error().message;
    };
    options_.config.server.listen = "192.0.2.1:0"; // nobody's (RFC 5737)
    options_.lan = false;
    EXPECT_THAT(problem(), HasSubstr("browsers need TLS"));
    options_.lan = true;
    EXPECT_THAT(problem(), HasSubstr("cannot listen on 192.0.2.1"));
}

} // namespace
} // namespace confab::front
