# SPDX-License-Identifier: Apache-2.0
"""Who is in the calls of a soak, and what they do: processes of `confab bot`, and what an operator wishes for."""

import json
import random
import signal
import subprocess
import time
from dataclasses import dataclass

from server import PROGRAM, Server


@dataclass
class Figures:
    """Of those who came, in one round."""

    at: float
    first_frame_ms: float | None = None  # from the join to the first picture, the median
    worst_frame_ms: float | None = None
    gap_ms: float | None = None  # the longest between two pictures of somebody who stayed
    failed: int = 0


class Bots:
    """One process with some of them. Small pictures: a soak looks for what grows, not for what is fast."""

    def __init__(self, server: Server, room: str, *more: str):
        command = [PROGRAM, "bot", "--url", server.url, "--room", room, "--json", "--size", "320x180", "--fps", "15"]
        command += ["--kbps", "200", *more]
        self._child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    @property
    def has_ended(self) -> bool:
        return self._child.poll() is not None

    def stall(self, seconds: float) -> None:
        """Takes nothing for a while: its socket overflows, and packets are lost, of which it complains then."""
        self._child.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self._child.send_signal(signal.SIGCONT)

    def report(self, patience: float = 30) -> list[dict]:
        """When they have left by themselves; nothing if they do not."""
        try:
            out, _ = self._child.communicate(timeout=patience)
            return json.loads(out)["bots"]
        except (subprocess.TimeoutExpired, ValueError):
            self._child.kill()
            self._child.communicate()
            return []

    def leave(self) -> list[dict]:
        self._child.send_signal(signal.SIGINT)
        return self.report()


class Operator:
    """Wishes something of a room now and then. Whatever is refused is refused."""

    LAYOUTS = ("auto", "grid", "spotlight", "pip", "2x2", "sidebar")

    def __init__(self, server: Server, room: str, chance: random.Random):
        self._server, self._room, self._chance = server, room, chance

    def change_layout(self) -> None:
        self._server.ask("PUT", f"rooms/{self._room}/layout", {"name": self._chance.choice(self.LAYOUTS)})

    def bother_somebody(self) -> None:
        room = self._server.ask("GET", f"rooms/{self._room}") or {}
        people = room.get("participants") or []
        if people:
            wish = self._chance.choice([{"muted": True}, {"pinned": True}, {"pinned": False}])
            self._server.ask("PATCH", f"rooms/{self._room}/participants/{self._chance.choice(people)['participant']}", wish)

    def take_snapshot(self) -> None:
        self._server.ask("GET", f"rooms/{self._room}/recordings")
        self._server.ask("GET", "recordings")

    def record(self, **wish) -> str:
        """The id of a recording that has begun; empty: none has."""
        return (self._server.ask("POST", f"rooms/{self._room}/recordings", wish) or {}).get("recording", "")

    def pause(self, recording: str) -> None:
        for on in (True, False):
            self._server.ask("PATCH", f"rooms/{self._room}/recordings/{recording}", {"paused": on})
            time.sleep(1)

    def stop(self, recording: str) -> None:
        if recording:
            self._server.ask("DELETE", f"rooms/{self._room}/recordings/{recording}")

    def act(self) -> None:
        self._chance.choice([self.change_layout, self.bother_somebody, self.take_snapshot])()
