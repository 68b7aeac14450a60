// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace confab::layout {

/// Parses without exceptions. The error says line and column of the text.
Result<nlohmann::json> parseJsonText(std::string_view text);

/// A text of somebody's in quotes, fit for an error of one line: without control characters, cut
/// at 64 bytes.
std::string inQuotes(const std::string& text);

/// Reads one JSON object key by key, and remembers the first thing that was wrong with it. Ask for
/// every key first, then call finish(): a key that nobody asked for is an error then.
class JsonFields {
public:
    enum class Need { Required, Optional };

    /// `object` outlives this. `where` begins every error: `layout "x", variant 1`.
    JsonFields(const nlohmann::json& object, std::string where);

    /// nullptr if it is not there, or nothing is looked for any more.
    const nlohmann::json* find(const char* key, Need need);
    void read(const char* key, Need need, std::string& text);
    /// Inclusive range.
    void read(const char* key, Need need, int& number, int min, int max);
    void read(const char* key, Need need, bool& flag);
    /// A list that is not empty; nullptr if it is none.
    const nlohmann::json* list(const char* key, Need need, std::size_t most);
    /// One of `names`; `index` stays if the key is not there.
    void choose(const char* key, const std::vector<std::string>& names, std::size_t& index);

    /// Records an error: `where` and then `problem`.
    void reject(const std::string& problem);
    std::optional<Error> finish();

private:
    const nlohmann::json& object_;
    std::string where_;
    std::vector<std::string> known_;
    std::optional<Error> error_;
};

} // namespace confab::layout
