// SPDX-License-Identifier: Apache-2.0
#include "front/qr_code.hpp"

#include "base/glib/gobject.hpp"

#include <qrencode.h>

namespace confab::front {

namespace {

constexpr int kQuiet = 4; // modules, ISO/IEC 18004
constexpr char kWhiteOnBlack[] = "\033[97;40m";
constexpr char kAsBefore[] = "\033[0m";

using Code = std::unique_ptr<QRcode, FreeWith<QRcode_free>>;

/// Everything around the code is light.
bool isLight(const QRcode& code, int x, int y)
{
    const bool inside = x >= 0 && y >= 0 && x < code.width && y < code.width;
    return !inside || (code.data[y * code.width + x] & 1) == 0;
}

const char* halfBlocks(bool upper, bool lower)
{
    return upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
}

} // namespace

std::string qrCode(const std::string& text, bool coloured)
{
    const Code code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L));
    if (!code)
        return {};
    std::string lines;
    for (int y = -kQuiet; y < code->width + kQuiet; y += 2) {
        lines += coloured ? kWhiteOnBlack : "";
        for (int x = -kQuiet; x < code->width + kQuiet; ++x)
            lines += halfBlocks(isLight(*code, x, y), isLight(*code, x, y + 1));
        lines += coloured ? kAsBefore : "";
        lines += '\n';
    }
    return lines;
}

} // namespace confab::front
