// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

namespace confab::config {

/// Reads one TOML table key by key, and remembers the first thing that was wrong with it.
/// Ask for every key, then call finish(): it reports a key that nobody asked for as an error.
/// `table` outlives this. One thread.
class Section {
public:
    Section(const toml::table& table, std::string name) : table_(table), name_(std::move(name)) { }

    void read(const char* key, std::string& value);
    void read(const char* key, bool& value);
    void read(const char* key, std::vector<std::string>& value);
    /// Inclusive range.
    void read(const char* key, int& value, int min, int max);
    /// A table below this one; nullptr if it is not there.
    const toml::table* table(const char* key);
    /// An array of tables below this one; empty if it is not there.
    std::vector<const toml::table*> tables(const char* key);

    /// Records an error of the caller's own, about `key`.
    void reject(const char* key, const std::string& why);
    std::optional<Error> finish();

private:
    const toml::node* find(const char* key);
    std::string where(const char* key) const;

    const toml::table& table_;
    std::string name_;
    std::vector<std::string> known_;
    std::optional<Error> error_;
};

} // namespace confab::config
