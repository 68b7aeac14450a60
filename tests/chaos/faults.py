# SPDX-License-Identifier: Apache-2.0
"""What happens to processes: they are stopped, or end, or have no files. Each takes the server's number and a time to end."""

import os
import signal
import time
from pathlib import Path


def rooms_of(server: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "stat").read_text().rpartition(")")[2].split()[1] == str(server):
                found.append(int(entry.name))
        except OSError:
            pass  # it ended while we looked
    return found


def _in_the_middle(until: float) -> None:
    time.sleep(max(0.0, (until - time.monotonic()) / 2))


def room_stands_still(server: int, until: float) -> None:
    for room in rooms_of(server):
        os.kill(room, signal.SIGSTOP)
    _in_the_middle(until)
    time.sleep(max(0.0, until - time.monotonic()))


def room_crashes(server: int, until: float) -> None:
    for room in rooms_of(server):
        os.kill(room, signal.SIGSEGV)
    time.sleep(max(0.0, until - time.monotonic()))


def front_stands_still(server: int, until: float) -> None:
    os.kill(server, signal.SIGSTOP)
    _in_the_middle(until)
    os.kill(server, signal.SIGCONT)
    time.sleep(max(0.0, until - time.monotonic()))


def front_crashes(server: int, until: float) -> None:
    os.kill(server, signal.SIGSEGV)
    time.sleep(max(0.0, until - time.monotonic()))
