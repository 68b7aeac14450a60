// SPDX-License-Identifier: Apache-2.0
#include "front/net/gnutls_types.hpp"
#include "front/net/machine_address.hpp"
#include "front/tls/own_certificate.hpp"
#include "front/tls/pem_pair.hpp"
#include "front/tls/tls_identity.hpp"

#include "support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using std::chrono::system_clock;
using testing::Contains;
using testing::HasSubstr;

const std::vector<std::string> kHosts{"localhost", "desk.local", "192.168.1.20", "::1"};

std::string made(const std::vector<std::string>& hosts = kHosts)
{
    const auto pem = makeOwnCertificate(hosts);
    EXPECT_TRUE(pem) << pem.error().message;
    return *pem;
}

std::string readAll(const std::string& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(OwnCertificateTest, IsForTheHostsItWasMadeForAndNoOthers)
{
    const auto pem = made();
    EXPECT_TRUE(isCertificateFor(pem, kHosts, system_clock::now()));
    for (const char* host : {"192.168.1.21", "other.local", "::2"})
        EXPECT_FALSE(isCertificateFor(pem, {host}, system_clock::now())) << host;
}

TEST(OwnCertificateTest, IsReplacedBeforeItEnds)
{
    const auto pem = made();
    const auto end = system_clock::now() + kOwnCertificateLife;
    EXPECT_TRUE(isCertificateFor(pem, kHosts, end - kOwnCertificateRenewal - 1h));
    EXPECT_FALSE(isCertificateFor(pem, kHosts, end - kOwnCertificateRenewal + 1h));
}

TEST(OwnCertificateTest, AnythingElseIsNone)
{
    for (const char* text : {"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
        EXPECT_FALSE(isCertificateFor(text, {}, system_clock::now())) << text;
}

TEST(OwnCertificateTest, IsNoAuthorityAndServesOnly)
{
    const auto pem = made();
    const auto certificate = newCertificate();
    const auto data = datumOf(pem);
    ASSERT_EQ(gnutls_x509_crt_import(certificate.get(), &data, GNUTLS_X509_FMT_PEM), 0);
    unsigned critical = 0, isAuthority = 1;
    ASSERT_EQ(
        gnutls_x509_crt_get_basic_constraints(certificate.get(), &critical, &isAuthority, nullptr),
        0);
    EXPECT_EQ(isAuthority, 0u);
    char purpose[64] = "";
    size_t size = sizeof purpose;
    ASSERT_EQ(gnutls_x509_crt_get_key_purpose_oid(certificate.get(), 0, purpose, &size, &critical),
              0);
    EXPECT_STREQ(purpose, GNUTLS_KP_TLS_WWW_SERVER);
}

TEST(MachineAddressTest, LoopbackIsAlwaysAmongThem)
{
    const auto hosts = machineHosts();
    for (const char* host : {"localhost", "127.0.0.1", "::1"})
        EXPECT_THAT(hosts, Contains(host));
    EXPECT_THAT(hosts, Contains(outwardAddress()));
}

class TlsIdentityTest : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text)
    {
        std::ofstream(folder_ / name) << text;
        return folder_ / name;
    }
    std::string errorOf(const std::string& certificate, const std::string& key)
    {
        const auto identity = TlsIdentity::ofFiles(certificate, key);
        return identity ? "" : identity.error().message;
    }
    std::string stateFile() const { return folder_ / "state/certificate.pem"; }

    test::TempFolder folder_;
};

TEST_F(TlsIdentityTest, OurOwnIsMadeOnceAndKeptForItsOwnerOnly)
{
    const auto first = TlsIdentity::ofOurOwn(folder_ / "state");
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_TRUE(first->isOurOwn());
    struct stat info { };
    ASSERT_EQ(stat(stateFile().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    const auto kept = readAll(stateFile());
    ASSERT_TRUE(TlsIdentity::ofOurOwn(folder_ / "state"));
    EXPECT_EQ(readAll(stateFile()), kept);
}

TEST_F(TlsIdentityTest, OurOwnIsMadeAnewForOtherAddresses)
{
    std::filesystem::create_directory(folder_ / "state");
    const auto old = made({"elsewhere.local"});
    write("state/certificate.pem", old);
    chmod(stateFile().c_str(), 0600);
    ASSERT_TRUE(TlsIdentity::ofOurOwn(folder_ / "state"));
    EXPECT_NE(readAll(stateFile()), old);
}

TEST_F(TlsIdentityTest, OurOwnIsMadeAnewIfOthersCouldReadItsKey)
{
    ASSERT_TRUE(TlsIdentity::ofOurOwn(folder_ / "state"));
    const auto old = readAll(stateFile());
    chmod(stateFile().c_str(), 0644);
    ASSERT_TRUE(TlsIdentity::ofOurOwn(folder_ / "state"));
    EXPECT_NE(readAll(stateFile()), old);
}

TEST_F(TlsIdentityTest, FilesAreReadAgain)
{
    const auto file = write("both.pem", made());
    auto identity = TlsIdentity::ofFiles(file, file);
    ASSERT_TRUE(identity) << identity.error().message;
    EXPECT_FALSE(identity->isOurOwn());
    EXPECT_EQ(identity->host(), "localhost");
    EXPECT_FALSE(*identity->refresh());
    write("both.pem", made());
    EXPECT_TRUE(*identity->refresh());
    write("both.pem", "broken");
    const auto* before = identity->certificate();
    EXPECT_FALSE(identity->refresh());
    EXPECT_EQ(identity->certificate(), before);
}

TEST_F(TlsIdentityTest, WhatIsWrongIsSaid)
{
    const auto one = write("one.pem", made()), other = write("other.pem", made());
    const auto none = write("none.pem", "hello");
    EXPECT_THAT(errorOf(folder_ / "missing.pem", one), HasSubstr("--tls-cert"));
    EXPECT_THAT(errorOf(one, folder_ / "missing.pem"), HasSubstr("--tls-key"));
    EXPECT_THAT(errorOf(none, one), HasSubstr("has no certificate in PEM"));
    EXPECT_THAT(errorOf(one, none), HasSubstr("has no private key in PEM"));
    EXPECT_THAT(errorOf(one, other), HasSubstr("is not the key of --tls-cert"));
}

TEST_F(TlsIdentityTest, StateFolderThatCannotBeMadeIsSaid)
{
    write("file", "");
    const auto identity = TlsIdentity::ofOurOwn(folder_ / "file");
    ASSERT_FALSE(identity);
    EXPECT_THAT(identity.error().message, HasSubstr("--state"));
}

} // namespace
} // namespace confab::front
