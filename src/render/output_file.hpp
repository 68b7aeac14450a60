// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

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
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();

    /// What to write to; it is there and empty.
    const std::string& temporary() const { return temporary_; }

    /// Brings it to the disk and gives it its name. Errors as create().
    Status commit();

private:
    OutputFile(std::string path, std::string temporary, bool replace);

    std::string path_, temporary_; // no temporary one any more: it has its name
    bool replace_;
};

} // namespace confab::render
