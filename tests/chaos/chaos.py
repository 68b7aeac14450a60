# SPDX-License-Identifier: Apache-2.0
"""Lets one hostile client loose on a server, one kind after the other, while a call goes on. Started by script/chaos."""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
import traceback

from bystander import Bystander
from call import ROOM, Call
from kinds import KINDS, Kind
from server import PROGRAM, Server

_EXPLANATION = """\
Each kind has a server of its own. One JSON row each, and a table at the end:
  fps, gap     the least and the longest gap that one of the two bots saw whose call goes on meanwhile (room "bystanders")
  rejoins      how often they had to come back
  healthz      p99 of an answer to somebody else, ten times a second
  join         p95 from the connection to the offer, of somebody else, once a second
  front, MB    the front's share of a core, and its memory before and at the most
The attacker and the bots need the same cores: "nobody" shows what there is without one.
Exit status: 1 if an attack failed by itself ("attacked" is false)."""


def _be_hostile(kind: Kind, server: Server, until: float) -> bool:
    """Whether there was a flood at all: one that never was would look as if it hurt nobody."""
    if kind.fault:
        kind.fault(server.process.pid, until)
        return True
    attacker = os.fork()  # a process of its own: its work is not to be the bystander's delay
    if attacker == 0:
        try:
            kind.flood(server.url, until)
        except Exception:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    while (ended := os.waitpid(attacker, os.WNOHANG)) == (0, 0):
        if time.monotonic() > until + 5:
            os.kill(attacker, signal.SIGKILL)
        time.sleep(0.05)
    return not (os.WIFEXITED(ended[1]) and os.WEXITSTATUS(ended[1]))


def measured(name: str, kind: Kind, seconds: float, with_call: bool) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, kind.server, kind.secure, kind.files)
        try:
            call = Call(PROGRAM, server.url, ("--insecure",) if kind.secure else ()) if with_call else None
            bystander = Bystander(server.url, server.process.pid, kind.bystander, ROOM if call else "").start()
            attacked = _be_hostile(kind, server, time.monotonic() + seconds)
            row = {"kind": name, "attacked": attacked, **bystander.stop()}
            if call:
                row |= call.end()
            lines = server.log.read_text(errors="replace").splitlines()
            return row | {"logLines": len(lines), "saysFiles": any("files" in line for line in lines)}
        finally:
            server.end()


def _table(rows: list[dict]) -> str:
    columns = {"kind": "kind", "fps": "fps", "gapMs": "gap ms", "rejoins": "rejoins", "healthzP99Ms": "healthz p99 ms", "healthzFailed": "failed",
               "joinP95Ms": "join p95 ms", "joinsFailed": "failed", "frontCpu": "front %", "rssMb": "MB", "logLines": "log"}
    texts = [list(columns.values())] + [[str(row.get(key, "")) for key in columns] for row in rows]
    widths = [max(len(line[at]) for line in texts) for at in range(len(columns))]
    return "\n".join(" | ".join(text.ljust(width) for text, width in zip(line, widths)) for line in texts)


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/chaos", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=_EXPLANATION,
                                     description="What one hostile client costs a server, and what bystanders notice of it.")
    parser.add_argument("kinds", nargs="*", help=f"which of {', '.join(KINDS)}; all of them by default")
    parser.add_argument("--seconds", type=float, default=8, help="for each kind (8)")
    parser.add_argument("--no-call", action="store_true", help="the front alone, without a call beside it")
    options = parser.parse_args()
    if unknown := set(options.kinds) - KINDS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    rows = []
    for name in options.kinds or KINDS:
        rows.append(measured(name, KINDS[name], options.seconds, not options.no_call))
        print(json.dumps(rows[-1]), flush=True)
    print(_table(rows))
    return 0 if all(row["attacked"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
