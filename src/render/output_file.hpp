// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/temp_file.hpp"

#include <string>

namespace confab::render {

/// A file that appears under its name when it is whole, and never before: it is written under a
/// temporary name in the same folder, and that file is removed with this object. Mode 0600. One
/// thread.
class OutputFile {
public:
    /// `replace`: a file that has the name already may be replaced. Errc::Conflict: there is one
    /// and it may not; Unavailable: the folder cannot be written in.
    static Result<OutputFile> create(const std::string& path, bool replace);
    /// Path of what to write to; it is there and empty.
    std::string temporary() const;

    /// Brings it to the disk and gives it its name. Errors as create().
    Status commit();

private:
    OutputFile(std::string path, TempFile file, bool replace);

    std::string path_;
    TempFile file_;
    bool replace_;
};

} // namespace confab::render
