# SPDX-License-Identifier: Apache-2.0
"""Somebody in a room, as far as the signalling goes: no media."""

import json
import socket
import time

from sockets import PING, PONG, TEXT, frame, web_socket


class Person:
    """Has said `join`. Raises OSError when the server hangs up."""

    def __init__(self, url: str, room: str, name: str, observer: bool = True, **options) -> None:
        self.end: socket.socket = web_socket(url, **options)
        self._heard = b""
        self.say({"type": "join", "v": 1, "room": room, "name": name, "observer": observer})

    def say(self, message: dict) -> None:
        self.end.sendall(frame(TEXT, json.dumps(message).encode()))

    def hear(self) -> dict:
        """The next message."""
        while True:
            opcode, payload = self._frame()
            if opcode == TEXT:
                return json.loads(payload)
            if opcode == PING:
                self.end.sendall(frame(PONG, payload))
            if opcode == 8:
                raise ConnectionAbortedError(f"closed with {int.from_bytes(payload[:2])}: {payload[2:].decode()}")

    def await_offer(self, seconds: float = 10) -> dict:
        """Raises OSError when the server refuses."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            message = self.hear()
            if message["type"] == "error":
                raise ConnectionRefusedError(message["code"])
            if message["type"] == "offer":
                return message
        raise TimeoutError("no offer")

    def skip_heard(self) -> None:
        """Reads what has come, and forgets it."""
        self.end.setblocking(False)
        try:
            while self.end.recv(65536):
                pass
        except BlockingIOError:
            pass
        self.end.settimeout(10)

    def leave(self) -> None:
        try:
            self.say({"type": "leave"})
        except OSError:
            pass
        self.end.close()

    def _bytes(self, count: int) -> bytes:
        while len(self._heard) < count:
            if not (more := self.end.recv(65536)):
                raise ConnectionResetError("the server hung up")
            self._heard += more
        taken, self._heard = self._heard[:count], self._heard[count:]
        return taken

    def _frame(self) -> tuple[int, bytes]:
        head = self._bytes(2)
        size = head[1] & 0x7F
        if size >= 126:
            size = int.from_bytes(self._bytes(2 if size == 126 else 8))
        return head[0] & 0x0F, self._bytes(size)
