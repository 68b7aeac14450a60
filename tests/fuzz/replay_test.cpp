// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"

#include <glib.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace confab::fuzz {
namespace {

namespace fs = std::filesystem;

/// Bytes as digits in twos; a line that begins with # is a comment.
std::string fromHex(std::istream& text)
{
    std::string bytes;
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with('#'))
            continue;
        std::istringstream words(line);
        for (std::string word; words >> word;)
            bytes += char(std::stoi(word, nullptr, 16));
    }
    return bytes;
}

std::string inputIn(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (path.extension() == ".hex")
        return fromHex(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> corpusOf(const std::string& target)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(g_getenv("CONFAB_CORPUS")) / target))
        files.push_back(entry.path());
    return files;
}

class FuzzCorpus : public testing::TestWithParam<Target> { };

TEST_P(FuzzCorpus, HoldsWhatMustBeTrue)
{
    const auto files = corpusOf(GetParam().name);
    EXPECT_FALSE(files.empty());
    for (const auto& file : files) {
        std::printf("%s\n", file.c_str()); // the last one is the one that ends the process
        std::fflush(stdout);
        GetParam().run(inputIn(file));
    }
}

INSTANTIATE_TEST_SUITE_P(All, FuzzCorpus, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& target) { return std::string(target.param.name); });

TEST(FuzzTargetDeathTest, WhatIsNotTrueEndsTheProcess)
{
    EXPECT_DEATH(must(false, "two is three"), "two is three");
}

} // namespace
} // namespace confab::fuzz
