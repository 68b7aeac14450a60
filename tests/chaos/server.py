# SPDX-License-Identifier: Apache-2.0
"""The server that is tried: one of its own for each trial."""

import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CONFAB_PROGRAM", str(_ROOT / "build/confab"))


class Server:
    """`files`: that it may have open; 0: as many as we."""

    def __init__(self, folder: str, arguments: tuple[str, ...] = (), secure: bool = False, files: int = 0) -> None:
        self._command = [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--recordings", f"{folder}/recordings"]
        self._command += ["--runtime", f"{folder}/run", "--config", f"{folder}/confab.toml", *arguments]
        Path(folder, "confab.toml").write_text("[room]\nmax_participants = 100\n")  # a full room is no damage
        if secure:
            self._command += ["--tls-cert", _certificate(folder), "--tls-key", f"{folder}/key.pem"]
        self.log = Path(folder, "log")
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=log, text=True, preexec_fn=limit)
        line = self.process.stdout.readline()
        if "listening on " not in line:
            sys.exit(f"{PROGRAM} does not serve: {self.log.read_text()[-500:]}")
        self.url = line.split("listening on ")[1].split()[0]

    def end(self) -> None:
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _certificate(folder: str) -> str:
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return f"{folder}/cert.pem"
