# SPDX-License-Identifier: Apache-2.0
"""What the smaller pictures cost a room: see --help.

Run it as root, as `python3 -B tests/bench/rungs.py`. CONFAB_PROGRAM=FILE measures that program, else build/confab as it is.
"""

import argparse
import json
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Iterator, NamedTuple

from clip import Clip, made_clip
from command import ROOT, add_passes, finished, program_to_measure, progress
from processes import Children, usage
from room import Bots, Server

_PEOPLE = 8
_WEAK = (800, 800, 250, 250)  # kbit/s of the links of four of them
_MIXES = {"all on the best": (), "two on 640x360": _WEAK[:2], "two on 320x180": _WEAK[2:], "two on each lower": _WEAK}
_SETTLING = 12  # seconds from the last bot's first frame to the measurement: each is on its rung by then
_EXPLANATION = """\
Eight bots in a room, --repeat times for each of these:
  all on the best      1280x720 for everybody: one encoder
  two on 640x360       two of them behind links of 800 kbit/s (a token bucket that queues 200 ms)
  two on 320x180       two behind links of 250 kbit/s
  two on each lower    both

  cores    CPU seconds a second of the room's process, over --seconds, from 12 s on after
           the last bot's first frame
  kbps     that passed the links in the same seconds, with all headers: first that of all
           on the best rung, then each of the others

Each link is a network namespace, cf-rungs-*, with addresses of 10.88.0.0/16; they are
gone afterwards. Printed are medians. Exit status: 0, or 1 with the reason."""


class Sample(NamedTuple):
    cores: float
    kbps: list[float]


class Link(NamedTuple):
    """The way to one bot."""

    namespace: str
    outside: str  # the network device whose queue is the narrow place
    address: str  # of the server, as the bot sees it


@contextmanager
def link_of(children: Children, number: int, kbps: int | None) -> Iterator[Link]:
    link = Link(f"cf-rungs-{number}", f"cfrung{number}", f"10.88.{number}.1")
    inside = f"cfin{number}"
    commands = [
        f"ip netns add {link.namespace}",
        f"ip link add {link.outside} type veth peer name {inside} netns {link.namespace}",
        f"ip addr add {link.address}/24 dev {link.outside}",
        f"ip link set {link.outside} up",
        f"ip -n {link.namespace} addr add 10.88.{number}.2/24 dev {inside}",
        f"ip -n {link.namespace} link set {inside} up",
        f"ip -n {link.namespace} link set lo up",
    ]
    if kbps:
        commands.append(f"tc qdisc add dev {link.outside} root tbf rate {kbps}kbit burst 4kb latency 200ms")
    try:
        for command in commands:
            children.run(command.split())
        yield link
    finally:
        # the device first: with its namespace it would go some time later
        for command in (f"ip link delete {link.outside}", f"ip netns delete {link.namespace}"):
            children.run(command.split())


def _bytes_through(link: Link) -> int:
    return int(Path(f"/sys/class/net/{link.outside}/statistics/tx_bytes").read_text())


class Crowd:
    """Those on the best rung behind the first link, and each of the others behind one of its own."""

    def __init__(self, children: Children, program: str, port: str, links: list[Link], clip: Clip) -> None:
        options = ("--clip", str(clip.path))
        counts = [_PEOPLE - len(links) + 1] + [1] * (len(links) - 1)
        self._groups = [Bots(children, program, f"http://{link.address}:{port}", count, *options, "--name", link.outside,
                             within=("ip", "netns", "exec", link.namespace)) for link, count in zip(links, counts)]

    def await_first_frames(self) -> None:
        for bots in self._groups:
            bots.await_first_frames()

    def stay(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for bots in self._groups:
                bots.stay(min(left / len(self._groups), 0.2))

    def leave(self) -> None:
        """Failure if one was cut off meanwhile."""
        for bots in self._groups:
            bots.report()

    def close(self) -> None:
        for bots in self._groups:
            bots.close()


def _measure(server: Server, crowd: Crowd, links: list[Link], seconds: float) -> Sample:
    crowd.await_first_frames()
    crowd.stay(_SETTLING)
    room = server.room()
    spent, passed, begin = usage(room).cpu_seconds, [_bytes_through(link) for link in links], time.monotonic()
    crowd.stay(seconds)
    took = time.monotonic() - begin
    cores = (usage(room).cpu_seconds - spent) / took
    kbps = [(_bytes_through(link) - before) * 8 / 1000 / took for link, before in zip(links, passed)]
    crowd.leave()
    return Sample(cores, kbps)


def one_pass(children: Children, program: str, clip: Clip, weak: tuple[int, ...], seconds: float) -> Sample:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="confab-bench-"))
        links = [stack.enter_context(link_of(children, i + 1, kbps)) for i, kbps in enumerate((None, *weak))]
        server = Server(children, program, Path(folder), "--behind-proxy", listen="0.0.0.0:0")
        stack.callback(children.end, server.process)
        crowd = Crowd(children, program, server.url.rpartition(":")[2], links, clip)
        stack.callback(crowd.close)
        return _measure(server, crowd, links, seconds)


def run(options: argparse.Namespace) -> dict:
    program = program_to_measure()
    figures = {}
    with Children() as children:
        progress("the clip")
        clip = made_clip(children, ROOT / "build" / "bench-clips", (640, 360))
        for name, weak in _MIXES.items():
            samples = []
            for i in range(options.repeat):
                progress(f"{name}, pass {i + 1} of {options.repeat}")
                samples.append(one_pass(children, program, clip, weak, options.seconds))
            figures[name] = {"cores": round(median(s.cores for s in samples), 3),
                             "kbps": [round(median(rates)) for rates in zip(*(s.kbps for s in samples))]}
    return figures


def as_table(figures: dict) -> str:
    rows = [f"{'':20}  {'cores':>6}  kbps"]
    rows += [f"{name:20}  {of['cores']:6.3f}  {' '.join(map(str, of['kbps']))}" for name, of in figures.items()]
    return "\n".join(rows)


def parsed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rungs.py", description="Measures what the smaller pictures for weak links cost a room of eight.",
        epilog=_EXPLANATION, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_passes(parser, 15.0, "each room is measured")
    return parser.parse_args()


def main() -> int:
    options = parsed_options()
    show = json.dumps if options.json else as_table
    return finished("confab rungs bench", lambda: show(run(options)))


if __name__ == "__main__":
    sys.exit(main())
