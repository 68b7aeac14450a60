// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <filesystem>
#include <string>

namespace confab::test {

/// An empty folder that goes with all that is in it.
class TempFolder {
public:
    TempFolder() : path_(GCharPtr(g_dir_make_tmp("confab-test-XXXXXX", nullptr)).get()) { }
    ~TempFolder() { std::filesystem::remove_all(path_); }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

} // namespace confab::test
