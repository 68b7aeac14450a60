# SPDX-License-Identifier: Apache-2.0
"""Many people at once, and a machine that has other things to do. Started by script/crowds."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Callable

from bystander import cpu_seconds, rss_mb
from faults import rooms_of
from people import Person
from server import PROGRAM, Server

_EXPLANATION = """\
Each kind has a server of its own, and prints a JSON row:
  in, out          of the people, how many came in, and how often one lost the room after that
  firstMs          to the first picture (of rooms: to the offer): median, longest
  roomCores, roomMb   of the room (of several: the sum), when all are in
  deaths           of room processes
The bots need the same cores as the server."""


def _cores(pids: list[int], seconds: float) -> float:
    before = sum(cpu_seconds(pid) for pid in pids)
    time.sleep(seconds)
    return round((sum(cpu_seconds(pid) for pid in pids) - before) / seconds, 2)


class _Bots:
    """`confab bot` with these arguments."""

    def __init__(self, url: str, *arguments: str) -> None:
        command = [PROGRAM, "bot", "--url", url, "--seconds", "86400", "--settle", "1", "--json", *arguments]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True)

    def end(self) -> list[dict]:
        self._process.send_signal(signal.SIGINT)
        try:
            return json.loads(self._process.communicate(timeout=60)[0])["bots"]
        except (subprocess.TimeoutExpired, ValueError):
            self._process.kill()
            return []


def _people(bots: list[dict]) -> dict:
    """What all of them say together."""
    first = sorted(bot["firstFrameMs"] for bot in bots if bot["firstFrameMs"] is not None)
    return {
        "in": len(first),
        "out": sum(bot["rejoins"] for bot in bots),
        "firstMs": [first[len(first) // 2], first[-1]] if first else None,
        "fps": min((bot["fps"] or 0 for bot in bots), default=None),
    }


def _room_of_bots(server: Server, seconds: float, *crowds: tuple[str, ...]) -> dict:
    """All of them into one room, and `seconds` later, when they are in, what that room takes."""
    bots = [_Bots(server.url, "--name", f"crowd{at}-", "--first", str(1000 * at), *crowd) for at, crowd in enumerate(crowds)]
    time.sleep(seconds)
    rooms = rooms_of(server.process.pid)
    row = {"roomCores": _cores(rooms, 10), "roomMb": round(sum(map(rss_mb, rooms)))}
    return row | _people([bot for process in bots for bot in process.end()])


def voices(server: Server) -> dict:
    """100 people without cameras, twenty a second; six of them speak."""
    return _room_of_bots(server, 30, ("--no-video", "--count", "6"), ("--no-video", "--no-audio", "--count", "94", "--stagger", "50"))


def microphones(server: Server) -> dict:
    """The same, and all of them speak."""
    return _room_of_bots(server, 30, ("--no-video", "--count", "100", "--stagger", "50"))


def cameras(server: Server) -> dict:
    """25 people with cameras, all in the same moment."""
    return _room_of_bots(server, 30, ("--count", "25", "--stagger", "0", "--size", "320x180", "--kbps", "150"))


def _rooms(count: int) -> Callable[[Server], dict]:
    def enter(server: Server, at: int, offers: list[float], people: list[Person]) -> None:
        begun = time.monotonic()
        with suppress(OSError):
            # each from a machine of its own: one client may not have so many
            person = Person(server.url, f"room{at}", "somebody", source=f"127.0.{at // 250 + 1}.{at % 250 + 1}")
            people.append(person)
            person.end.settimeout(120)
            person.await_offer(120)
            offers.append(time.monotonic() - begun)

    def all_rooms(server: Server) -> dict:
        offers: list[float] = []
        people: list[Person] = []
        threads = [threading.Thread(target=enter, args=(server, at, offers, people)) for at in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rooms = sorted(rooms_of(server.process.pid))
        row = {"in": len(offers), "roomCores": _cores(rooms, 10), "roomMb": round(sum(map(rss_mb, rooms)))}
        row |= {"rooms": len(rooms), "deaths": len(set(rooms) - set(rooms_of(server.process.pid)))}
        for person in people:
            person.leave()
        offers.sort()
        return row | {"firstMs": [round(offers[len(offers) // 2] * 1000), round(offers[-1] * 1000)] if offers else None}

    all_rooms.__doc__ = f"{count} people, each into a room of its own, all in the same moment."
    return all_rooms


def busy_loops(server: Server) -> dict:
    """A call of four, and eight programs that take what they can of the cores for a minute; fps is of the 15 s that begin 5 s
    after that."""
    bots = _Bots(server.url, "--count", "4", "--name", "before")
    time.sleep(5)
    rooms = rooms_of(server.process.pid)
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(8)]
    time.sleep(60)
    for loop in loops:
        loop.kill()
        loop.wait()
    time.sleep(5)
    after = _Bots(server.url, "--observer", "--name", "after")
    time.sleep(15)
    seen = _people(after.end())
    stayed = _people(bots.end())
    return {"in": stayed["in"], "out": stayed["out"], "deaths": len(set(rooms) - set(rooms_of(server.process.pid))), "fps": seen["fps"]}


_KINDS = {"voices": voices, "microphones": microphones, "cameras": cameras, "50-rooms": _rooms(50), "100-rooms": _rooms(100),
          "busy-loops": busy_loops}


def main() -> int:
    kinds = "\n".join(f"  {name:12} {' '.join(kind.__doc__.split())}" for name, kind in _KINDS.items())
    parser = argparse.ArgumentParser(prog="script/crowds", formatter_class=argparse.RawDescriptionHelpFormatter,
                                     description=f"Many people at once, and a machine that has other things to do:\n{kinds}",
                                     epilog=_EXPLANATION)
    parser.add_argument("kinds", nargs="*", help="all of them by default")
    options = parser.parse_args()
    if unknown := set(options.kinds) - _KINDS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(_KINDS)}")
    for name in options.kinds or _KINDS:
        with tempfile.TemporaryDirectory() as folder:
            server = Server(folder)
            try:
                row = {"kind": name, **_KINDS[name](server)}
                row["logLines"] = len(server.log.read_text(errors="replace").splitlines())
                if log := os.environ.get("CONFAB_CROWDS_LOG"):
                    Path(log).write_bytes(server.log.read_bytes())
                print(json.dumps(row), flush=True)
            finally:
                server.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
