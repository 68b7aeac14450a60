// SPDX-License-Identifier: Apache-2.0
#include "front/tls/pem_pair.hpp"

#include "base/glib/log.hpp"
#include "front/net/gnutls_types.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace confab::front {

namespace {

Error wrong(const char* flag, const std::string& file, const std::string& why)
{
    return {Errc::InvalidArgument, fmt::format("{} {}: {}", flag, file, why)};
}

Result<std::string> readFile(const char* flag, const std::string& file)
{
    char* data = nullptr;
    gsize size = 0;
    GErrorOut error;
    if (!g_file_get_contents(file.c_str(), &data, &size, error))
        return wrong(flag, file, fmt::format("cannot be read ({})", error.text()));
    const GCharPtr owned(data);
    return std::string(data, size);
}

/// GIO looks for the key anywhere in a text.
std::string joined(const std::string& certificate, const std::string& key)
{
    return certificate == key ? key : certificate + "\n" + key;
}

Result<X509Certificate> certificateOf(const std::string& file, const std::string& pem)
{
    auto certificate = newCertificate();
    const auto data = datumOf(pem);
    if (gnutls_x509_crt_import(certificate.get(), &data, GNUTLS_X509_FMT_PEM) < 0)
        return wrong("--tls-cert", file, "has no certificate in PEM (\"BEGIN CERTIFICATE\")");
    if (gnutls_x509_crt_get_expiration_time(certificate.get()) < std::time(nullptr))
        spdlog::warn("--tls-cert {}: is out of date, and browsers will say so: renew it", file);
    return certificate;
}

Result<X509Key> keyOf(const std::string& file, const std::string& pem)
{
    auto key = newKey();
    const auto data = datumOf(pem);
    const int code = gnutls_x509_privkey_import2(key.get(), &data, GNUTLS_X509_FMT_PEM, nullptr, 0);
    if (code == GNUTLS_E_DECRYPTION_FAILED)
        return wrong("--tls-key", file, "has a password: take it off (openssl pkey -in … -out …)");
    if (code < 0)
        return wrong("--tls-key", file, "has no private key in PEM (\"BEGIN PRIVATE KEY\")");
    return key;
}

using KeyId = std::array<unsigned char, 64>;

bool belongTogether(gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
    KeyId ofCertificate{}, ofKey{};
    size_t certificateSize = ofCertificate.size(), keySize = ofKey.size();
    return gnutls_x509_crt_get_key_id(certificate, GNUTLS_KEYID_USE_SHA256, ofCertificate.data(),
                                      &certificateSize)
        == 0
        && gnutls_x509_privkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, ofKey.data(), &keySize) == 0
        && ofCertificate == ofKey;
}

} // namespace

Result<std::string> readPemPair(const std::string& certificateFile, const std::string& keyFile)
{
    const auto certificatePem = readFile("--tls-cert", certificateFile);
    if (!certificatePem)
        return certificatePem;
    const auto keyPem = readFile("--tls-key", keyFile);
    if (!keyPem)
        return keyPem;
    const auto certificate = certificateOf(certificateFile, *certificatePem);
    if (!certificate)
        return certificate.error();
    const auto key = keyOf(keyFile, *keyPem);
    if (!key)
        return key.error();
    if (!belongTogether(certificate->get(), key->get()))
        return wrong("--tls-key", keyFile,
                     fmt::format("is not the key of --tls-cert {}: give the two that were issued "
                                 "together, the server's own certificate first in its file",
                                 certificateFile));
    return joined(*certificatePem, *keyPem);
}

} // namespace confab::front
