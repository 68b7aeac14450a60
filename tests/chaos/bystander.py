# SPDX-License-Identifier: Apache-2.0
"""Somebody who asks a server ten times a second how it is, and what it costs meanwhile."""

import os
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sockets import connected, request

_TICKS = os.sysconf("SC_CLK_TCK")
_ADDRESS = "127.0.0.2"  # the attacker's is 127.0.0.1: another client


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def rss_mb(pid: int) -> float:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]) / 1024


@dataclass
class Seen:
    times: list[float] = field(default_factory=list)  # seconds of each answer
    failed: int = 0
    cores: float = 0.0
    rss: tuple[float, float] = (0.0, 0.0)  # MB before and at the most

    def row(self) -> str:
        ordered = sorted(self.times) or [float("nan")]
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000
        return (
            f"{self.cores * 100:4.0f} % of a core | /healthz p99 {p99:6.0f} ms, worst {ordered[-1] * 1000:6.0f} ms,"
            f" {self.failed} of {len(self.times) + self.failed} failed | RSS {self.rss[0]:.0f} -> {self.rss[1]:.0f} MB"
        )


class Bystander:
    """Watches from start() to stop(). `headers`: as whom a proxy would present it."""

    def __init__(self, url: str, pid: int, headers: dict[str, str] = {}):
        self._url, self._pid, self._headers = url, pid, headers
        self._over = threading.Event()
        self._seen = Seen()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> "Bystander":
        rss = rss_mb(self._pid)
        self._seen.rss = (rss, rss)
        self._since, self._cpu = time.monotonic(), cpu_seconds(self._pid)
        self._thread.start()
        return self

    def stop(self) -> Seen:
        self._over.set()
        self._thread.join()
        self._seen.cores = (cpu_seconds(self._pid) - self._cpu) / (time.monotonic() - self._since)
        return self._seen

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            before, most = self._seen.rss
            self._seen.rss = (before, max(most, rss_mb(self._pid)))
            begun = time.monotonic()
            try:
                self._ask()
                self._seen.times.append(time.monotonic() - begun)
            except (OSError, socket.timeout):
                self._seen.failed += 1

    def _ask(self) -> None:
        with connected(self._url, source=_ADDRESS) as end:
            end.sendall(request(self._url, headers=self._headers))
            if not end.recv(65536).startswith(b"HTTP/1.1 200"):
                raise ConnectionError("refused")
