// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace confab {

/// Reads the fields of one JSON object and remembers the first that was wrong: ask ok() or finish()
/// at the end. What is wrong reads as something empty, or as what the function names for it. Plain
/// value, in the thread of its owner; the object outlives it.
class Fields {
public:
    /// Of a message that a program has made: keys that nobody asks for are ignored.
    explicit Fields(const nlohmann::json& object) : object_(object) { }
    /// Of a document that a person has written: the problem begins with `where`, as in
    /// `layout "x", variant 1`, and a key that nobody has asked for is one.
    Fields(const nlohmann::json& object, std::string where);

    std::string text(const char* key);
    bool flag(const char* key);
    int number(const char* key); ///< +-10^9
    int number(const char* key, int min, int max); ///< inclusive
    /// An object, or an empty one after a complaint.
    const nlohmann::json& object(const char* key);
    /// The elements of an array, or none after a complaint.
    const nlohmann::json& array(const char* key);
    const nlohmann::json& array(const char* key, std::size_t most); ///< 1 to that many elements

    // For fields that may be left out.
    std::string textOr(const char* key, std::string other) { return has(key) ? text(key) : other; }
    bool flagOr(const char* key, bool other) { return has(key) ? flag(key) : other; }
    int numberOr(const char* key, int other) { return has(key) ? number(key) : other; }
    int numberOr(const char* key, int other, int min, int max)
    {
        return has(key) ? number(key, min, max) : other;
    }
    long longOr(const char* key, long other); ///< of any size that fits
    std::optional<bool> maybeFlag(const char* key);
    /// One of `names`, as its place there.
    std::size_t choiceOr(const char* key, const std::vector<std::string>& names, std::size_t other);

    /// Must be there; empty for null.
    std::string textOrNull(const char* key);

    /// Null: it is not there.
    const nlohmann::json* find(const char* key);
    bool has(const char* key) { return find(key) != nullptr; }

    bool ok() const { return problem_.empty(); }
    const std::string& problem() const { return problem_; }
    /// `key` must be `what`.
    void complain(const char* key, const std::string& what);
    void reject(const std::string& problem);
    /// Nothing: all is well. Ask for every key of a document first.
    std::optional<Error> finish();

private:
    const nlohmann::json* take(const char* key, const char* what,
                               bool (nlohmann::json::*fits)() const noexcept);
    void miss(const char* key, const nlohmann::json* found, const std::string& what);

    const nlohmann::json& object_;
    std::optional<std::string> where_; // of a document
    std::vector<std::string> known_; // keys of a document
    std::string problem_;
};

} // namespace confab
