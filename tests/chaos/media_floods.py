# SPDX-License-Identifier: Apache-2.0
"""What one who has been let in can do with media: real DTLS and SRTP, and in them whatever it likes. Needs Debian's python3-aiortc."""

import asyncio
import random
import re
import struct
import threading
import time
from contextlib import suppress
from typing import Callable

from call import ROOM
from people import Person

_BURSTS = 100  # a second


class _Call:
    """A session of a hostile person: what it sends goes as it is into SRTP."""

    def __init__(self, transport, offer: str, answer: str) -> None:
        self._transport, self._offer, self._answer = transport, offer, answer
        self._chance, self._sequence = random.Random(1), 0

    async def send(self, packet: bytes) -> None:
        with suppress(ConnectionError):
            await self._transport._send_rtp(packet)

    def received(self) -> int:
        """The SSRC of the picture that one receives."""
        return self._ssrc(self._offer, "video")

    async def rtp(self, kind: str, codec: str, payload: bytes, timestamp: int, marker: bool = True) -> None:
        section = _section(self._answer, kind)
        number = int(re.search(rf"a=rtpmap:(\d+) {codec}/", section)[1])
        self._sequence = (self._sequence + 1) & 0xFFFF
        head = struct.pack("!BBHII", 0x80, number | marker << 7, self._sequence, timestamp & 0xFFFFFFFF, self._ssrc(self._answer, kind))
        await self.send(head + payload)

    def bytes(self, count: int) -> bytes:
        return self._chance.randbytes(count)

    @staticmethod
    def _ssrc(sdp: str, kind: str) -> int:
        return int(re.search(r"a=ssrc:(\d+)", _section(sdp, kind))[1])


def _section(sdp: str, kind: str) -> str:
    return next(part for part in sdp.split("m=") if part.startswith(kind))


def _feedback(kind: int, form: int, sender: int, media: int, body: bytes = b"") -> bytes:
    """RFC 4585: kind 205 is for RTP, 206 for payloads."""
    return struct.pack("!BBHII", 0x80 | form, kind, 2 + len(body) // 4, sender, media) + body


def _empty_report(sender: int) -> bytes:
    return struct.pack("!BBHI", 0x80, 201, 1, sender)


async def _in_call(url: str, until: float, act: Callable) -> None:
    from aioice import ice
    from aiortc import RTCPeerConnection, RTCSessionDescription
    from aiortc.sdp import candidate_from_sdp

    ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]  # the server is there, and nowhere else
    person = Person(url, ROOM, "stranger", observer=False)
    offer = person.await_offer()
    session = RTCPeerConnection()
    await session.setRemoteDescription(RTCSessionDescription(offer["sdp"], "offer"))
    for transceiver in session.getTransceivers():
        transceiver.direction = "sendrecv"
    await session.setLocalDescription(await session.createAnswer())
    loop = asyncio.get_running_loop()
    person.say({"type": "answer", "peer": offer["peer"], "sdp": session.localDescription.sdp})

    def take(message: dict) -> None:
        candidate = candidate_from_sdp(message["candidate"].removeprefix("candidate:"))
        candidate.sdpMLineIndex = message["mline"]
        loop.create_task(session.addIceCandidate(candidate))

    def hear() -> None:
        with suppress(OSError):
            while time.monotonic() < until:
                message = person.hear()
                if message["type"] == "candidate":
                    loop.call_soon_threadsafe(take, message)

    threading.Thread(target=hear, daemon=True).start()
    while session.connectionState != "connected":
        if time.monotonic() > until or session.connectionState == "failed":
            raise ConnectionError(session.connectionState)
        await asyncio.sleep(0.05)
    call = _Call(session.getTransceivers()[0].receiver.transport, offer["sdp"], session.localDescription.sdp)
    while time.monotonic() < until and session.connectionState == "connected":
        begun = time.monotonic()
        await act(call)
        await asyncio.sleep(max(0.0, begun + 1 / _BURSTS - time.monotonic()))
    await session.close()
    person.leave()


def _flood(act: Callable) -> Callable[[str, float], None]:
    def flood(url: str, until: float) -> None:
        acts = 0

        async def counted(call: _Call) -> None:
            nonlocal acts
            acts += 1
            await act(call)

        while time.monotonic() < until - 1:  # who is thrown out comes again
            with suppress(OSError, StopIteration):
                asyncio.run(_in_call(url, until, counted))
        if acts == 0:
            raise RuntimeError("it never came into the call")

    return flood


async def _ask(call: _Call) -> None:
    """Fifty PLIs and 25 FIRs in each packet: 7500 a second."""
    media = call.received()
    plis = _feedback(206, 1, 1, media) * 50
    firs = b"".join(_feedback(206, 4, 1, 0, struct.pack("!IBxxx", media, call.bytes(1)[0])) for _ in range(25))
    await call.send(_empty_report(1) + plis + firs)


async def _report_nonsense(call: _Call) -> None:
    """Reports about packets that never were, estimates of nothing and of everything, and NACKs for all there is."""
    media = call.received()
    kind = call.bytes(1)[0] % 4
    if kind == 0:  # transport-wide congestion control: a base, a count, a time, and chunks by chance
        body = call.bytes(2) + struct.pack("!H", 0xFFFF) + call.bytes(4) + call.bytes(4 * 200)
        packet = _feedback(205, 15, 1, media, body)
    elif kind == 1:  # REMB: an exponent and a mantissa by chance
        packet = _feedback(206, 15, 1, 0, b"REMB\x01" + call.bytes(3) + struct.pack("!I", media))
    elif kind == 2:
        packet = _feedback(205, 1, 1, media, b"".join(call.bytes(2) + b"\xff\xff" for _ in range(300)))
    else:  # a receiver report: everything is lost, and the jitter endless
        packet = struct.pack("!BBHIIIIIII", 0x81, 201, 7, 1, media, 0xFF7FFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 1, 1)
    await call.send(_empty_report(1) + packet if kind != 3 else packet)


async def _bomb(call: _Call) -> None:
    """Ten keyframes of 60 bytes, each as large as a picture may be, or as small: 1000 a second."""
    for n in range(10):
        width, height = ((1920, 1080), (16, 16))[n % 2]
        tag = 1 << 4 | 30 << 5  # a keyframe that is shown, its first part of 30 bytes
        frame = struct.pack("<I", tag)[:3] + b"\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(50)
        await call.rtp("video", "VP8", b"\x10" + frame, int(time.monotonic() * 90_000) + n)


async def _shout(call: _Call) -> None:
    """Ten packets at a time with 120 ms of sound each: 120 seconds of it in each second."""
    for n in range(10):
        payload = b"\xfb\x06" + call.bytes(6 * 40)
        await call.rtp("audio", "opus", payload, int(time.monotonic() * 48_000) + n * 5760, marker=False)


async def _send_garbage(call: _Call) -> None:
    for n in range(10):
        kind, codec = (("audio", "opus"), ("video", "VP8"))[n % 2]
        await call.rtp(kind, codec, call.bytes(20 + n * 100), int(time.monotonic() * 90_000), marker=n % 3 == 0)


plis = _flood(_ask)
nonsense_reports = _flood(_report_nonsense)
picture_bombs = _flood(_bomb)
sounds = _flood(_shout)
media_garbage = _flood(_send_garbage)
