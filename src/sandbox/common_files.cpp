// SPDX-License-Identifier: Apache-2.0
#include "sandbox/common_files.hpp"

#include "sandbox/sandbox.hpp"

#include <glib.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace confab::sandbox {

namespace {

constexpr const char* kReadable[] = {
    "/usr", // what is loaded later, locales, zones, fonts
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/locale.alias",
    "/etc/fonts",
    "/var/cache/fontconfig",
    "/etc/ssl/openssl.cnf", // DTLS
    "/etc/gnutls",
    "/etc/crypto-policies",
    "/proc", // of other processes Landlock shows what everybody sees, and no memory
    "/sys/devices/system", // how many processors there are
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
};

constexpr const char* kOfNetwork[] = {
    "/etc/resolv.conf", "/etc/hosts",    "/etc/nsswitch.conf", "/etc/host.conf",
    "/etc/gai.conf",    "/etc/services", "/etc/protocols",
};

/// What LeakSanitizer reads when the process ends: the leaks to ignore, and names of functions.
std::vector<std::string> filesOfLeakSanitizer()
{
    if (filtersSystemCalls())
        return {};
    constexpr std::string_view kKey = "suppressions=";
    const char* set = g_getenv("LSAN_OPTIONS");
    const std::string options = set ? set : "";
    std::error_code ec;
    std::vector<std::string> files{std::filesystem::read_symlink("/proc/self/exe", ec)};
    if (const auto key = options.rfind(kKey); key != options.npos) {
        const auto path = options.substr(key + kKey.size());
        files.push_back(path.substr(0, path.find(':')));
    }
    return files;
}

/// The folder that a link of /etc leads out to, or "". Its file is replaced when the machine gets
/// another name server; the folder stays.
std::string folderOfResolver()
{
    std::error_code ec;
    auto folder = std::filesystem::canonical("/etc/resolv.conf", ec).parent_path().string();
    return folder.starts_with("/run/") ? folder : std::string();
}

} // namespace

Files commonFiles(bool network)
{
    Files files{.readable = {std::begin(kReadable), std::end(kReadable)},
                .writable = {"/dev/null"},
                .changeable = {}};
    for (auto& file : filesOfLeakSanitizer())
        files.readable.push_back(std::move(file));
    const std::string home = g_get_home_dir(), data = g_get_user_data_dir();
    for (const auto& fonts :
         {home + "/.fonts", data + "/fonts", std::string(g_get_user_config_dir()) + "/fontconfig",
          std::string(g_get_user_cache_dir()) + "/fontconfig"})
        files.readable.push_back(fonts);
    if (network) {
        files.readable.insert(files.readable.end(), std::begin(kOfNetwork), std::end(kOfNetwork));
        files.readable.push_back(folderOfResolver());
    }
    return files;
}

} // namespace confab::sandbox
