# SPDX-License-Identifier: Apache-2.0
"""What crosses the link between the front and a room, counted from outside: strace watches the front's system calls.

It knows of the link only that it is a Unix socket with a line of text a message, most often JSON: the figures of two
versions compare, whatever their messages look like.
"""

import json
import re
import select
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Iterator, NamedTuple

from failure import Failure
from processes import Children, last_line, sockets_of

TO_FRONT, TO_ROOM = "room to front", "front to room"
_PATIENCE = 10  # seconds for strace to attach
_CALLS = {"read": TO_FRONT, "readv": TO_FRONT, "recvfrom": TO_FRONT, "recvmsg": TO_FRONT,
          "write": TO_ROOM, "writev": TO_ROOM, "sendto": TO_ROOM, "sendmsg": TO_ROOM}
_LONGEST = 1 << 20  # bytes of a call that strace shows
# 1700000000.123456 sendto(9<UNIX-STREAM:[11->22]>, "\x7b\x7d\x0a", 3, MSG_NOSIGNAL, NULL, 0) = 3
_CALL = re.compile(r"([\d.]+) (\w+)\(\d+<UNIX-STREAM:\[\d+->(\d+)[^>]*>, (.*)= (\d+)$")
_SHOWN = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FIELD = re.compile(r'iov_base="((?:\\x[0-9a-f]{2})*)"')


class Amount(NamedTuple):
    """Of one direction, or of one kind of message in it."""

    lines: float  # a second
    bytes: float  # a second, with the newlines


Amounts = dict[str, dict[str, Amount]]  # by direction and kind of message


class _Piece(NamedTuple):
    """What one call read or wrote."""

    at: float  # seconds since 1970
    direction: str
    data: bytes


def _data(arguments: str, count: int) -> bytes:
    """A field of iov_base is as long as its buffer, and only `count` bytes of all have been filled or taken."""
    fields = _FIELD.findall(arguments) or _SHOWN.findall(arguments)[:1]
    data = bytes.fromhex("".join(fields).replace("\\x", ""))[:count]
    if len(data) != count:
        raise Failure(f"strace shows {len(data)} of {count} bytes: {arguments[:80]}")
    return data


def _pieces(folder: Path, peers: set[str]) -> list[_Piece]:
    """Those of the calls on a socket whose other end is one of `peers`, of all threads, in order of time."""
    found = []
    for file in folder.glob("calls.*"):  # one per thread: no call is interrupted by another's
        for line in file.read_text().splitlines():
            call = _CALL.match(line)
            if call and call[2] in _CALLS and call[3] in peers and int(call[5]):
                found.append(_Piece(float(call[1]), _CALLS[call[2]], _data(call[4], int(call[5]))))
    return sorted(found)


def _types(value: object) -> Iterator[str]:
    """The types of a message and of the one it carries, as an object or as text, the outer first."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return
    if not isinstance(value, dict):
        return
    if isinstance(value.get("type"), str):
        yield value["type"]
    for each in value.values():
        inner = list(_types(each))
        if inner:
            yield from inner
            return


def kind_of(line: bytes) -> str:
    """What a person calls the message: "message speaker"."""
    try:
        return " ".join(_types(line.decode())) or "other"
    except UnicodeDecodeError:
        return "other"


def _summary(pieces: list[_Piece], begin: float, seconds: float) -> Amounts:
    """By direction and kind of message. A line counts when its end crosses."""
    amounts = {}
    for direction in (TO_FRONT, TO_ROOM):
        lines, sizes, rest = Counter(), Counter(), b""
        for piece in pieces:
            if piece.direction != direction or not begin <= piece.at < begin + seconds:
                continue
            *whole, rest = (rest + piece.data).split(b"\n")
            for line in whole:
                lines[kind := kind_of(line)] += 1
                sizes[kind] += len(line) + 1
        amounts[direction] = {kind: Amount(lines[kind] / seconds, sizes[kind] / seconds) for kind in lines}
    return amounts


def _await_attached(strace: subprocess.Popen) -> None:
    ready, _, _ = select.select([strace.stderr], [], [], _PATIENCE)
    said = strace.stderr.readline() if ready else "no word from it"
    if "attached" not in said:
        raise Failure(f"strace cannot watch the front: {last_line(said)}")


def require_strace() -> None:
    if not shutil.which("strace"):
        raise Failure("strace is missing: apt-get install strace")


def traced(children: Children, folder: Path, front: int, room: int, stay) -> Amounts:
    """By direction and kind of message, while `stay` is called; it returns after the seconds it was there."""
    peers = sockets_of(room)
    strace = children.start(
        ["strace", "-ff", "-ttt", "-yy", "-xx", "-s", str(_LONGEST), "-e", "trace=" + ",".join(_CALLS),
         "-o", str(folder / "calls"), "-p", str(front)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    with strace.stderr:
        _await_attached(strace)
        begin = time.time()
        stay()
        seconds = time.time() - begin
        children.end(strace, signal.SIGINT)
    return _summary(_pieces(folder, peers), begin, seconds)
