# SPDX-License-Identifier: Apache-2.0
"""What one stranger can do to a room that others are in."""

import itertools
import random
import socket
import time
from contextlib import suppress
from pathlib import Path

from call import ROOM
from people import Person
from sockets import PONG, frame

_LIMIT = 180  # messages a second: within what one connection may say


def _crowd(url: str, count: int, **options) -> list[Person]:
    people = []
    for n in range(count):
        with suppress(OSError):
            people.append(Person(url, ROOM, f"stranger {n}", **options))
    return people


def _talking(url: str, until: float, messages: list[dict], count: int) -> None:
    """Each of them says these over and over, as fast as one may; who is cut off comes again."""
    crowd = _crowd(url, count)
    texts = itertools.cycle(messages)
    while time.monotonic() < until:
        for at, person in enumerate(crowd):
            try:
                for _ in range(_LIMIT // 10):
                    person.say(next(texts))
                person.skip_heard()
            except OSError:
                person.end.close()
                with suppress(OSError):
                    crowd[at] = Person(url, ROOM, f"stranger {at}")
        time.sleep(0.1)
    for person in crowd:
        person.leave()


def hands(url: str, until: float) -> None:
    _talking(url, until, [{"type": "state", "hand": hand} for hand in (True, False)], 10)


def chats(url: str, until: float) -> None:
    _talking(url, until, [{"type": "chat", "text": "x" * 2000}], 5)


def layouts(url: str, until: float) -> None:
    """Pictures that change without end, with layouts of their own."""
    cell = {"id": "a", "rect": ["0", "0", "1", "1"]}
    own = [{"type": "layout", "custom": {"name": f"l{n}", "variants": [{"max": 1, "cells": [cell]}]}} for n in range(50)]
    _talking(url, until, own, 5)


def joins(url: str, until: float) -> None:
    """In and out, without waiting for anything."""
    for n in itertools.count():
        if time.monotonic() > until:
            return
        with suppress(OSError):
            Person(url, ROOM, f"stranger {n}").leave()


def ten_thousand_joins(url: str, until: float) -> None:
    """In a minute, into as many rooms; all of them stay for as long as they may."""
    stayed: list[Person] = []
    for n in range(10_000):
        if time.monotonic() > until:
            break
        with suppress(OSError):
            stayed.append(Person(url, f"room{n}", "stranger"))
        for person in stayed[:-300]:
            person.end.close()
        del stayed[:-300]


def slow_readers(url: str, until: float) -> None:
    """Twenty who say that they are there and read nothing else, while five toggle their hands."""
    readers = _crowd(url, 20, receive_buffer=4096)
    talkers = _crowd(url, 5)
    state = [{"type": "state", "hand": hand} for hand in (True, False)]
    while time.monotonic() < until:
        for talker in talkers:
            with suppress(OSError):
                for message in state * 9:
                    talker.say(message)
                talker.skip_heard()
        for reader in readers:
            with suppress(OSError):
                reader.end.sendall(frame(PONG, b"libsoup"))  # a pong that was not asked for
        time.sleep(0.1)


def candidates(url: str, until: float) -> None:
    """As many as may be said, each another address."""
    crowd = [(person, person.await_offer()["peer"]) for person in _crowd(url, 5)]
    for n in itertools.count():
        if time.monotonic() > until:
            return
        for person, peer in crowd:
            line = f"candidate:{n} 1 udp {n + 1} 127.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255} {1024 + n % 60000} typ host"
            with suppress(OSError):
                for _ in range(_LIMIT // 10):
                    person.say({"type": "candidate", "peer": peer, "mline": 0, "candidate": line})
                person.skip_heard()
        time.sleep(0.1)


def damaged_answers(url: str, until: float) -> None:
    """The offer itself as its answer, with some of its bytes others."""
    chance = random.Random(1)
    while time.monotonic() < until:
        with suppress(OSError):
            person = Person(url, ROOM, "stranger", observer=False)
            offer = person.await_offer()
            sdp = list(offer["sdp"].replace("a=setup:actpass", "a=setup:active"))
            for _ in range(chance.randrange(20)):
                sdp[chance.randrange(len(sdp))] = chr(chance.randrange(1, 127))
            person.say({"type": "answer", "peer": offer["peer"], "sdp": "".join(sdp)})
            person.say({"type": "ping"})
            person.hear()
            person.leave()


def udp_ports() -> list[int]:
    """All of this machine: a room's are among them."""
    lines = [line for table in ("udp", "udp6") for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]]
    return sorted({int(line.split()[1].rpartition(":")[2], 16) for line in lines})


def garbage(url: str, until: float) -> None:
    """Bytes by chance, and what looks like STUN, DTLS and RTP, at every port that is open."""
    chance = random.Random(1)
    end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    end.bind(("127.0.0.2", 0))
    begins = [b"", b"\x00\x01", b"\x00\x01\x00\x08\x21\x12\xa4\x42", b"\x16\xfe\xfd", b"\x80\x60", b"\x80\xc9"]
    while time.monotonic() < until:
        for port in udp_ports():
            for begin in begins:
                with suppress(OSError):
                    end.sendto(begin + chance.randbytes(chance.randrange(1200)), ("127.0.0.1", port))
