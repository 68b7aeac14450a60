// SPDX-License-Identifier: Apache-2.0
#include "front/tls/own_certificate.hpp"

#include "front/net/gnutls_types.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gnutls/crypto.h>

#include <algorithm>
#include <ctime>

namespace confab::front {

namespace {

using std::chrono::system_clock;

constexpr std::chrono::hours kClocksDiffer{24}; // a phone's may be slow

/// The first failure of several calls.
class Steps {
public:
    void operator()(int code) { code_ = code_ < 0 ? code_ : code; }
    bool failed() const { return code_ < 0; }
    Error error() const
    {
        return {Errc::Unavailable,
                fmt::format("cannot make a certificate: {}", gnutls_strerror(code_))};
    }

private:
    int code_ = 0;
};

int addHost(gnutls_x509_crt_t certificate, const std::string& host)
{
    unsigned char address[16];
    const auto add = [&](gnutls_x509_subject_alt_name_t kind, const void* data, std::size_t size) {
        return gnutls_x509_crt_set_subject_alt_name(certificate, kind, data, unsigned(size),
                                                    GNUTLS_FSAN_APPEND);
    };
    if (inet_pton(AF_INET, host.c_str(), address) == 1)
        return add(GNUTLS_SAN_IPADDRESS, address, 4);
    if (inet_pton(AF_INET6, host.c_str(), address) == 1)
        return add(GNUTLS_SAN_IPADDRESS, address, 16);
    return add(GNUTLS_SAN_DNSNAME, host.data(), host.size());
}

int setSerial(gnutls_x509_crt_t certificate)
{
    unsigned char serial[16];
    const int code = gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial);
    serial[0] = (serial[0] & 0x7f) | 0x40; // positive, and not short (RFC 5280, 4.1.2.2)
    return code < 0 ? code : gnutls_x509_crt_set_serial(certificate, serial, sizeof serial);
}

/// What it says of itself. It must not be a CA: Firefox refuses one that serves pages.
void describe(gnutls_x509_crt_t certificate, const std::vector<std::string>& hosts, Steps& step)
{
    constexpr std::string_view kName = "confab, made by itself";
    const auto now = system_clock::now();
    step(gnutls_x509_crt_set_version(certificate, 3));
    step(setSerial(certificate));
    step(gnutls_x509_crt_set_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, kName.data(),
                                       unsigned(kName.size())));
    step(gnutls_x509_crt_set_activation_time(certificate,
                                             system_clock::to_time_t(now - kClocksDiffer)));
    step(gnutls_x509_crt_set_expiration_time(certificate,
                                             system_clock::to_time_t(now + kOwnCertificateLife)));
    step(gnutls_x509_crt_set_basic_constraints(certificate, 0, -1));
    step(gnutls_x509_crt_set_key_usage(certificate, GNUTLS_KEY_DIGITAL_SIGNATURE));
    step(gnutls_x509_crt_set_key_purpose_oid(certificate, GNUTLS_KP_TLS_WWW_SERVER, 0));
    for (const auto& host : hosts)
        step(addHost(certificate, host));
}

/// `write` is one of GnuTLS's gnutls_x509_…_export.
template <class T>
std::string pemOf(T object, int (*write)(T, gnutls_x509_crt_fmt_t, void*, size_t*), Steps& step)
{
    std::string text(16 * 1024, '\0');
    std::size_t size = text.size();
    const int code = write(object, GNUTLS_X509_FMT_PEM, text.data(), &size);
    step(code);
    return text.substr(0, code < 0 ? 0 : size);
}

} // namespace

Result<std::string> makeOwnCertificate(const std::vector<std::string>& hosts)
{
    const auto key = newKey();
    const auto certificate = newCertificate();
    Steps step;
    step(gnutls_x509_privkey_generate(key.get(), GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    describe(certificate.get(), hosts, step);
    step(gnutls_x509_crt_set_key(certificate.get(), key.get()));
    step(gnutls_x509_crt_sign2(certificate.get(), certificate.get(), key.get(), GNUTLS_DIG_SHA256,
                               0));
    auto pem = pemOf(certificate.get(), gnutls_x509_crt_export, step)
        + pemOf(key.get(), gnutls_x509_privkey_export, step);
    if (step.failed())
        return step.error();
    return pem;
}

bool isCertificateFor(const std::string& pem, const std::vector<std::string>& hosts,
                      std::chrono::system_clock::time_point now)
{
    const auto certificate = newCertificate();
    const auto data = datumOf(pem);
    if (gnutls_x509_crt_import(certificate.get(), &data, GNUTLS_X509_FMT_PEM) < 0)
        return false;
    const auto end = gnutls_x509_crt_get_expiration_time(certificate.get());
    return end > system_clock::to_time_t(now + kOwnCertificateRenewal)
        && std::all_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
               return gnutls_x509_crt_check_hostname(certificate.get(), host.c_str()) != 0;
           });
}

} // namespace confab::front
