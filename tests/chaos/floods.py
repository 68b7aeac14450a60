# SPDX-License-Identifier: Apache-2.0
"""What one stranger can do to the front, each kind for some seconds. Each takes an address and a time to end."""

import json
import os
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Callable

from sockets import PING, TEXT, connected, frame, request, web_socket

Flood = Callable[[str, float], None]


def _shouting(url: str, until: float, bytes_: bytes) -> None:
    """Sends it over and over on one connection after the other, and reads nothing."""
    while time.monotonic() < until:
        with suppress(OSError), web_socket(url) as end:
            while time.monotonic() < until:
                end.sendall(bytes_)
        time.sleep(0.01)


def _in_parallel(count: int, flood: Flood) -> Flood:
    def all_of_them(url: str, until: float) -> None:
        threads = [threading.Thread(target=flood, args=(url, until), daemon=True) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return all_of_them


def pings(url: str, until: float) -> None:
    _shouting(url, until, frame(PING, b"x" * 100) * 1000)


def empty_pings(url: str, until: float) -> None:
    _shouting(url, until, frame(PING) * 10000)


def fragments(url: str, until: float) -> None:
    """Of one message, all of them empty."""
    _shouting(url, until, frame(TEXT, b"", last=False) + frame(0, b"", last=False) * 10000)


def texts(url: str, until: float) -> None:
    _shouting(url, until, frame(TEXT, b'{"type":"ping"}') * 1000)


def junk(url: str, until: float) -> None:
    _shouting(url, until, frame(TEXT, b"x" * 1000, masked=False) + os.urandom(65536))


def slow_pings(url: str, until: float) -> None:
    """Within any rate, but nobody reads the answers."""
    with web_socket(url, receive_buffer=4096) as end:
        while time.monotonic() < until:
            with suppress(OSError):
                end.sendall(frame(PING, b"x" * 125) * 10)
            time.sleep(1)


def half_requests(url: str, until: float) -> None:
    """Heads that do not end and bodies that do not come, a byte now and then."""
    ends: list[socket.socket] = []
    while time.monotonic() < until:
        with suppress(OSError):
            end = connected(url)
            end.sendall(request(url, "POST", "/api/v1/recordings", {"Content-Length": "1000"}) if len(ends) % 2 else b"GET / HT")
            ends.append(end)
        for end in ends[-50:]:
            with suppress(OSError):
                end.sendall(b"x")
    for end in ends:
        end.close()


def requests(url: str, until: float) -> None:
    while time.monotonic() < until:
        with suppress(OSError), connected(url) as end:
            end.sendall(request(url, path="/assets/call/call.js"))
            while end.recv(65536):
                pass


def unread_answers(url: str, until: float) -> None:
    """Asks for a file, and reads none of it."""
    ends: list[socket.socket] = []
    while time.monotonic() < until:
        with suppress(OSError):
            end = connected(url, receive_buffer=2048)
            end.sendall(request(url, path="/assets/learn/learn.js"))
            ends.append(end)
        time.sleep(0.005)
    for end in ends:
        end.close()


def slow_readers(url: str, until: float) -> None:
    """Twenty who say that they are there and read nothing else, while five toggle their hands."""
    talkers = [_in_room(url, f"talker {n}") for n in range(5)]
    readers = [_in_room(url, f"reader {n}", 4096) for n in range(20)]
    state = [frame(TEXT, json.dumps({"type": "state", "hand": hand}).encode()) for hand in (True, False)]
    while time.monotonic() < until:
        for talker in talkers:
            with suppress(OSError):
                talker.sendall((state[0] + state[1]) * 9)  # 180 a second: within the limit
                talker.setblocking(False)
                while talker.recv(65536):
                    pass
        for reader in readers:
            with suppress(OSError):
                reader.sendall(frame(10, b"libsoup"))  # a pong that was not asked for
        time.sleep(0.1)
    for end in talkers + readers:
        end.close()


def _in_room(url: str, name: str, receive_buffer: int = 0) -> socket.socket:
    end = web_socket(url, receive_buffer=receive_buffer)
    join = {"type": "join", "v": 1, "room": "flood", "name": name, "observer": True}
    end.sendall(frame(TEXT, json.dumps(join).encode()))
    return end


def idle_sockets(url: str, until: float) -> None:
    """As many WebSockets as it gets, through a proxy that says who it is; nobody joins."""
    ends: list[socket.socket] = []
    while time.monotonic() < until:
        try:
            ends.append(web_socket(url, {"X-Forwarded-For": "192.0.2.1"}))
        except OSError:
            time.sleep(0.1)
    for end in ends:
        end.close()


@dataclass(frozen=True)
class Kind:
    flood: Flood
    server: tuple[str, ...] = ()  # arguments
    bystander: dict[str, str] = field(default_factory=dict)  # headers


KINDS = {
    "pings": Kind(pings),
    "pings-x100": Kind(_in_parallel(100, pings)),
    "empty-pings": Kind(empty_pings),
    "slow-pings": Kind(slow_pings),
    "fragments": Kind(fragments),
    "texts": Kind(texts),
    "junk": Kind(junk),
    "half-requests": Kind(half_requests),
    "requests": Kind(_in_parallel(16, requests)),
    "unread-answers": Kind(unread_answers),
    "slow-readers": Kind(slow_readers),
    "idle-sockets": Kind(idle_sockets, ("--behind-proxy",), {"X-Forwarded-For": "192.0.2.2"}),
}
