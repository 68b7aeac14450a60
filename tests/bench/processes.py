# SPDX-License-Identifier: Apache-2.0
"""Child processes that end with us, and what /proc says about a process."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from failure import Failure

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 10  # seconds from a polite signal to SIGKILL


class Usage(NamedTuple):
    """One process at one moment."""

    cpu_seconds: float  # user and system, of all its threads, those that ended too
    rss_mb: float
    threads: int


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on; the second, the name, may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def usage(pid: int) -> Usage:
    """Raises OSError when there is no such process."""
    fields = _stat(pid)
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    rss_kb = int(status.get("VmRSS", "0 kB").split()[0])
    return Usage((int(fields[11]) + int(fields[12])) / _TICKS, rss_kb / 1024, int(fields[17]))


def cpu_seconds(pid: int) -> float:
    """As usage() has it, but to the microsecond, for processes that need little. Raises OSError like it."""
    return time.clock_gettime(~pid << 3 | 2)  # the clock that clock_getcpuclockid(3) names


def main_thread_seconds(pid: int) -> float:
    """CPU time of the thread that the process began with. Raises OSError when there is no such process."""
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0]) / 1e9


def sockets_of(pid: int) -> set[str]:
    """The numbers (inodes) of its open sockets."""
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):  # it was closed while we looked
            target = os.readlink(entry)
            if target.startswith("socket:["):
                found.add(target[len("socket:["):-1])
    return found


def _with(field: int, value: int) -> list[int]:
    """The processes that have `value` in that field of _stat()."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int(_stat(int(entry.name))[field]) == value:
                found.append(int(entry.name))
        except OSError:
            pass  # it ended while we looked
    return found


def children_of(parent: int) -> list[int]:
    """Found by their parent, whatever they are called."""
    return _with(1, parent)


def _group(leader: int) -> list[int]:
    """What the leader of a process group started, orphans too. Its number stays taken while one is left."""
    return _with(2, leader)


class Children:
    """Starts processes; leaving the block ends all that still run, and their children."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen] = []

    def __enter__(self) -> "Children":
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._running[:]):
            self.end(process)

    def start(self, command: list[str], **options) -> subprocess.Popen:
        """In a process group of its own: Ctrl-C reaches us alone, and we end it.

        Not in a session: Linux (sched_autogroup) gives each of these the same share of the cores, and a room that
        needs more than the bots beside it would wait for them (gaps of 180 ms where there are 90).
        """
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0, **options)
        self._running.append(process)
        return process

    def run(self, command: list[str]) -> str:
        """Its standard output. Failure says what it complained of last."""
        process = self.start(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, err = process.communicate()
        self._running.remove(process)
        if process.returncode:
            raise Failure(f"{command[0]}: {last_line(err) or f'exit status {process.returncode}'}")
        return out

    def cpu_seconds(self, command: list[str]) -> float:
        """Runs it to its end: user and system time. It may write some lines to stderr, no more."""
        process = self.start(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        _, status, spent = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self._running.remove(process)
        with process.stderr as err:
            if process.returncode:
                raise Failure(f"{command[0]}: {last_line(err.read())}")
        return spent.ru_utime + spent.ru_stime

    def end(self, process: subprocess.Popen, number: int = signal.SIGTERM) -> int:
        """Its exit status, after `number` or, in the end, SIGKILL. What it left behind ends too."""
        if process.poll() is None:
            process.send_signal(number)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process in self._running:
            self._running.remove(process)
        for pid in _group(process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return process.returncode


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""
