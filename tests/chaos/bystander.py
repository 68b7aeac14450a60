# SPDX-License-Identifier: Apache-2.0
"""Somebody who asks a server ten times a second how it is, and joins a call once a second; and what it costs meanwhile."""

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from people import Person
from sockets import connected, request

_TICKS = os.sysconf("SC_CLK_TCK")
_ADDRESS = "127.0.0.1"


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def rss_mb(pid: int) -> float:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status.get("VmRSS", "0").split()[0]) / 1024  # one that has ended has none


@dataclass
class Times:
    """How long something took, in seconds."""

    taken: list[float] = field(default_factory=list)
    failed: int = 0

    def percentile(self, share: float) -> float | None:
        """Milliseconds."""
        ordered = sorted(self.taken)
        return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1) if ordered else None

    def take(self, act: Callable[[], None]) -> None:
        begun = time.monotonic()
        try:
            act()
            self.taken.append(time.monotonic() - begun)
        except OSError:
            self.failed += 1


class Bystander:
    """Watches from start() to stop(). `headers`: as whom a proxy would present it."""

    def __init__(self, url: str, pid: int, headers: dict[str, str] = {}, room: str = ""):
        self._url, self._pid, self._headers, self._room = url, pid, headers, room
        self._over = threading.Event()
        self._answers, self._joins = Times(), Times()
        self._most = 0.0
        self._threads = [threading.Thread(target=self._repeat, args=(0.1, self._look), daemon=True)]
        if room:
            self._threads.append(threading.Thread(target=self._repeat, args=(1, self._join), daemon=True))

    def start(self) -> "Bystander":
        self._rss = rss_mb(self._pid)
        self._since, self._cpu = time.monotonic(), cpu_seconds(self._pid)
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> dict:
        self._over.set()
        for thread in self._threads:
            thread.join()
        row = {"healthzP99Ms": self._answers.percentile(0.99), "healthzFailed": self._answers.failed}
        with suppress(OSError):
            spent = (cpu_seconds(self._pid) - self._cpu) / (time.monotonic() - self._since)
            row |= {"frontCpu": round(spent * 100, 1), "rssMb": [round(self._rss), round(max(self._most, self._rss))]}
        if self._room:
            row |= {"joinP95Ms": self._joins.percentile(0.95), "joinsFailed": self._joins.failed}
        return row

    def _repeat(self, pause: float, act: Callable[[], None]) -> None:
        while not self._over.wait(pause):
            act()

    def _look(self) -> None:
        with suppress(OSError):
            self._most = max(self._most, rss_mb(self._pid))
        self._answers.take(self._ask)

    def _ask(self) -> None:
        with connected(self._url, source=_ADDRESS) as end:
            end.sendall(request(self._url, headers=self._headers | {"Connection": "close"}))
            if not end.recv(65536).startswith(b"HTTP/1.1 200"):
                raise ConnectionError("refused")

    def _join(self) -> None:
        """Up to the offer: what follows is between the browser and the room."""
        people: list[Person] = []

        def enter() -> None:
            people.append(Person(self._url, self._room, "joiner", source=_ADDRESS, headers=self._headers))
            people[0].await_offer()

        self._joins.take(enter)
        for person in people:
            person.leave()
