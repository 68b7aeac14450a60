// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "layout/geometry/layout.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace confab::layout {

/// The layouts there are, by name and alias: the built-in ones and those that were added.
///
/// Thread: one at a time.
class LayoutBook {
public:
    struct Entry {
        LayoutPtr layout;
        std::vector<std::string> aliases;
        std::string purpose; ///< one line for a person
        std::size_t people = 1; ///< the number that shows best what it is like
    };

    /// Starts with the built-in ones.
    LayoutBook();

    /// Adds the custom ones of a folder (empty: none), and checks that `name` is a layout. The
    /// error says which file or name is wrong.
    static Result<LayoutBook> open(const std::string& folder, const std::string& name);

    /// By name or alias, in any case of letters. Errc::NotFound names the nearest and the rest.
    Result<LayoutPtr> find(const std::string& name) const;
    /// Adds a custom one in its JSON form (doc/layouts.md); it replaces one that was added under
    /// that name before. Errc::InvalidArgument names layout, variant and cell; Errc::Conflict for a
    /// built-in name, and for the 101st custom one.
    Result<LayoutPtr> add(std::string_view json);
    /// The same from a file. The error begins with its path.
    Result<LayoutPtr> addFile(const std::string& path);
    /// Every *.json of a folder, by name. The error names the file; what was added before it stays.
    Status addFolder(const std::string& folder);

    const std::vector<Entry>& entries() const { return entries_; }

private:
    const Entry* entry(const std::string& name) const;

    std::vector<Entry> entries_; ///< the built-in ones first
    std::size_t builtIns_;
};

} // namespace confab::layout
