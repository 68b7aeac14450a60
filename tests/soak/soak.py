# SPDX-License-Identifier: Apache-2.0
"""Lets people come and go for a long time, and says what grows meanwhile. Started by script/soak."""

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from page import page
from rounds import Rounds, Told
from samples import Sampler, Series
from server import PROGRAM, Server
from slopes import Slope, slopes

_NICE = 12


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/soak",
        description="A server of its own, bots that come, do things and go, and now and then a death; in the end what grew.",
        epilog="Ctrl-C ends it early; the report still comes. Exit status: 1 if memory grows by more than 1 MB an hour, or descriptors or threads by more than one, behind the warm-up.")
    parser.add_argument("--minutes", type=float, default=60, help="how long (60); a slope of less than twenty says little")
    parser.add_argument("--round", type=float, default=60, help="seconds of a round; its last are quiet (60, at least 55)")
    parser.add_argument("--warm-up", type=float, default=5, help="minutes of each process that do not count (5)")
    parser.add_argument("--seed", type=int, default=1, help="another one does other things in another order (1)")
    parser.add_argument("--out", type=Path, default=Path("soak.html"), help="the report (soak.html); its samples beside it as .json")
    options = parser.parse_args()
    if options.round < 55:
        parser.error("a --round of less than 55 seconds has no quiet end")
    return options


def _said(slope: Slope) -> str:
    verdict = "OVER" if slope.is_over else "ok"
    return f"{verdict:4} {slope.process}: {slope.per_hour:+.2f} {slope.unit} an hour (bar {slope.bar:g}, {slope.minutes:.0f} min)"


def _write(out: Path, series: list[Series], told: Told, found: list[Slope], seconds: float) -> None:
    out.write_text(page(series, told, found, seconds, f"{os.cpu_count()} cores, nice {_NICE}."))
    raw = {"series": [asdict(one) for one in series], "told": asdict(told), "slopes": [asdict(one) for one in found]}
    out.with_suffix(".json").write_text(json.dumps(raw))


def main() -> int:
    options = _options()
    os.nice(max(0, _NICE - os.nice(0)))
    with tempfile.TemporaryDirectory(prefix="confab-soak-") as folder:
        server = Server(Path(folder))
        sampler = Sampler(server).start()
        try:
            rounds = Rounds(server, sampler, options.minutes * 60, options.round, options.seed)
            rounds.run(lambda n, of: print(f"soak: round {n} of {of}", file=sys.stderr, flush=True))
        except KeyboardInterrupt:
            print("soak: interrupted; this is what there is", file=sys.stderr)
        finally:
            seconds = sampler.now()
            series = sampler.stop()
            server.stop()
            options.out.with_suffix(".log").write_bytes(server.log.read_bytes())
    found = slopes(series, options.warm_up * 60, options.minutes / 4)
    _write(options.out, series, rounds.told, found, seconds)
    for slope in found:
        print(_said(slope))
    if not found:
        print("soak: no process lived for long enough behind its warm-up to say what grows")
    print(f"soak: {options.out}")
    return 1 if any(slope.is_over for slope in found) else 0


if __name__ == "__main__":
    sys.exit(main())
