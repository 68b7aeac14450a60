// SPDX-License-Identifier: Apache-2.0
#include "front/qr_code.hpp"

#include <gtest/gtest.h>
#include <qrencode.h>

#include <sstream>
#include <vector>

namespace confab::front {
namespace {

/// What a camera sees: a row of light (true) and dark modules for each half line.
std::vector<std::vector<bool>> modulesOf(const std::string& drawn)
{
    std::vector<std::vector<bool>> rows;
    std::istringstream lines(drawn);
    for (std::string line; std::getline(lines, line);) {
        std::vector<bool> upper, lower;
        for (std::size_t i = 0; i < line.size();) {
            const std::string block = line[i] == ' ' ? " " : line.substr(i, 3);
            upper.push_back(block == "█" || block == "▀");
            lower.push_back(block == "█" || block == "▄");
            i += block.size();
        }
        rows.push_back(upper);
        rows.push_back(lower);
    }
    return rows;
}

TEST(QrCodeTest, EveryModuleIsDrawnWithAQuietZoneAround)
{
    const std::string address = "https://192.168.1.20:8443";
    QRcode* code = QRcode_encodeString8bit(address.c_str(), 0, QR_ECLEVEL_L);
    const auto rows = modulesOf(qrCode(address, false));
    ASSERT_GE(rows.size(), std::size_t(code->width + 8));
    for (std::size_t y = 0; y < rows.size(); ++y) {
        ASSERT_EQ(rows[y].size(), std::size_t(code->width + 8));
        for (std::size_t x = 0; x < rows[y].size(); ++x) {
            const int column = int(x) - 4, row = int(y) - 4;
            const bool inside =
                column >= 0 && row >= 0 && column < code->width && row < code->width;
            const bool dark = inside && (code->data[row * code->width + column] & 1);
            EXPECT_EQ(rows[y][x], !dark) << x << "," << y;
        }
    }
    QRcode_free(code);
}

TEST(QrCodeTest, ATerminalIsToldTheColours)
{
    EXPECT_EQ(qrCode("x", false).find('\033'), std::string::npos);
    const auto coloured = qrCode("x", true);
    EXPECT_EQ(coloured.rfind("\033[97;40m", 0), 0u);
    EXPECT_EQ(coloured.substr(coloured.size() - 5), "\033[0m\n");
}

TEST(QrCodeTest, WhatIsTooLongHasNone)
{
    EXPECT_EQ(qrCode(std::string(5000, 'x'), false), "");
}

} // namespace
} // namespace confab::front
