# SPDX-License-Identifier: Apache-2.0
"""What the sources say about themselves: folders, files, includes, namespaces."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_INCLUDE = re.compile(r'#include "([^"]+)"')
_NAMESPACE = re.compile(r"(?:inline )?namespace(?: ([\w:]+))?\s*\{?$")
_END = re.compile(r"\} // namespace")  # clang-format writes that at each
_SPECIALIZATION = re.compile(r"template <>$|template <> (struct|class) ")
_DECLARATION = re.compile(r"\s*(//.*|(class|struct|enum|enum class) [\w: ]+;|template ?<[^{]*>)?\s*$")


@dataclass(frozen=True)
class Place:
    """A line of a file, as compilers write it."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass
class Tree:
    """Folders by their path below src; "" is src itself."""

    folders: set[str] = field(default_factory=set)
    arrows: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    namespaces: list[tuple[str, str, Place]] = field(default_factory=list)  # folder, namespace, where


def read_tree(root: Path) -> Tree:
    tree = Tree()
    src = root / "src"
    for path in sorted(src.rglob("*.[ch]pp")):
        folder = _folder(path.relative_to(src))
        tree.folders.add(folder)
        lines = path.read_text(encoding="utf-8").splitlines()
        within = 0
        for number, line in enumerate(lines, 1):
            place = Place(str(path.relative_to(root)), number)
            # a header that the build makes is no file of a folder
            if (match := _INCLUDE.match(line)) and (src / match[1]).is_file():
                if (other := _folder(Path(match[1]))) != folder:
                    tree.arrows.setdefault((folder, other), []).append(place)
            elif (match := _NAMESPACE.match(line)) and not _declares_only(lines[number:]):
                within += 1
                if match[1] and within == 1 and not _specializes(lines[number:]):
                    tree.namespaces.append((folder, match[1], place))
            elif _END.match(line):
                within -= 1
    return tree


def _folder(path: Path) -> str:
    return "" if path.parent == Path(".") else path.parent.as_posix()


def _declares_only(rest: list[str]) -> bool:
    """A namespace that says the names of another folder's types, and no more."""
    for line in rest:
        if line.startswith("}"):
            return True
        if line != "{" and not _DECLARATION.match(line):
            return False
    return False


def _specializes(rest: list[str]) -> bool:
    """Holds specializations of another folder's template: C++ wants these in the namespace of the template."""
    for line in rest:
        if line.startswith("} // namespace confab"):
            return False
        if _SPECIALIZATION.match(line):
            return True
    return False
