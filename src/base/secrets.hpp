// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace confab {

/// `digits` random hexadecimal digits, 1 to 32, from the kernel's generator: cannot be guessed. Any
/// thread.
std::string randomHex(std::size_t digits);

/// True if they are equal. How long it takes tells nothing about either of them. Any thread.
bool isSameSecret(std::string_view given, std::string_view secret);

} // namespace confab
