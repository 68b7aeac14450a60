// SPDX-License-Identifier: Apache-2.0
#include "link/room_key.hpp"

#include "base/file/temp_file.hpp"
#include "base/secrets.hpp"

#include <filesystem>
#include <fstream>

namespace confab::link {

namespace {

constexpr std::size_t kDigits = 32;

} // namespace

std::string keyPathOf(const std::string& socket)
{
    return std::filesystem::path(socket).replace_extension(".key");
}

Result<std::string> leaveKey(const std::string& socket)
{
    const std::filesystem::path path(keyPathOf(socket));
    const auto folder = Folder::open(path.has_parent_path() ? path.parent_path() : ".");
    if (!folder)
        return folder.error();
    auto key = randomHex(kDigits);
    if (auto written = writeFile(*folder, path.filename(), key + '\n', TempFile::Sync::None);
        !written)
        return written.error();
    return key;
}

std::string findKey(const std::string& socket)
{
    std::ifstream file(keyPathOf(socket));
    std::string key;
    file >> key;
    return key;
}

} // namespace confab::link
