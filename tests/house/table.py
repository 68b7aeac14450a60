# SPDX-License-Identifier: Apache-2.0
"""doc/arrows.txt: one line a folder, "folder | what lives there | folders it may include"."""

from dataclasses import dataclass, field
from pathlib import Path

NAME = "doc/arrows.txt"
_HEAD = """\
# Which folder of src may include which others. `script/house` holds the code to it, and says what to do.
# Sorted from the ground up: a folder includes only what stands above it. "." is src/main.cpp.
# After a change: `script/house --write`, then read the difference: is the new arrow one that you want?
#
# folder | what lives there | folders it may include
"""


@dataclass
class Row:
    purpose: str = ""
    may_include: set[str] = field(default_factory=set)
    line: int = 0


def read_table(root: Path) -> dict[str, Row]:
    file = root / NAME
    return parse(file.read_text(encoding="utf-8")) if file.exists() else {}


def parse(text: str) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            name, purpose, others = (part.strip() for part in (line + "||").split("|")[:3])
            rows[name.removeprefix(".")] = Row(purpose, set(others.split()), number)
    return rows


def as_text(rows: dict[str, Row]) -> str:
    names = {name: name or "." for name in rows}
    width = max(map(len, names.values()), default=0)
    width_of_purpose = max((len(row.purpose) for row in rows.values()), default=0)
    lines = [
        f"{names[name]:{width}} | {rows[name].purpose:{width_of_purpose}} | {' '.join(sorted(rows[name].may_include))}"
        for name in from_the_ground(rows)
    ]
    return _HEAD + "".join(line.rstrip() + "\n" for line in lines)


def from_the_ground(rows: dict[str, Row]) -> list[str]:
    """Whole top folders one after the other, each behind all that it includes as far as there is no circle."""
    tops = {name: name.split("/")[0] for name in rows}
    between_tops = {top: set() for top in tops.values()}
    for name, row in rows.items():
        between_tops[tops[name]] |= {other.split("/")[0] for other in row.may_include} - {tops[name]}
    rank = {top: place for place, top in enumerate(_behind_what_it_needs(between_tops))}
    within = _behind_what_it_needs({name: row.may_include for name, row in rows.items()})
    return sorted(within, key=lambda name: rank[tops[name]])


def _behind_what_it_needs(needs: dict[str, set[str]]) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()

    def add(name: str) -> None:
        if name in seen or name not in needs:
            return
        seen.add(name)
        for other in sorted(needs[name]):
            add(other)
        order.append(name)

    for name in sorted(needs):
        add(name)
    return order
