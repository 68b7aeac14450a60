# SPDX-License-Identifier: Apache-2.0
"""What one stranger can do to the front, each kind for some seconds. Each takes an address and a time to end."""

import os
import socket
import threading
import time
from contextlib import suppress
from typing import Callable

from sockets import PING, TEXT, UPGRADE, client_hello, connected, frame, request, shake_hands, web_socket

Flood = Callable[[str, float], None]


def _shouting(url: str, until: float, bytes_: bytes) -> None:
    """Sends it over and over on one connection after the other, and reads nothing."""
    while time.monotonic() < until:
        with suppress(OSError), web_socket(url) as end:
            while time.monotonic() < until:
                end.sendall(bytes_)
        time.sleep(0.01)


def in_parallel(count: int, flood: Flood) -> Flood:
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


def _halves(url: str, until: float, begin: Callable[[int], bytes], crumb: bytes = b"x", pause: float = 0) -> None:
    """Connections that begin like that and go on in crumbs, as many and as fast as it gets them."""
    ends: list[socket.socket] = []
    while time.monotonic() < until:
        with suppress(OSError):
            end = connected(url)
            ends.append(end)
            end.sendall(begin(len(ends)))
        for end in ends[-50:]:
            with suppress(OSError):
                end.sendall(crumb)
        for end in ends[:-2000]:
            end.close()
        del ends[:-2000]
        time.sleep(pause)
    for end in ends:
        end.close()


def half_requests(url: str, until: float) -> None:
    """Heads that do not end and bodies that do not come, a byte now and then."""
    post = request(url, "POST", "/api/v1/recordings", {"Content-Length": "1000"})
    _halves(url, until, lambda count: post if count % 2 else b"GET / HT")


def half_bodies(url: str, until: float) -> None:
    post = request(url, "POST", "/api/v1/recordings", {"Content-Length": "65000"})
    _halves(url, until, lambda _: post + b"x" * 60000)


def half_upgrades(url: str, until: float) -> None:
    head = request(url, path="/ws", headers=UPGRADE)[:-4]
    _halves(url, until, lambda _: head, b"\r\nX: y")


def long_heads(url: str, until: float) -> None:
    _halves(url, until, lambda _: request(url)[:-2] + b"X: " + b"x" * 100_000)


def slow_heads(url: str, until: float) -> None:
    """As many as it gets, with a header more each second."""
    ends: list[socket.socket] = []
    while time.monotonic() < until:
        with suppress(OSError):
            for _ in range(50):
                end = connected(url)
                end.sendall(request(url)[:-2])
                ends.append(end)
        for end in ends:
            with suppress(OSError):
                end.sendall(b"X: y\r\n")
        time.sleep(1)
        del ends[:-1000]


def half_hellos(url: str, until: float) -> None:
    """What TLS begins with, and then its bytes one by one."""
    hello = bytes.fromhex("160301020001")
    _halves(url.replace("https://", "tcp://"), until, lambda _: hello, b"\x00")


def half_handshakes(url: str, until: float) -> None:
    """A whole hello: the server makes a key, signs, and waits for the rest."""
    _halves(url.replace("https://", "tcp://"), until, lambda _: client_hello(), b"")


def half_records(url: str, until: float) -> None:
    """A whole handshake, and then the bytes of a record one by one."""
    plain = url.replace("https://", "tcp://")
    while time.monotonic() < until:
        with suppress(OSError), connected(plain) as end:
            shake_hands(end)
            end.sendall(bytes.fromhex("1703034000"))
            while time.monotonic() < until:
                end.sendall(b"x")


def requests(url: str, until: float) -> None:
    while time.monotonic() < until:
        with suppress(OSError), connected(url) as end:
            end.sendall(request(url, path="/assets/call/call.js"))
            while end.recv(65536):
                pass


def pipelines(url: str, until: float) -> None:
    """Thousands of requests in one go, and nobody reads the answers."""
    while time.monotonic() < until:
        with suppress(OSError), connected(url) as end:
            end.settimeout(1)
            while time.monotonic() < until:
                end.sendall(request(url) * 1000)


def byte_ranges(url: str, until: float) -> None:
    header = {"Range": "bytes=" + ",".join(f"{n}-{n + 1}" for n in range(0, 8000, 2)), "Connection": "close"}
    while time.monotonic() < until:
        with suppress(OSError), connected(url) as end:
            end.sendall(request(url, path="/assets/call/call.js", headers=header))
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
