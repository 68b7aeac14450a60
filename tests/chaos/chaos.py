# SPDX-License-Identifier: Apache-2.0
"""Lets one hostile client loose on a server, one kind after the other. Started by script/chaos."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from bystander import Bystander
from floods import KINDS, Kind

_ROOT = Path(__file__).resolve().parents[2]


def started(folder: str, more: tuple[str, ...]) -> tuple[subprocess.Popen, str]:
    program = os.environ.get("CONFAB_PROGRAM", str(_ROOT / "build/confab"))
    command = [program, "serve", "--listen", "127.0.0.1:0", "--recordings", f"{folder}/recordings"]
    child = subprocess.Popen([*command, "--runtime", f"{folder}/run", *more], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    line = child.stdout.readline()
    if "listening on " not in line:
        sys.exit(f"chaos: {program} does not serve")
    return child, line.split("listening on ")[1].strip()


def measured(kind: Kind, seconds: float) -> str:
    """Each kind has a server of its own, so that none pays for another."""
    with tempfile.TemporaryDirectory() as folder:
        server, url = started(folder, kind.server)
        try:
            bystander = Bystander(url, server.pid, kind.bystander).start()
            attacker = os.fork()  # a process of its own: its work is not to be the bystander's delay
            if attacker == 0:
                with suppress(BaseException):
                    kind.flood(url, time.monotonic() + seconds)
                os._exit(0)
            os.waitpid(attacker, 0)
            return bystander.stop().row()
        finally:
            server.terminate()
            server.wait(20)


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/chaos", description="What one hostile client costs a server, and what a bystander notices of it.")
    parser.add_argument("kinds", nargs="*", help=f"which of {', '.join(KINDS)}; all of them by default")
    parser.add_argument("--seconds", type=float, default=8, help="for each kind (8)")
    options = parser.parse_args()
    if unknown := set(options.kinds) - KINDS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    for kind in options.kinds or KINDS:
        print(f"{kind:15} | {measured(KINDS[kind], options.seconds)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
