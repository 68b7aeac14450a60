// SPDX-License-Identifier: Apache-2.0
#include "render/output_file.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace confab::render {

namespace {

Error isThere(const std::string& path)
{
    return {Errc::Conflict, fmt::format("{} is there already; --force replaces it", path)};
}

} // namespace

Result<OutputFile> OutputFile::create(const std::string& path, bool replace)
{
    const std::filesystem::path whole(path);
    const auto parent = whole.parent_path();
    const auto folder = Folder::open(parent.empty() ? "." : parent);
    if (!folder)
        return cannot("write", path, folder.error());
    const auto there = folder->look(whole.filename());
    if (there && S_ISDIR(there->st_mode))
        return Error{Errc::Conflict, path + " is a folder"};
    if (there && !replace)
        return isThere(path);
    auto file = TempFile::create(*folder, whole.filename());
    if (!file)
        return file.error();
    return OutputFile(path, *std::move(file), replace);
}

OutputFile::OutputFile(std::string path, TempFile file, bool replace)
    : path_(std::move(path)), file_(std::move(file)), replace_(replace)
{
}

std::string OutputFile::temporary() const
{
    return std::filesystem::path(path_).replace_filename(file_.hiddenName());
}

Status OutputFile::commit()
{
    const auto named = file_.commit(replace_ ? TempFile::Over::Anything : TempFile::Over::Nothing);
    if (!named && named.error().code == Errc::Conflict)
        return isThere(path_);
    return named;
}

} // namespace confab::render
