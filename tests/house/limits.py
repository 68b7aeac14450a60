# SPDX-License-Identifier: Apache-2.0
"""Holds the table in doc/limits.md to the sources. Started by script/limits."""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
NAME = "doc/limits.md"
_EXPLANATION = f"""\
A limit is a constant with a comment of this shape directly above it, over as many lines as it takes:
  /// Limit (per connection): frames in a second. Above it: closed with 1008. At it: 1 % of a core.
{NAME} has a table of all of them. Without --write: exit status 1, and the first line that differs,
if the table is not what the sources say; or the place of a comment that is not of that shape."""

_SHAPE = re.compile(r"Limit \(([^()]+)\): (.+?)\. Above it: (.+?)\. At it: (.+)\.$")
_CONSTANT = re.compile(r"(?:[\w:]+(?:<[^>]*>)?\s+)+(\w+)\s*(?:=\s*(.+?)|\{([^{};]*)\})?;")
_HEAD = ["| of whom | what | limit | above it | at it | where |", "|---|---|---|---|---|---|"]
_FROM_NARROW_TO_WIDE = ["per message", "per request", "per connection", "per participant", "per room", "per client", "in all"]


class Fault(Exception):
    """A comment that is not of the shape."""


@dataclass(frozen=True)
class Limit:
    whose: str
    what: str
    value: str
    above: str
    at: str
    path: str

    def row(self) -> str:
        where = f"[{Path(self.path).name}](../{self.path})"
        return f"| {self.whose} | {self.what} | {self.value} | {self.above} | {self.at} | {where} |"

    def place(self) -> tuple:
        known = _FROM_NARROW_TO_WIDE
        return known.index(self.whose) if self.whose in known else len(known), self.whose, self.path


def limits_in(path: str, text: str) -> list[Limit]:
    found = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if not line.strip().startswith("/// Limit"):
            continue
        words, rest = [], number
        while rest < len(lines) and lines[rest].strip().startswith("///"):
            words.append(lines[rest].strip().removeprefix("///").strip())
            rest += 1
        found.append(_limit(path, number + 1, " ".join(words), " ".join(lines[rest : rest + 4])))
    return found


def _limit(path: str, line: int, comment: str, declaration: str) -> Limit:
    shape = _SHAPE.match(comment)
    if not shape:
        raise Fault(f"{path}:{line}: not of the shape \"Limit (of whom): what. Above it: … . At it: … .\"")
    constant = _CONSTANT.match(declaration.strip())
    if not constant:
        raise Fault(f"{path}:{line}: below it is no constant")
    whose, what, above, at = (group.replace("|", "\\|") for group in shape.groups())
    return Limit(whose, what, _shown(constant[2] or constant[3] or "", what), above, at, path)


def _shown(value: str, what: str) -> str:
    """64 * 1024 as 64 KB where bytes are meant; what is no arithmetic stays as it is."""
    plain = value.strip().replace("'", "")
    if not re.fullmatch(r"[\d\s*+()e.,]+", plain):
        return f"`{plain}`" if plain else ""
    in_bytes = "byte" in what.split(" ")[0].lower()
    numbers = [eval(part, {"__builtins__": {}}) for part in plain.split(",")]  # digits and * + ( ) alone
    return ", ".join(_sized(number) if in_bytes else f"{number:g}" if number < 1e6 else str(int(number)) for number in numbers)


def _sized(number: float) -> str:
    for unit, name in ((1 << 20, "MB"), (1 << 10, "KB")):
        if number >= unit and number % unit == 0:
            return f"{number // unit} {name}"
    return str(number)


def table(root: Path) -> list[str]:
    found = []
    for path in sorted((root / "src").rglob("*.[ch]pp")):
        found += limits_in(str(path.relative_to(root)), path.read_text(encoding="utf-8"))
    return _HEAD + [limit.row() for limit in sorted(found, key=Limit.place)]


def written(text: str, rows: list[str]) -> str:
    """The document with that table in place of its own."""
    lines = text.splitlines()
    first = next((at for at, line in enumerate(lines) if line == _HEAD[0]), len(lines))
    last = first
    while last < len(lines) and lines[last].startswith("|"):
        last += 1
    return "\n".join(lines[:first] + rows + lines[last:]) + "\n"


def difference(text: str, wanted: str) -> str:
    """The first line that is not as it should be; empty: there is none."""
    have, want = text.splitlines(), wanted.splitlines()
    for number in range(max(len(have), len(want))):
        old, new = (side[number] if number < len(side) else "(nothing)" for side in (have, want))
        if old != new:
            return f"{NAME}:{number + 1}: is   {old}\n{NAME}:{number + 1}: must {new}\nrun script/limits --write"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="script/limits",
        description=f"Holds {NAME} to the limits that stand in the sources.",
        epilog=_EXPLANATION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--write", action="store_true", help="make the table anew")
    parser.add_argument("--root", type=Path, default=_ROOT, help="another tree than this one")
    options = parser.parse_args()
    document = options.root / NAME
    try:
        text = document.read_text(encoding="utf-8")
        wanted = written(text, table(options.root))
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    if options.write:
        document.write_text(wanted, encoding="utf-8")
        return 0
    found = difference(text, wanted)
    if found:
        print(found, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
