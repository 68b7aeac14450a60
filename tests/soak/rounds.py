# SPDX-License-Identifier: Apache-2.0
"""A soak is rounds of the same minute: people come, do things and go; then it is quiet, and what is left is looked at."""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from av_offset import offset_ms
from people import Bots, Figures, Operator
from samples import Sampler
from server import Server

_BUSY = 32  # seconds of a round in which something happens
_SETTLED = 6  # its last seconds, in which the smallest sample counts
_KILL_EVERY = 3  # rounds from one death of the room "victim" to the next
_CHURNED = ("churn", "--count", "1")
_KEEPERS = (
    ("steady", "--count", "1", "--pattern", "flash", "--name", "flash"),
    ("steady", "--count", "1", "--no-audio", "--first", "1"),
    _CHURNED,
    ("victim", "--count", "2"),
)


@dataclass
class Told:
    """What the rounds have seen."""

    figures: list[Figures] = field(default_factory=list)
    offsets: list[tuple[float, float]] = field(default_factory=list)  # at, ms
    events: list[tuple[float, str]] = field(default_factory=list)  # deaths that we caused


class Rounds:
    def __init__(self, server: Server, sampler: Sampler, seconds: float, round_seconds: float, seed: int):
        self._server, self._sampler, self._length = server, sampler, round_seconds
        self._count = max(1, int(seconds // round_seconds))
        self._chance = random.Random(seed)
        self._operators = {room: Operator(server, room, self._chance) for room in ("steady", "churn", "victim")}
        self.told = Told()
        self._keepers: dict[tuple[str, ...], Bots] = {}

    def run(self, tell) -> None:
        """`tell` is called with each round that is over, and their number; `told` has more after each."""
        for number in range(1, self._count + 1):
            until = time.monotonic() + self._length
            self._keep()
            self._busy(number)
            time.sleep(max(0.0, until - time.monotonic()))
            self._sampler.mark_settled(_SETTLED)
            tell(number, self._count)
        for keeper in self._keepers.values():
            keeper.leave()

    def _keep(self) -> None:
        """Those who stay for the whole time are there. They come back by themselves when a room or the front has died."""
        for who in _KEEPERS:
            if who in self._keepers and not self._keepers[who].has_ended:
                continue
            if who in self._keepers:
                self.told.events.append((self._sampler.now(), f"(somebody in {who[0]} had not come back)"))
            self._keepers[who] = Bots(self._server, *who, "--seconds", "1000000")

    def _busy(self, number: int) -> None:
        over = time.monotonic() + _BUSY
        visitor = Bots(self._server, "steady", "--count", "1", "--first", "10", "--no-audio", "--seconds", str(_BUSY - 8))
        churn = Bots(self._server, "churn", "--count", "3", "--first", "5", "--cycles", "5", "--seconds", "2", "--stagger", "200")
        recordings = {room: operator.record(tracks=room == "churn") for room, operator in self._operators.items()}
        if number in (max(2, self._count // 6), self._count // 3):
            self._die("the front", self._server.kill_front)
        while time.monotonic() < over:
            self._operators["churn"].act()
            if self._chance.random() < 0.1:
                self._keepers[_CHURNED].stall(1.5)
            time.sleep(1.5)
            if number % _KILL_EVERY == 0 and abs(over - time.monotonic() - _BUSY / 2) < 1:
                self._die("the room victim", lambda: self._server.kill_room("victim"))
        self._operators["churn"].pause(recordings["churn"])
        self._note(visitor.report(), churn.report())
        self._end(recordings)

    def _die(self, who: str, kill) -> None:
        self.told.events.append((self._sampler.now(), who))
        kill()

    def _note(self, visitors: list[dict], churned: list[dict]) -> None:
        came = [bot["firstFrameMs"] for bot in visitors if bot["firstFrameMs"]]
        cycles = [bot["cycles"] for bot in churned]
        came += [one["firstFrameMedianMs"] for one in cycles if one["firstFrameMedianMs"]]
        worst = [one["firstFrameMaxMs"] for one in cycles if one["firstFrameMaxMs"]]
        self.told.figures.append(Figures(
            at=self._sampler.now(),
            first_frame_ms=median(came) if came else None,
            worst_frame_ms=max(worst, default=None),
            gap_ms=max((bot["gapMs"] for bot in visitors if bot["frames"] > 1), default=None),
            failed=sum(one["failed"] for one in cycles) + (4 - len(visitors) - len(churned)),
        ))

    def _end(self, recordings: dict[str, str]) -> None:
        for room, recording in recordings.items():
            self._operators[room].stop(recording)
        self._measure(recordings["steady"])
        for one in self._server.ask("GET", "recordings") or []:
            if one.get("state") == "ready":
                self._server.ask("DELETE", f"recordings/{one['id']}")

    def _measure(self, recording: str) -> None:
        """Sound and picture of the recording, when it is finished."""
        file: Path = self._server.recorded(f"{recording}.webm")
        for _ in range(20):
            if (self._server.ask("GET", f"recordings/{recording}") or {}).get("state") == "ready":
                break
            time.sleep(0.5)
        offset = offset_ms(file) if recording and file.exists() else None
        if offset is not None:
            self.told.offsets.append((self._sampler.now(), offset))
