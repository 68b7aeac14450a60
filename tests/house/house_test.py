# SPDX-License-Identifier: Apache-2.0
"""That script/house finds what it is for: each test has a small tree of its own. Run by script/test."""

import tempfile
import unittest
from pathlib import Path

from house import faults, written
from table import as_text, parse

_GOOD = {
    "src/base/name.hpp": "namespace confab {\nstruct Name {};\n} // namespace confab\n",
    "src/room/room.hpp": '#include "base/name.hpp"\nnamespace confab::room {\nstruct Room {};\n} // namespace confab::room\n',
    "src/front/front.cpp": '#include "base/name.hpp"\nnamespace confab::front {\n} // namespace confab::front\n',
    "doc/arrows.txt": "base | names |\nroom | decisions | base\nfront | sockets | base\n",
}


class House(unittest.TestCase):
    def faults_with(self, **changes: str) -> list[str]:
        """Names of files have _ for / and __ for a dot here."""
        files = _GOOD | {name.replace("__", ".").replace("_", "/"): text for name, text in changes.items()}
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            if "doc_arrows__txt" not in changes:  # sorted and aligned, with the arrows of the good tree
                table = (root / "doc/arrows.txt").read_text(encoding="utf-8")
                (root / "doc/arrows.txt").write_text(_tidied(table), encoding="utf-8")
            return faults(root)

    def test_a_tree_like_its_table_passes(self):
        self.assertEqual(self.faults_with(), [])

    def test_an_arrow_that_is_not_in_the_table_is_named_with_its_line(self):
        [fault] = self.faults_with(src_front_front__cpp='\n#include "room/room.hpp"\n#include "base/name.hpp"\n')
        self.assertIn("src/front/front.cpp:2: src/front may not include src/room", fault)
        self.assertIn("script/house --write", fault)

    def test_an_arrow_of_the_table_that_nothing_uses_is_a_fault(self):
        [fault] = self.faults_with(src_front_front__cpp="")
        self.assertRegex(fault, r"doc/arrows.txt:\d+: nothing in src/front includes src/base: take it out")

    def test_a_circle_fails_though_the_table_names_both_ways(self):
        [fault] = self.faults_with(
            src_base_name__hpp='#include "room/room.hpp"\n',
            doc_arrows__txt="base | names | room\nroom | decisions | base\nfront | sockets | base\n",
        )
        self.assertIn("src/base/name.hpp:1 (src/base -> src/room)", fault)
        self.assertIn("and back by src/room/room.hpp:1 (src/room -> src/base): a circle", fault)

    def test_a_circle_by_way_of_another_folder_of_the_same_top_folder_fails(self):
        found = self.faults_with(
            src_base_file_folder__hpp='#include "room/room.hpp"\n',
            doc_arrows__txt="base | names |\nbase/file | folders | room\nroom | decisions | base\nfront | sockets | base\n",
        )
        self.assertEqual(len(found), 1)
        self.assertIn("src/base/file/folder.hpp:1 (src/base -> src/room)", found[0])

    def test_a_circle_between_folders_below_one_top_folder_fails(self):
        [fault] = self.faults_with(
            src_room_a_x__hpp='#include "room/b/y.hpp"\n',
            src_room_b_y__hpp='#include "room/a/x.hpp"\n',
            doc_arrows__txt=_GOOD["doc/arrows.txt"] + "room/a | a | room/b\nroom/b | b | room/a\n",
        )
        self.assertIn("src/room/a/x.hpp:1 (src/room/a -> src/room/b)", fault)

    def test_a_folder_without_a_line_or_without_a_word_is_a_fault(self):
        self.assertIn("src/link has no line", self.faults_with(src_link_link__hpp="")[0])
        found = self.faults_with(doc_arrows__txt="base | |\nroom | decisions | base\nfront | sockets | base\n")
        self.assertEqual(found, ["doc/arrows.txt:1: say what lives in src/base"])

    def test_a_line_without_a_folder_is_a_fault(self):
        found = self.faults_with(doc_arrows__txt=_GOOD["doc/arrows.txt"] + "gone | what was |\n")
        self.assertEqual(found, ["doc/arrows.txt:4: there is no source in src/gone: take the line out"])

    def test_the_namespace_of_another_folder_is_a_fault_but_not_a_declaration_of_its_types(self):
        declared = "namespace confab::room {\nclass Room;\n}\n"
        own = '#include "base/name.hpp"\n'
        self.assertEqual(self.faults_with(src_front_front__cpp=own + declared), [])
        found = self.faults_with(src_front_front__cpp=own + declared.replace("class Room;", "class Room {};"))
        self.assertEqual(found, ["src/front/front.cpp:2: namespace confab::room, but what is below src/front is confab::front"])

    def test_a_specialization_stands_where_its_template_does(self):
        own = '#include "base/name.hpp"\nnamespace confab {\n'
        special = own + "template <> struct Named<int> {\n};\n} // namespace confab\n"
        self.assertEqual(self.faults_with(src_front_front__cpp=special), [])
        found = self.faults_with(src_front_front__cpp=own + "struct Named {\n};\n} // namespace confab\n")
        self.assertEqual(found, ["src/front/front.cpp:2: namespace confab, but what is below src/front is confab::front"])

    def test_a_namespace_within_the_folders_own_passes(self):
        nested = "namespace confab::front {\nnamespace events {\nint x;\n} // namespace events\n} // namespace confab::front\n"
        self.assertEqual(self.faults_with(src_front_front__cpp='#include "base/name.hpp"\n' + nested), [])

    def test_too_many_files_side_by_side_are_counted(self):
        found = self.faults_with(**{f"web_script{number}__js": "" for number in range(26)})
        self.assertEqual(found, ["web: 26 files side by side, 25 at most: split it by subject"])

    def test_write_makes_the_table_that_passes_and_keeps_what_people_wrote(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in _GOOD.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            (root / "doc/arrows.txt").write_text("base | names | front\nroom | decisions |\nfront | sockets |\n")
            (root / "doc/arrows.txt").write_text(written(root), encoding="utf-8")
            self.assertEqual(faults(root), [])
            self.assertIn("decisions", (root / "doc/arrows.txt").read_text(encoding="utf-8"))


def _tidied(table: str) -> str:
    return as_text(parse(table))


if __name__ == "__main__":
    unittest.main()
