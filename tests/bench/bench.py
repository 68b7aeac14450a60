# SPDX-License-Identifier: Apache-2.0
"""What a room costs, beside the bare codec work of the same clips. Started by script/bench."""

import argparse
import re
import sys
import tempfile
from pathlib import Path

from bare import bare_cores
from clip import Clip, made_clip, read_clip
from command import ROOT, finished, parse_repeats, parse_seconds, program_to_measure, progress, valid
from processes import Children
from report import Sample, as_json, as_table, summary
from room import measure_room

_EXPLANATION = """\
For each size of room, --repeat times:
  bare cores   one ffmpeg decodes the clip N times, scales each to its tile, stacks
               them to 1280x720, encodes VP8 (realtime, cpu-used 8, 3 Mbit/s) and one
               mix in Opus (64 kbit/s), all in one thread each; measured before and
               after the room, the mean of both
  cores        CPU time of the room's process alone (confab room), over --seconds that
               begin 8 s after the last of N bots has its first frame over real WebRTC:
               by then all receive the best rung, and no other is encoded
  ratio        cores / bare cores
  RSS, threads of the room's process at the end
  fps, gap     of the mixed video at the bot that fares worst, in the same seconds
  first frame  from the click on join to the first mixed frame, median of the bots

Cores and ratio are CPU time and bear some load beside them; fps and gap need an idle
machine. Exit status: 0, or 1 when a bot failed, with the reason in one line.

  script/bench
  script/bench --participants 4 --seconds 15 --json
  script/bench --participants 8 --clip talk.webm --repeat 3"""


def _counts(text: str) -> list[int]:
    counts = [int(part) for part in text.split(",")]
    if not all(1 <= count <= 25 for count in counts):
        raise ValueError
    return counts


def _size(text: str) -> tuple[int, int]:
    width, height = map(int, re.fullmatch(r"(\d+)x(\d+)", text).groups())
    if width % 2 or height % 2 or not 64 <= width <= 1920 or not 64 <= height <= 1088:
        raise ValueError
    return width, height


def parsed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/bench", description="Measures what a room costs beside the bare codec work of the same clips.",
        epilog=_EXPLANATION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--participants", metavar="N[,N...]", default=[2, 4, 8],
                        type=valid(_counts, "numbers from 1 to 25 like 2,4,8"), help="sizes of room (default 2,4,8)")
    parser.add_argument("--seconds", metavar="S", default=15.0, type=valid(parse_seconds, "1 to 3600"),
                        help="how long each room is measured (default 15)")
    parser.add_argument("--repeat", metavar="R", default=1, type=valid(parse_repeats, "1 to 100"),
                        help="take the median of so many passes (default 1)")
    parser.add_argument("--size", metavar="WxH", default=(640, 360), type=valid(_size, "even numbers like 640x360"),
                        help="of the made clip, 30 fps, 700 kbit/s (default 640x360)")
    parser.add_argument("--clip", metavar="FILE", type=Path, help="send this WebM file (VP8 and Opus) instead")
    parser.add_argument("--json", action="store_true", help='print {"runs":[...]} instead of a table')
    return parser.parse_args()


def one_pass(children: Children, program: str, clip: Clip, participants: int, seconds: float, label: str) -> Sample:
    progress(f"{label}: bare codec work")
    before = bare_cores(children, clip, participants)
    progress(f"{label}: the room, {seconds:g} s")
    with tempfile.TemporaryDirectory(prefix="confab-bench-") as folder:
        room = measure_room(children, program, Path(folder), clip, participants, seconds)
    progress(f"{label}: bare codec work again")
    return Sample((before, bare_cores(children, clip, participants)), room)


def run(options: argparse.Namespace) -> list[dict]:
    program = program_to_measure()
    runs = []
    with Children() as children:
        progress("the clip")
        cache = ROOT / "build" / "bench-clips"
        clip = read_clip(children, options.clip) if options.clip else made_clip(children, cache, options.size)
        for participants in options.participants:
            samples = [one_pass(children, program, clip, participants, options.seconds,
                                f"{participants} participants, pass {i + 1} of {options.repeat}")
                       for i in range(options.repeat)]
            runs.append(summary(participants, samples))
    return runs


def main() -> int:
    options = parsed_options()
    show = as_json if options.json else as_table
    return finished("confab bench", lambda: show(run(options)))


if __name__ == "__main__":
    sys.exit(main())
