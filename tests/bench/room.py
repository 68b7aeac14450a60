# SPDX-License-Identifier: Apache-2.0
"""A real room with bots in it, and what its process spends."""

import json
import os
import re
import select
import signal
import subprocess
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from clip import Clip
from failure import Failure
from processes import Children, children_of, last_line, usage

_PATIENCE = 30  # seconds for the server to listen and for the bots to have their first frame
_SETTLING = 8  # seconds from the last bot's first frame to the measurement: all receive the best rung by then


class RoomFigures(NamedTuple):
    cores: float
    rss_mb: float
    threads: int
    fps: float  # of the bot that got the fewest, in the same seconds
    gap_ms: int  # the longest any bot saw, in the same seconds
    first_frame_ms: float  # median


class Server:
    """`confab serve` with folders of its own, on a free port."""

    def __init__(self, children: Children, program: str, folder: Path, *options: str,
                 listen: str = "127.0.0.1:0") -> None:
        self._log = folder / "serve.log"
        with self._log.open("wb") as log:
            self.process = children.start(
                [program, "serve", "--listen", listen, "--recordings", str(folder / "recordings"),
                 "--runtime", str(folder / "runtime"), *options], stdout=subprocess.PIPE, stderr=log, cwd=folder)
        self.url = self._address()

    def _address(self) -> str:
        ready, _, _ = select.select([self.process.stdout], [], [], _PATIENCE)
        line = self.process.stdout.readline().decode() if ready else ""
        found = re.search(r"listening on (\S+)", line)
        if not found:
            raise Failure(f"confab serve does not start: {last_line(self._log.read_text()) or 'no word from it'}")
        return found[1]

    def room(self) -> int:
        """The process of its one room."""
        rooms = children_of(self.process.pid)
        if len(rooms) != 1:
            raise Failure(f"one room process was expected, not {len(rooms)}: {last_line(self._log.read_text())}")
        return rooms[0]


class Bots:
    """`confab bot --count N`: they send what the options say until they are told to stop, then they report.

    `within`: a command that starts theirs, such as "ip netns exec NAME".
    """

    def __init__(self, children: Children, program: str, url: str, count: int, *options: str,
                 within: tuple[str, ...] = ()) -> None:
        self._children = children
        self._count = count
        self._said = ""
        # On a terminal the bots say twice a second how many receive.
        self._terminal, theirs = os.openpty()
        try:
            self._process = children.start(
                [*within, program, "bot", "--url", url, "--count", str(count), "--seconds", "86400",
                 "--settle", str(_SETTLING), "--json", *options], stdout=subprocess.PIPE, stderr=theirs, text=True)
        finally:
            os.close(theirs)

    def close(self) -> None:
        os.close(self._terminal)

    def _hear(self, seconds: float) -> None:
        """Keeps their terminal empty for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self._terminal], [], [], left)
            if not ready:
                return
            try:
                said = os.read(self._terminal, 4096).decode(errors="replace")
            except OSError:  # they have ended
                return
            self._said = (self._said + said)[-4096:]

    def await_first_frames(self) -> None:
        end = time.monotonic() + _PATIENCE
        while f"{self._count} of {self._count} bots receive" not in self._said:
            self._hear(0.1)
            if self._process.poll() is not None:
                raise self._ended_early()
            if time.monotonic() > end:
                raise Failure(f"not every bot got a picture within {_PATIENCE} s: {self._last_words()}")

    def stay(self, seconds: float) -> None:
        self._hear(seconds)
        if self._process.poll() is not None:
            raise self._ended_early()

    def report(self) -> list[dict]:
        """Ends them. Failure if one was cut off, or never had its picture."""
        self._process.send_signal(signal.SIGINT)
        try:
            out, _ = self._process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failure("the bots do not end") from None
        self._hear(0.1)
        if self._process.returncode:
            raise Failure(f"a bot failed: {self._last_words()}")
        return self._checked(out)

    @staticmethod
    def _checked(report: str) -> list[dict]:
        bots = json.loads(report)["bots"]
        for bot in bots:
            if bot["rejoins"] or bot["errors"] or bot["firstFrameMs"] is None:
                raise Failure(f"{bot['name']} was cut off: {(bot['errors'] or ['it had to rejoin'])[-1]}")
        return bots

    def _ended_early(self) -> Failure:
        out, _ = self._process.communicate()
        if not self._process.returncode:
            self._checked(out)
        return Failure(f"the bots ended early: {self._last_words()}")

    def _last_words(self) -> str:
        """What they said last that is not their progress."""
        said = re.sub(r"[^\r\n]*bots receive", "", self._said.replace("\x1b[K", ""))
        return last_line(said.replace("\r", "\n")) or f"exit status {self._process.poll()}"


def measure_room(children: Children, program: str, folder: Path, clip: Clip, participants: int,
                 seconds: float) -> RoomFigures:
    server = Server(children, program, folder)
    bots = Bots(children, program, server.url, participants, "--clip", str(clip.path))
    try:
        bots.await_first_frames()
        bots.stay(_SETTLING)
        room = server.room()
        before, begin = usage(room), time.monotonic()
        bots.stay(seconds)
        after, end = usage(room), time.monotonic()
        reports = bots.report()
    except (FileNotFoundError, ProcessLookupError):
        raise Failure("the room's process ended while it was measured") from None
    finally:
        bots.close()
        children.end(server.process)
    return RoomFigures((after.cpu_seconds - before.cpu_seconds) / (end - begin), after.rss_mb, after.threads,
                       min(bot["fps"] for bot in reports), max(bot["gapMs"] for bot in reports),
                       median(bot["firstFrameMs"] for bot in reports))
