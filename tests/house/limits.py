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
_NAMED = re.compile(r"\bconstexpr\s+[\w:]+\s+(k[A-Z]\w*)\s*(?:=\s*([^;{}]+)|\{([^;{}]*)\});")
_USED = re.compile(r"(?:(\w+)::)?\b(k[A-Z]\w*)")
_CAST = re.compile(r"\bstd::(?:u?int\d+_t|size_t)(?=\()")
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


def constants_in(path: str, text: str) -> dict[str, str]:
    """What they are called, with the file's name before it: "client_book::kMaxPerClient"."""
    return {f"{Path(path).stem}::{name}": first or second for name, first, second in _NAMED.findall(text)}


def limits_in(path: str, text: str, known: dict[str, str] | None = None) -> list[Limit]:
    """`known`: the constants of all files; else those of this one."""
    known = constants_in(path, text) if known is None else known
    found = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if not line.strip().startswith("/// Limit"):
            continue
        words, rest = [], number
        while rest < len(lines) and lines[rest].strip().startswith("///"):
            words.append(lines[rest].strip().removeprefix("///").strip())
            rest += 1
        found.append(_limit(path, number + 1, " ".join(words), " ".join(lines[rest : rest + 4]), known))
    return found


def _limit(path: str, line: int, comment: str, declaration: str, known: dict[str, str]) -> Limit:
    shape = _SHAPE.match(comment)
    if not shape:
        raise Fault(f"{path}:{line}: not of the shape \"Limit (of whom): what. Above it: … . At it: … .\"")
    constant = _CONSTANT.match(declaration.strip())
    if not constant:
        raise Fault(f"{path}:{line}: below it is no constant")
    whose, what, above, at = (group.replace("|", "\\|") for group in shape.groups())
    value = _without_names(constant[2] or constant[3] or "", Path(path).stem, known)
    return Limit(whose, what, _shown(value, what), above, at, path)


def _without_names(value: str, stem: str, known: dict[str, str]) -> str:
    """ClientBook::kMaxPerClient / 4 as (512) / 4. A class is in the file that is named after it."""

    def meant(name: re.Match) -> str:
        home = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name[1]).lower() if name[1] else stem
        others = dict(known)
        meaning = others.pop(f"{home}::{name[2]}", None)
        return name[0] if meaning is None else f"({_without_names(meaning, home, others)})"

    return _CAST.sub("", _USED.sub(meant, value))


def _shown(value: str, what: str) -> str:
    """64 * 1024 as 64 KB where bytes are meant; what is no arithmetic stays as it is."""
    plain = value.strip().replace("'", "")
    if not re.fullmatch(r"(?:[\d\s*+/()e.,]|<<)+", plain):
        return f"`{plain}`" if plain else ""
    in_bytes = "byte" in what.split(" ")[0].lower()
    numbers = [_number(part) for part in plain.split(",")]
    return ", ".join(_sized(number) if in_bytes else f"{number:g}" if number < 1e6 else str(int(number)) for number in numbers)


def _number(arithmetic: str) -> float:
    is_whole = not re.search(r"[e.]", arithmetic)  # C++ divides whole numbers without a rest
    python = arithmetic.replace("/", "//") if is_whole else arithmetic
    return eval(python, {"__builtins__": {}})  # digits and signs alone


def _sized(number: float) -> str:
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")):
        if number >= unit and number % unit == 0:
            return f"{number // unit} {name}"
    return str(number)


def table(root: Path) -> list[str]:
    paths = sorted((root / "src").rglob("*.[ch]pp"))
    texts = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}
    known: dict[str, str] = {}
    for path, text in texts.items():
        known |= constants_in(path, text)
    found = [limit for path, text in texts.items() for limit in limits_in(path, text, known)]
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
