#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a recorded path for the estimator's tests from the log of a call.

    GST_DEBUG=confabpath:LOG GST_DEBUG_NO_COLOR=1 script/impair --log call.log down-800
    tests/bench/recorded_path.py call.log                      # which paths are in it
    tests/bench/recorded_path.py call.log --path 2 --link 0:800000 --about 'Chromium, 800 kbit/s' > down-800.path

The file: comments with #; `link SECOND BITS_PER_SECOND` for each rate that the link had; then a line a report, its time and its
packets, `AT SEQUENCE,SENT,BYTES,ARRIVED ...`. All times in microseconds, and each the difference to the one before it in the
file: AT to the last AT (and the first is 0), SENT to the last SENT (the first: to AT), ARRIVED to the last ARRIVED (the first
is 0; - for a packet that was lost). Read by tests/unit/congestion/recorded_path.hpp.
"""

import argparse
import re
import sys
from pathlib import Path

_REPORT = re.compile(r"confabpath .*?path (\d+) at (\d+):((?: \d+,\d+,-?\d+,[-\d]+)*)\s*$")

Report = tuple[int, list[list[str]]]  # when; of each packet what the log has


def _paths(log: Path) -> dict[int, list[Report]]:
    paths: dict[int, list[Report]] = {}
    for line in log.read_text(errors="replace").splitlines():
        if found := _REPORT.search(line):
            packets = [packet.split(",") for packet in found[3].split()]
            paths.setdefault(int(found[1]), []).append((int(found[2]), packets))
    return paths


def _told(reports: list[Report]) -> str:
    packets = [packet for _, report in reports for packet in report]
    lost = sum(packet[3] == "-" for packet in packets)
    seconds = (reports[-1][0] - reports[0][0]) / 1e6
    return f"{len(reports)} reports in {seconds:.1f} s, {len(packets)} packets, {lost} of them lost"


def _lines(reports: list[Report]) -> list[str]:
    lines, last_at, last_sent, last_arrived = [], reports[0][0], None, None
    for at, packets in reports:
        words = [str(at - last_at)]
        for sequence, sent_text, size, arrived in packets:
            sent = int(sent_text)
            difference = "-"
            if arrived != "-":
                difference = str(int(arrived) - (int(arrived) if last_arrived is None else last_arrived))
                last_arrived = int(arrived)
            words.append(f"{sequence},{sent - (at if last_sent is None else last_sent)},{size},{difference}")
            last_sent = sent
        lines.append(" ".join(words))
        last_at = at
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path)
    parser.add_argument("--path", type=int, help="its number in the log; without it the paths are listed")
    parser.add_argument("--from", dest="begin", type=float, default=0, metavar="SECOND", help="of the path, default 0")
    parser.add_argument("--until", type=float, default=1e9, metavar="SECOND")
    parser.add_argument("--link", action="append", default=[], metavar="SECOND:BPS",
                        help="what the link carried from that second of the cut on")
    parser.add_argument("--about", default="", help="the first line, as a comment")
    options = parser.parse_args()
    paths = _paths(options.log)
    if options.path is None:
        for number, reports in sorted(paths.items()):
            print(f"path {number}: {_told(reports)}")
        return
    if options.path not in paths:
        sys.exit(f"{options.log} has no path {options.path}, but {', '.join(map(str, sorted(paths))) or 'none'}")
    whole = paths[options.path]
    first = whole[0][0]
    reports = [r for r in whole if options.begin <= (r[0] - first) / 1e6 < options.until]
    if not reports:
        sys.exit("nothing was reported in that time")
    print(f"# {options.about}\n# {_told(reports)}; made by tests/bench/recorded_path.py")
    for link in options.link:
        print("link", *link.split(":"))
    print("\n".join(_lines(reports)))


if __name__ == "__main__":
    main()
