# SPDX-License-Identifier: Apache-2.0
"""Holds the folders of src to doc/arrows.txt. Started by script/house."""

import argparse
import sys
from pathlib import Path

from circles import circles
from table import NAME, Row, as_text, read_table
from tree import Tree, read_tree

_ROOT = Path(__file__).resolve().parents[2]
_SIDE_BY_SIDE = 25
_EXPLANATION = f"""\
What is looked at, by the text of the sources alone (a second, without a compiler):
  arrows      a folder of src includes only the folders that its line in {NAME} names,
              and the line names none that it does not include
  circles     no folder includes one that includes it, over however many others;
              counted by folder, and once more with all that is below a folder as one
  files       at most {_SIDE_BY_SIDE} side by side in a folder of src, tests and web
  namespaces  what is below src/front is confab::front; only src/base is confab itself

Prints one line for each fault: where, what, and what to do. Exit status: 0, or 1 with faults.
--write makes the table anew from the sources (what lives in a folder stays as it is written
there); then look at its difference before you commit it."""


def faults(root: Path) -> list[str]:
    tree, rows = read_tree(root), read_table(root)
    found = _wrong_arrows(tree, rows) + _untrue_rows(tree, rows)
    found += [_told(circle, tree) for circle in circles(tree)]
    found += _crowded(root) + _wrong_namespaces(tree)
    if not found and (root / NAME).read_text(encoding="utf-8") != as_text(rows):
        found.append(f"{NAME}:1: not sorted or aligned as it should be: run script/house --write")
    return found


def written(root: Path) -> str:
    """The table that the sources of today would pass."""
    tree, rows = read_tree(root), read_table(root)
    anew = {folder: Row(rows.get(folder, Row()).purpose) for folder in tree.folders}
    for folder, other in tree.arrows:
        anew[folder].may_include.add(other)
    return as_text(anew)


def _wrong_arrows(tree: Tree, rows: dict[str, Row]) -> list[str]:
    return [
        f"{place}: {_shown(folder)} may not include {_shown(other)}: its line in {NAME} does not name it. Move what is"
        " wanted to a folder below both, or, if the arrow is right, run script/house --write"
        for (folder, other), places in tree.arrows.items()
        if folder in rows and other not in rows[folder].may_include
        for place in places
    ]


def _untrue_rows(tree: Tree, rows: dict[str, Row]) -> list[str]:
    found = [
        f"{NAME}:1: {_shown(folder)} has no line: run script/house --write, and say there what lives in it"
        for folder in sorted(tree.folders - rows.keys())
    ]
    for folder, row in rows.items():
        where = f"{NAME}:{row.line}"
        if folder not in tree.folders:
            found.append(f"{where}: there is no source in {_shown(folder)}: take the line out")
        elif not row.purpose:
            found.append(f"{where}: say what lives in {_shown(folder)}")
        found += [
            f"{where}: nothing in {_shown(folder)} includes {_shown(other)}: take it out of the line"
            for other in sorted(row.may_include)
            if folder in tree.folders and (folder, other) not in tree.arrows
        ]
    return found


def _told(circle: list[str], tree: Tree) -> str:
    def first(folder: str, other: str) -> str:
        inside = lambda name, outer: name == outer or name.startswith(outer + "/")
        places = [at for (a, b), at in tree.arrows.items() if inside(a, folder) and inside(b, other)]
        return f"{places[0][0]} ({_shown(folder)} -> {_shown(other)})"

    steps = [first(folder, other) for folder, other in zip(circle, circle[1:] + circle[:1])]
    return f"{steps[0]}, and back by {', '.join(steps[1:])}: a circle. Move what both need to a folder below both"


def _crowded(root: Path) -> list[str]:
    found = []
    for side in ("src", "tests", "web"):
        for folder in [root / side, *sorted((root / side).rglob("*/"))]:
            files = [path for path in folder.glob("*") if path.is_file() and path.name != "meson.build"]
            if "node_modules" not in folder.parts and len(files) > _SIDE_BY_SIDE:
                found.append(
                    f"{folder.relative_to(root)}: {len(files)} files side by side, {_SIDE_BY_SIDE} at most:"
                    " split it by subject"
                )
    return found


def _wrong_namespaces(tree: Tree) -> list[str]:
    found = []
    for folder, namespace, place in tree.namespaces:
        top = folder.split("/")[0]
        wanted = "confab" if top in ("", "base") else f"confab::{top}"
        if namespace != wanted and not namespace.startswith(wanted + "::"):
            found.append(f"{place}: namespace {namespace}, but what is below src/{top} is {wanted}")
    return found


def _shown(folder: str) -> str:
    return f"src/{folder}" if folder else "src"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="script/house",
        description="Holds the folders of src to the table of arrows.",
        epilog=_EXPLANATION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--write", action="store_true", help=f"make {NAME} anew from the sources")
    parser.add_argument("--root", type=Path, default=_ROOT, help="another tree than this one")
    options = parser.parse_args()
    if options.write:
        (options.root / NAME).write_text(written(options.root), encoding="utf-8")
    found = faults(options.root)
    print("".join(fault + "\n" for fault in found), end="", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
