// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace confab::front {

/// `text` as a QR code for a terminal, in lines of half blocks: white ones on a black ground, with
/// the quiet zone around it that cameras need. `coloured` sets these colours, for a terminal that
/// may be white. Empty if the text is too long for a code.
std::string qrCode(const std::string& text, bool coloured);

} // namespace confab::front
