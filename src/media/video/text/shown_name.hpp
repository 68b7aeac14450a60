// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace confab::media {

/// A name as one line of valid UTF-8 that can be laid out: control characters and line ends are
/// spaces, runs of spaces are one, and what would turn the text around it (embeddings and
/// overrides of direction) is gone. At most 256 characters.
std::string oneLine(std::string_view name);

/// One or two letters that stand for a name (of oneLine()): the first of its first and of its last
/// word, in upper case; one alone if that is an emoji or of a script from right to left. "?" if it
/// has none.
std::string initialsOf(const std::string& name);

} // namespace confab::media
