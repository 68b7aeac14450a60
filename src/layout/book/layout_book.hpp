// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "layout/geometry/layout.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace confab::layout {

/// The layouts there are, by name and alias: the built-in ones and those that were added.
///
/// Thread: one at a time.
class LayoutBook {
public:
    /// Limit (per room): custom layouts. Above it: the oldest unused one of the participant who has
    /// most goes. At it: 100 texts of 64 KB, parsed.
    static constexpr std::size_t kMostCustom = 100;
    /// Limit (per participant): custom layouts. Above it: their oldest unused one goes. At it:
    /// ten texts of 64 KB, parsed.
    static constexpr std::size_t kMostOfOne = 10;

    struct Entry {
        LayoutPtr layout;
        std::vector<std::string> aliases;
        std::string purpose; ///< one line for a person
        std::size_t people = 1; ///< the number that shows best what it is like
        std::string maker{}; ///< the participant who added it; empty: built in, or the operator's
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
    /// built-in name.
    ///
    /// For one of a `maker` who has kMostOfOne, the one of theirs goes that was added first and
    /// that nobody holds. If there are kMostCustom in all, one of the maker who has most goes like
    /// that. Errc::Conflict if there is none that could go, and for the name of an operator's.
    Result<LayoutPtr> add(std::string_view json, const std::string& maker = {});
    /// The same from a file. The error begins with its path.
    Result<LayoutPtr> addFile(const std::string& path);
    /// Every *.json of a folder, by name. The error names the file; what was added before it stays.
    Status addFolder(const std::string& folder);

    /// Takes a custom one out, whoever added it, by the name that it has itself. Errc::NotFound:
    /// there is none of that name. Errc::Conflict: it is built in, or shown somewhere.
    Status remove(const std::string& name);
    /// The custom ones, the oldest first.
    std::span<const Entry> customOnes() const { return std::span(entries_).subspan(builtIns_); }

    const std::vector<Entry>& entries() const { return entries_; }

private:
    const Entry* entry(const std::string& name) const;
    Status makePlace(const std::string& maker);
    std::size_t countOf(const std::string& maker) const;
    std::string busiestMaker() const;
    bool dropOldestOf(const std::string& maker);

    std::vector<Entry> entries_; ///< the built-in ones first, then the oldest
    std::size_t builtIns_;
};

} // namespace confab::layout
