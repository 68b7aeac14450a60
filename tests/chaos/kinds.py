# SPDX-License-Identifier: Apache-2.0
"""All kinds of hostility there are, by name."""

from dataclasses import dataclass, field
from typing import Callable

import faults
import floods
import media_floods
import room_floods


@dataclass(frozen=True)
class Kind:
    flood: floods.Flood | None = None
    fault: Callable[[int, float], None] | None = None  # instead: something happens to a process
    server: tuple[str, ...] = ()  # arguments
    bystander: dict[str, str] = field(default_factory=dict)  # headers
    secure: bool = False  # by https
    files: int = 0  # that the server may have open; 0: as many as we
    hurts: bool = False  # the call itself: pictures are missing by nature


KINDS = {
    "nobody": Kind(lambda url, until: floods.time.sleep(max(0.0, until - floods.time.monotonic()))),
    "pings": Kind(floods.pings),
    "pings-x100": Kind(floods.in_parallel(100, floods.pings)),
    "empty-pings": Kind(floods.empty_pings),
    "slow-pings": Kind(floods.slow_pings),
    "fragments": Kind(floods.fragments),
    "texts": Kind(floods.texts),
    "junk": Kind(floods.junk),
    "half-requests": Kind(floods.half_requests),
    "half-bodies": Kind(floods.half_bodies),
    "half-upgrades": Kind(floods.half_upgrades),
    "half-hellos": Kind(floods.half_hellos, secure=True),
    "half-handshakes": Kind(floods.half_handshakes, secure=True),
    "half-records": Kind(floods.half_records, secure=True),
    "long-heads": Kind(floods.long_heads),
    "slow-heads": Kind(floods.slow_heads),
    "requests": Kind(floods.in_parallel(16, floods.requests)),
    "pipelines": Kind(floods.pipelines),
    "byte-ranges": Kind(floods.byte_ranges),
    "unread-answers": Kind(floods.unread_answers),
    "idle-sockets": Kind(floods.idle_sockets, server=("--behind-proxy",), bystander={"X-Forwarded-For": "192.0.2.2"}),
    "few-files": Kind(floods.idle_sockets, files=64),
    "slow-readers": Kind(room_floods.slow_readers),
    "hands": Kind(room_floods.hands),
    "chats": Kind(room_floods.chats),
    "layouts": Kind(room_floods.layouts),
    "joins": Kind(room_floods.joins),
    "10000-joins": Kind(room_floods.ten_thousand_joins),
    "candidates": Kind(room_floods.candidates),
    "damaged-answers": Kind(room_floods.damaged_answers),
    "garbage": Kind(room_floods.garbage),
    "plis": Kind(media_floods.plis),
    "nonsense-reports": Kind(media_floods.nonsense_reports),
    "picture-bombs": Kind(media_floods.picture_bombs),
    "sounds": Kind(media_floods.sounds),
    "media-garbage": Kind(media_floods.media_garbage),
    "room-stopped": Kind(fault=faults.room_stands_still, hurts=True),
    "room-crashed": Kind(fault=faults.room_crashes, hurts=True),
    "front-stopped": Kind(fault=faults.front_stands_still, hurts=True),
    "front-crashed": Kind(fault=faults.front_crashes, hurts=True),
}
