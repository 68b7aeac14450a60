# SPDX-License-Identifier: Apache-2.0
"""What a hostile client needs: sockets that do as they like, and WebSocket frames made by hand."""

import os
import socket
import ssl
import struct
from contextlib import suppress
from functools import cache
from urllib.parse import urlsplit

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
_NO_PORT_YET = 24  # IP_BIND_ADDRESS_NO_PORT
_HOSTILE = "127.0.0.2"  # bystanders come from 127.0.0.1: they are another client


def connected(url: str, receive_buffer: int = 0, source: str = _HOSTILE) -> socket.socket:
    parts = urlsplit(url)
    plain = socket.socket()
    plain.setsockopt(socket.IPPROTO_IP, _NO_PORT_YET, 1)  # else the ports are used up after 28000
    plain.bind((source, 0))
    if receive_buffer:  # before the connection, else the window is larger already
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    plain.settimeout(10)
    plain.connect((parts.hostname, parts.port))
    return _trusting().wrap_socket(plain) if parts.scheme == "https" else plain


@cache  # it reads all authorities of the system
def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _begun() -> tuple[ssl.SSLObject, ssl.MemoryBIO, ssl.MemoryBIO]:
    """A handshake without a socket: what comes, and what is to go."""
    come, go = ssl.MemoryBIO(), ssl.MemoryBIO()
    talk = _trusting().wrap_bio(come, go)
    with suppress(ssl.SSLWantReadError):
        talk.do_handshake()
    return talk, come, go


def client_hello() -> bytes:
    return _begun()[2].read()


def shake_hands(plain: socket.socket) -> None:
    """TLS on that socket, which stays in one's own hands: no record of it is made for later bytes."""
    talk, come, go = _begun()
    while True:
        with suppress(ssl.SSLWantReadError):
            talk.do_handshake()
            plain.sendall(go.read())
            return
        plain.sendall(go.read())
        if not (more := plain.recv(65536)):
            raise ConnectionResetError("closed before it was open")
        come.write(more)


def request(url: str, method: str = "GET", path: str = "/healthz", headers: dict[str, str] = {}) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(url).netloc}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def web_socket(url: str, headers: dict[str, str] = {}, receive_buffer: int = 0, source: str = _HOSTILE) -> socket.socket:
    """Open, and the answer read up to its end. Raises OSError if it is refused."""
    end = connected(url, receive_buffer, source)
    end.sendall(request(url, path="/ws", headers=UPGRADE | headers))
    answer = b""
    while b"\r\n\r\n" not in answer:
        if not (more := end.recv(1)):
            raise ConnectionResetError("closed before it was open")
        answer += more
    if b" 101 " not in answer.split(b"\r\n")[0]:
        raise ConnectionRefusedError(answer.split(b"\r\n")[0].decode())
    return end


def frame(opcode: int, payload: bytes = b"", last: bool = True, masked: bool = True) -> bytes:
    size = len(payload)
    head = bytes([(0x80 if last else 0) | opcode])
    mask = 0x80 if masked else 0
    if size < 126:
        head += bytes([mask | size])
    else:
        head += bytes([mask | 126]) + struct.pack(">H", size) if size < 65536 else bytes([mask | 127]) + struct.pack(">Q", size)
    if not masked:
        return head + payload
    key = os.urandom(4)
    return head + key + bytes(byte ^ key[at % 4] for at, byte in enumerate(payload))
