# SPDX-License-Identifier: Apache-2.0
"""What the measuring commands have in common: their options, the program, their end."""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Callable

from failure import Failure

ROOT = Path(__file__).resolve().parents[2]


def valid(parse: Callable[[str], object], expectation: str) -> Callable[[str], object]:
    """For add_argument(type=...): `parse`, with an error that says what was expected."""

    def checked(text: str) -> object:
        try:
            return parse(text)
        except (ValueError, AttributeError):
            raise argparse.ArgumentTypeError(f"expected {expectation}, not {text}") from None

    return checked


def parse_seconds(text: str) -> float:
    if not 1 <= (value := float(text)) <= 3600:
        raise ValueError
    return value


def parse_repeats(text: str) -> int:
    if not 1 <= (value := int(text)) <= 100:
        raise ValueError
    return value


def add_passes(parser: argparse.ArgumentParser, seconds: float, what: str) -> None:
    """--seconds, --repeat and --json, as all of them have. `seconds`: by default; `what` is measured for so long."""
    parser.add_argument("--seconds", metavar="S", default=seconds, type=valid(parse_seconds, "1 to 3600"),
                        help=f"how long {what} (default {seconds:g})")
    parser.add_argument("--repeat", metavar="R", default=1, type=valid(parse_repeats, "1 to 100"),
                        help="take the median of so many passes (default 1)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def program_to_measure() -> str:
    program = os.environ.get("CONFAB_PROGRAM", str(ROOT / "build" / "confab"))
    if not os.access(program, os.X_OK):
        raise Failure(f"there is no program {program}; script/bench builds build/confab if CONFAB_PROGRAM is not set")
    return program


def progress(text: str) -> None:
    """One line on a terminal's stderr, written over and over."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _interrupted(number: int, _frame: object) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # we are tidying up already
    sys.exit(128 + number)


def finished(name: str, measure: Callable[[], str]) -> int:
    """Prints what `measure` returns, or in one line why there is none. The exit status."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _interrupted)
    try:
        text = measure()
    except (Failure, OSError) as failure:
        print(f"{name}: {failure}", file=sys.stderr)
        return 1
    finally:
        progress("")
    print(text)
    return 0
