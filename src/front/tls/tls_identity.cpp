// SPDX-License-Identifier: Apache-2.0
#include "front/tls/tls_identity.hpp"

#include "base/file/temp_file.hpp"
#include "front/net/machine_address.hpp"
#include "front/tls/own_certificate.hpp"
#include "front/tls/pem_pair.hpp"

#include <fmt/format.h>

namespace confab::front {

namespace {

constexpr char kFile[] = "certificate.pem";
constexpr std::size_t kMaxFile = 64 * 1024;

/// Nothing if others could read it: its key is no secret then.
std::optional<std::string> readOwn(const Folder& folder)
{
    const auto file = folder.openFile(kFile);
    if (!file || (file->info.st_mode & 077) != 0)
        return std::nullopt;
    const auto text = folder.read(kFile, kMaxFile);
    return text ? std::optional(*text) : std::nullopt;
}

Result<std::string> keptOrMade(const std::string& path)
{
    const auto folder = Folder::openWritable(path, 0700, "the state folder");
    if (!folder)
        return Error{folder.error().code, folder.error().message + "; give another --state"};
    const auto hosts = machineHosts();
    auto kept = readOwn(*folder);
    if (kept && isCertificateFor(*kept, hosts, std::chrono::system_clock::now()))
        return *std::move(kept);
    auto made = makeOwnCertificate(hosts);
    if (!made)
        return made;
    if (const auto written = writeFile(*folder, kFile, *made); !written)
        return Error{Errc::Unavailable, fmt::format("{}: {}", path, written.error().message)};
    return made;
}

} // namespace

Result<TlsIdentity> TlsIdentity::ofFiles(const std::string& certificate, const std::string& key)
{
    return open([=] { return readPemPair(certificate, key); }, false);
}

Result<TlsIdentity> TlsIdentity::ofOurOwn(const std::string& folder)
{
    return open([=] { return keptOrMade(folder); }, true);
}

Result<TlsIdentity> TlsIdentity::open(Load load, bool isOurOwn)
{
    TlsIdentity identity(std::move(load), isOurOwn);
    if (auto loaded = identity.refresh(); !loaded)
        return loaded.error();
    return identity;
}

Result<bool> TlsIdentity::refresh()
{
    auto pem = load_();
    if (!pem)
        return pem.error();
    if (*pem == pem_)
        return false;
    GErrorOut error;
    auto certificate = GRef<GTlsCertificate>::adopt(
        g_tls_certificate_new_from_pem(pem->data(), gssize(pem->size()), error));
    if (!certificate)
        return Error{Errc::Unavailable, std::string("cannot use the certificate: ") + error.text()};
    pem_ = *std::move(pem);
    certificate_ = std::move(certificate);
    return true;
}

std::string TlsIdentity::host() const
{
    using Names = std::unique_ptr<GPtrArray, FreeWith<g_ptr_array_unref>>;
    const Names names(isOurOwn_ ? nullptr : g_tls_certificate_get_dns_names(certificate_.get()));
    for (guint i = 0; names && i < names->len; ++i) {
        gsize size = 0;
        const auto* data = static_cast<const char*>(
            g_bytes_get_data(static_cast<GBytes*>(names->pdata[i]), &size));
        if (const std::string name(data, size); !name.starts_with("*"))
            return name;
    }
    return {};
}

} // namespace confab::front
