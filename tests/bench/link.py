# SPDX-License-Identifier: Apache-2.0
"""What the link between `confab serve` and a room's process carries, and what both spend: see --help.

Run it as `python3 -B tests/bench/link.py`. CONFAB_PROGRAM=FILE measures that program, else build/confab as it is.
It needs strace (apt-get install strace), and the right to watch one's own processes with it.
"""

import argparse
import json
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from command import add_passes, finished, program_to_measure, progress, valid
from failure import Failure
from link_trace import Amounts, require_strace, traced
from processes import Children, cpu_seconds, main_thread_seconds
from room import Bots, Server

_SETTLING = 4  # seconds from the last bot's first frame to the measurement: the layout is at rest by then
_EXPLANATION = """\
--repeat times, in a room of its own each time: --speaking bots send a steady tone, the
others of --participants no sound, like people who are muted. None sends video, and the
room's picture is small (320x180, 5 fps): what is left is mostly sound and messages.
When all have their first frame, and 4 s later:
  cores    CPU seconds per second of the front (confab serve) and of the room (confab
           room), all threads; main: of the thread alone that handles messages.
           Over --seconds, with nothing attached to them
  lines/s, bytes/s
           on the Unix socket between the two, newlines included, by direction and by
           type of message. Over the next --seconds, in which strace watches the front

Printed are medians, of cores the range too. A load beside them makes CPU time dearer (by
a tenth and more): compare versions by turns in the same hour. Lines and bytes are exact
but for those at the ends of the time. Exit status: 0, or 1 with the reason.

  python3 -B tests/bench/link.py --repeat 3
  CONFAB_PROGRAM=../before/build/confab python3 -B tests/bench/link.py --json"""
_CONFIG = """\
[video]
width = 320
height = 180
fps = 5
bitrate_kbps = 100
"""


class Cores(NamedTuple):
    """CPU seconds per second."""

    front: float
    front_main: float
    room: float
    room_main: float


class Sample(NamedTuple):
    cores: Cores
    link: Amounts


class Crowd:
    """Everybody in the room: those who speak, and those who listen."""

    def __init__(self, children: Children, program: str, url: str, participants: int, speaking: int) -> None:
        start = partial(Bots, children, program, url)
        self._groups = []
        if speaking:
            self._groups.append(start(speaking, "--no-video", "--name", "speaker"))
        if participants > speaking:
            self._groups.append(start(participants - speaking, "--no-video", "--no-audio", "--name", "listener"))

    def await_first_frames(self) -> None:
        for bots in self._groups:
            bots.await_first_frames()

    def stay(self, seconds: float) -> float:
        """How long it really was."""
        begin = time.monotonic()
        while (left := begin + seconds - time.monotonic()) > 0:
            for bots in self._groups:
                bots.stay(min(left, 0.5))
        return time.monotonic() - begin

    def leave(self) -> None:
        """Failure if one was cut off meanwhile."""
        for bots in self._groups:
            bots.report()

    def close(self) -> None:
        for bots in self._groups:
            bots.close()


def _spent(front: int, room: int) -> list[float]:
    return [measure(pid) for pid in (front, room) for measure in (cpu_seconds, main_thread_seconds)]


def _measure_cores(crowd: Crowd, front: int, room: int, seconds: float) -> Cores:
    before = _spent(front, room)
    stayed = crowd.stay(seconds)
    return Cores(*((b - a) / stayed for a, b in zip(before, _spent(front, room))))


def one_pass(children: Children, program: str, options: argparse.Namespace, folder: Path) -> Sample:
    config = folder / "confab.toml"
    config.write_text(_CONFIG + f"[room]\nmax_participants = {options.participants}\n")
    server = Server(children, program, folder, "--config", str(config))
    crowd = Crowd(children, program, server.url, options.participants, options.speaking)
    try:
        crowd.await_first_frames()
        crowd.stay(_SETTLING)
        front, room = server.process.pid, server.room()
        cores = _measure_cores(crowd, front, room, options.seconds)
        link = traced(children, folder, front, room, lambda: crowd.stay(options.seconds))
        crowd.leave()
    except (FileNotFoundError, ProcessLookupError):
        raise Failure("the front or the room ended while it was measured") from None
    finally:
        crowd.close()
        children.end(server.process)
    return Sample(cores, link)


def _medians(links: list[Amounts]) -> dict[str, dict[str, dict[str, float]]]:
    """By direction, kind of message ("all" first) and unit. A kind that one pass lacks counts as none there."""
    result = {}
    for direction in links[0]:
        kinds = ["all", *sorted({kind for link in links for kind in link[direction]})]
        result[direction] = {kind: {} for kind in kinds}
        for kind in kinds:
            for i, unit in enumerate(("lines", "bytes")):
                values = [sum(amount[i] for name, amount in link[direction].items() if kind in ("all", name))
                          for link in links]
                result[direction][kind][unit] = round(median(values), 1)
    return result


def summary(samples: list[Sample]) -> dict:
    """Of cores the median, the least and the most."""
    cores = {}
    for name in Cores._fields:
        values = [round(getattr(sample.cores, name), 5) for sample in samples]
        cores[name] = {"median": round(median(values), 5), "min": min(values), "max": max(values)}
    return {"cores": cores, "link": _medians([sample.link for sample in samples])}


def as_table(figures: dict) -> str:
    rows = [f"{'cores':34}  {'median':>8}  {'min':>8}  {'max':>8}"]
    rows += [f"{name.replace('_', ', '):34}  {of['median']:8.5f}  {of['min']:8.5f}  {of['max']:8.5f}"
             for name, of in figures["cores"].items()]
    for direction, kinds in figures["link"].items():
        rows += ["", f"{direction:34}  {'lines/s':>8}  {'bytes/s':>8}"]
        rows += [f"{kind:34}  {amount['lines']:8.1f}  {amount['bytes']:8.0f}" for kind, amount in kinds.items()]
    return "\n".join(rows)


def run(options: argparse.Namespace) -> dict:
    if options.speaking > options.participants:
        raise Failure("--speaking is more than --participants")
    require_strace()
    program = program_to_measure()
    samples = []
    with Children() as children:
        for i in range(options.repeat):
            progress(f"{options.participants} participants, pass {i + 1} of {options.repeat}")
            with tempfile.TemporaryDirectory(prefix="confab-bench-") as folder:
                samples.append(one_pass(children, program, options, Path(folder)))
    return summary(samples)


def _people(fewest: int, text: str) -> int:
    if not fewest <= (value := int(text)) <= 100:
        raise ValueError
    return value


def parsed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="link.py", description="Measures what crosses the link between the front and a room, and what both spend.",
        epilog=_EXPLANATION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--participants", metavar="N", default=25, type=valid(partial(_people, 1), "1 to 100"),
                        help="how many are in the room (default 25)")
    parser.add_argument("--speaking", metavar="N", default=6, type=valid(partial(_people, 0), "0 to 100"),
                        help="how many of them speak (default 6)")
    add_passes(parser, 20.0, "each of the two measurements is")
    return parser.parse_args()


def main() -> int:
    options = parsed_options()
    show = json.dumps if options.json else as_table
    return finished("confab link bench", lambda: show(run(options)))


if __name__ == "__main__":
    sys.exit(main())
