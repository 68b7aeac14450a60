// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gnutls/x509.h>

#include <memory>
#include <string>

namespace confab::front {

// Owners of what GnuTLS allocates.
using X509Certificate = std::unique_ptr<gnutls_x509_crt_int, FreeWith<gnutls_x509_crt_deinit>>;
using X509Key = std::unique_ptr<gnutls_x509_privkey_int, FreeWith<gnutls_x509_privkey_deinit>>;

inline X509Certificate newCertificate()
{
    gnutls_x509_crt_t certificate = nullptr;
    gnutls_x509_crt_init(&certificate);
    return X509Certificate(certificate);
}

inline X509Key newKey()
{
    gnutls_x509_privkey_t key = nullptr;
    gnutls_x509_privkey_init(&key);
    return X509Key(key);
}

/// Borrows the text.
inline gnutls_datum_t datumOf(const std::string& text)
{
    return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
            static_cast<unsigned>(text.size())};
}

} // namespace confab::front
