# SPDX-License-Identifier: Apache-2.0
"""What /proc says of the processes of a server, every few seconds, for as long as each lives."""

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Sample:
    at: float  # seconds since the soak began
    rss: float  # MB
    fds: int
    threads: int
    cores: float  # since the sample before
    settled: bool = False  # nobody has come or gone for a while


@dataclass
class Series:
    """One process, from when it was first seen to when it was gone."""

    name: str  # "front", "room steady"
    pid: int
    samples: list[Sample] = field(default_factory=list)
    cpu: tuple[float, float] | None = None  # at, CPU seconds by then


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def rooms_of(front: int) -> dict[str, int]:
    """The processes that are rooms of that front, by the names of their rooms. After a front has died they belong to nobody."""
    found = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            words = (entry / "cmdline").read_text().split("\0") if entry.name.isdigit() else [""]
            if len(words) > 1 and words[1] == "room" and int(_stat(int(entry.name))[1]) in (front, 1):
                found[words[words.index("--name") + 1]] = int(entry.name)
    return found


class Sampler:
    """Looks at a server's front and rooms on a thread of its own."""

    def __init__(self, server, every: float = 2.0):
        self._server, self._every = server, every
        self._series: dict[int, Series] = {}
        self._over, self._lock = threading.Event(), threading.Lock()
        self.begun = time.monotonic()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> "Sampler":
        self._thread.start()
        return self

    def stop(self) -> list[Series]:
        self._over.set()
        self._thread.join()
        return [one for one in self._series.values() if one.samples]

    def now(self) -> float:
        return time.monotonic() - self.begun

    def mark_settled(self, seconds: float) -> None:
        """Of each process, the smallest sample of the last so many seconds is what it has when nothing happens."""
        with self._lock:
            for one in self._series.values():
                lately = [s for s in one.samples if s.at > self.now() - seconds]
                if lately and one.samples[-1].at > self.now() - 3 * self._every:
                    min(lately, key=lambda s: (s.threads, s.fds, s.rss)).settled = True

    def _run(self) -> None:
        while not self._over.wait(self._every):
            for name, pid in self._server.processes().items():
                with suppress(OSError, IndexError), self._lock:
                    self._look(name, pid)

    def _look(self, name: str, pid: int) -> None:
        at, fields = self.now(), _stat(pid)
        cpu = (int(fields[11]) + int(fields[12])) / _TICKS
        series = self._series.setdefault(pid, Series(name, pid))
        before, series.cpu = series.cpu, (at, cpu)
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        sample = Sample(
            at=at,
            rss=int(status["VmRSS"].split()[0]) / 1024,
            fds=len(os.listdir(f"/proc/{pid}/fd")),
            threads=int(fields[17]),
            cores=(cpu - before[1]) / (at - before[0]) if before else 0.0,
        )
        series.samples.append(sample)
