# SPDX-License-Identifier: Apache-2.0
"""The call that goes on while somebody is hostile: two bots that send and receive, and count what they miss."""

import json
import signal
import subprocess
import time

ROOM = "bystanders"
_SETTLING = 3  # seconds until they are watched


class Call:
    def __init__(self, program: str, url: str, options: tuple[str, ...] = ()) -> None:
        command = [program, "bot", "--url", url, "--room", ROOM, "--count", "2", "--seconds", "86400", "--settle", "1", "--json"]
        self._bots = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True)
        time.sleep(_SETTLING)

    def end(self) -> dict:
        """What the one saw that saw least."""
        self._bots.send_signal(signal.SIGINT)
        try:
            out, _ = self._bots.communicate(timeout=20)
            bots = json.loads(out)["bots"]
        except (subprocess.TimeoutExpired, ValueError):
            self._bots.kill()
            return {"fps": 0.0, "gapMs": None, "rejoins": None}
        return {
            "fps": min(bot["fps"] or 0 for bot in bots),
            "gapMs": max((bot["gapMs"] or 0) for bot in bots),
            "rejoins": sum(bot["rejoins"] for bot in bots),
        }
