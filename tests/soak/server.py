# SPDX-License-Identifier: Apache-2.0
"""A `confab serve` of our own, which may be killed and comes back at the same place."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

from samples import rooms_of

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CONFAB_PROGRAM", str(ROOT / "build/confab"))

_CONFIG = """
[room]
max_participants = 20
[video]
width = 640
height = 360
fps = 15
bitrate_kbps = 800
[recording]
reserve_mb = 500
"""


class Server:
    def __init__(self, folder: Path):
        self._folder = folder
        self._lock = threading.Lock()
        self.log = folder / "serve.log"
        (folder / "confab.toml").write_text(_CONFIG)
        self._child, self.url = self._started("127.0.0.1:0")

    def _started(self, listen: str) -> tuple[subprocess.Popen, str]:
        folder = self._folder
        command = [PROGRAM, "serve", "--listen", listen, "--config", f"{folder}/confab.toml"]
        command += ["--recordings", f"{folder}/recordings", "--runtime", f"{folder}/run"]
        with self.log.open("a") as log:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        line = child.stdout.readline()
        if "listening on " not in line:
            sys.exit(f"soak: {PROGRAM} does not serve; see {self.log}")
        return child, line.split("listening on ")[1].strip()

    def processes(self) -> dict[str, int]:
        """The front and all rooms, by name."""
        with self._lock:
            front = self._child.pid
            rooms = {f"room {name}": pid for name, pid in rooms_of(front).items() if self._is_ours(pid)}
            return {"front": front, **rooms}

    def _is_ours(self, pid: int) -> bool:
        """Rooms of another server may have lost their front, too."""
        try:
            return f"{self._folder}/run/".encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False

    def kill_room(self, name: str) -> None:
        if pid := self.processes().get(f"room {name}"):
            os.kill(pid, signal.SIGKILL)

    def kill_front(self) -> None:
        """Another takes its place at once."""
        with self._lock:
            self._child.kill()
            self._child.wait()
            self._child, self.url = self._started(self.url.split("//")[1])

    def ask(self, method: str, path: str, body: dict | None = None):
        """The answer of the API; None if it refuses, or does not answer."""
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                text = answer.read()
        except (urllib.error.URLError, OSError):
            return None
        return json.loads(text) if text else {}

    def recorded(self, file: str) -> Path:
        return self._folder / "recordings" / file

    def stop(self) -> None:
        self._child.terminate()
        try:
            self._child.wait(30)
        except subprocess.TimeoutExpired:
            self._child.kill()
