// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"
#include "base/result.hpp"

#include <gio/gio.h>

#include <functional>
#include <string>

namespace confab::front {

/// The certificate that the server shows, with its key, and where it comes from. Loop thread.
class TlsIdentity {
public:
    /// Of two PEM files, the server's certificate first and then those of its issuers. The errors
    /// name the flags.
    static Result<TlsIdentity> ofFiles(const std::string& certificate, const std::string& key);
    /// One that we make ourselves, for the names and addresses this machine has now, and keep in
    /// `folder` (made if missing) for its owner only.
    static Result<TlsIdentity> ofOurOwn(const std::string& folder);

    GTlsCertificate* certificate() const { return certificate_.get(); }
    bool isOurOwn() const { return isOurOwn_; }
    /// The name in it that a browser is to use; empty if there is none.
    std::string host() const;

    /// Reads the files again, or makes a new certificate if it is time for that. True if the
    /// certificate is another one now. After an error it is still the old one.
    Result<bool> refresh();

private:
    /// Certificate and key, PEM.
    using Load = std::function<Result<std::string>()>;

    TlsIdentity(Load load, bool isOurOwn) : load_(std::move(load)), isOurOwn_(isOurOwn) { }
    static Result<TlsIdentity> open(Load load, bool isOurOwn);

    Load load_;
    bool isOurOwn_;
    std::string pem_;
    GRef<GTlsCertificate> certificate_;
};

} // namespace confab::front
