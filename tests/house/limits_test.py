# SPDX-License-Identifier: Apache-2.0
"""That script/limits finds what it is for. Run by script/test."""

import unittest

from limits import Fault, constants_in, difference, limits_in, written

_ROW = "/// Limit (per client): {}. Above it: refused. At it: 1 MB.\n{}\n"


def _value(what: str, declaration: str) -> str:
    [limit] = limits_in("src/a.hpp", _ROW.format(what, declaration))
    return limit.value


class Limits(unittest.TestCase):
    def test_a_comment_over_several_lines_is_one_row(self):
        text = """
    /// Limit (per connection): frames in a second. Above it: slowed, then
    /// closed with 1008. At it: 1 % of a core.
    static constexpr double kFrames = 500;
"""
        [limit] = limits_in("src/front/a.hpp", text)
        self.assertEqual(
            limit.row(),
            "| per connection | frames in a second | 500 | slowed, then closed with 1008 | 1 % of a core"
            " | [a.hpp](../src/front/a.hpp) |",
        )

    def test_values_are_shown_as_people_write_them(self):
        self.assertEqual(_value("bytes of it", "constexpr std::size_t kMax = 64 * 1024;"), "64 KB")
        self.assertEqual(_value("Bytes of it", "static constexpr std::size_t kMax = 16 * 1024 * 1024;"), "16 MB")
        self.assertEqual(_value("rooms", "constexpr int kMax = 10000; ///< all"), "10000")
        self.assertEqual(_value("rate", "RateBucket rate{200, 2000};"), "200, 2000")
        self.assertEqual(_value("rate", "constexpr double kRate =\n    2e6;"), "2000000")

    def test_names_are_shown_as_what_they_stand_for(self):
        giga = "constexpr std::uint64_t kGiga = std::uint64_t(1) << 30;\n"
        here = giga + _ROW.format("bytes", "constexpr auto kMax = 4 * kGiga;")
        self.assertEqual(limits_in("src/a.hpp", here)[0].value, "4 GB")
        known = constants_in("src/flow/client_book.hpp", "static constexpr int kMost = 510;")
        there = _ROW.format("rooms", "static constexpr int kKept = ClientBook::kMost / 4;")
        self.assertEqual(limits_in("src/a.hpp", there, known)[0].value, "127")
        self.assertEqual(limits_in("src/a.hpp", there)[0].value, "`ClientBook::kMost / 4`")

    def test_another_shape_is_a_fault(self):
        for text in ("/// Limit (per client): rooms. At it: 1 MB.\nint a;", "/// Limit: rooms. Above it: a. At it: b.\nint a;"):
            with self.assertRaises(Fault):
                limits_in("src/a.hpp", text)

    def test_a_limit_without_a_constant_is_a_fault(self):
        with self.assertRaises(Fault):
            limits_in("src/a.hpp", _ROW.format("rooms", "\nvoid f();"))

    def test_only_the_table_is_written(self):
        text = "# Limits\n\n| of whom | what | limit | above it | at it | where |\n|---|\n| old |\n\nThe end.\n"
        self.assertEqual(written(text, ["| new |"]), "# Limits\n\n| new |\n\nThe end.\n")

    def test_the_line_that_differs_is_told(self):
        self.assertEqual(difference("a\nb\n", "a\nb\n"), "")
        self.assertIn("doc/limits.md:2: is   b", difference("a\nb\n", "a\nc\n"))


if __name__ == "__main__":
    unittest.main()
