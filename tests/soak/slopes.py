# SPDX-License-Identifier: Apache-2.0
"""What grows: lines through the samples of one process, and the bars that they must stay below."""

from dataclasses import dataclass
from itertools import combinations
from statistics import median

from samples import Series

#: What is watched, its unit, and how much more of it an hour may bring. A descriptor or a thread that comes and goes is
#: none; one that is left behind by each round is sixty.
BARS = {"rss": ("MB", 1.0), "fds": ("descriptors", 1.0), "threads": ("threads", 1.0)}


@dataclass
class Slope:
    process: str
    what: str
    per_hour: float
    bar: float
    minutes: float  # that it was looked at
    points: int

    @property
    def unit(self) -> str:
        return BARS[self.what][0]

    @property
    def is_over(self) -> bool:
        return self.per_hour > self.bar


def per_hour(points: list[tuple[float, float]]) -> float:
    """Of (seconds, value): the median of the slopes between any two (Theil-Sen), so that one outlier says nothing."""
    return median((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2)) * 3600


def slopes(series: list[Series], warm_up: float, least_minutes: float) -> list[Slope]:
    """Of each process that lived for long enough behind its warm-up (seconds), in its settled moments."""
    found = []
    for one in series:
        settled = [s for s in one.samples if s.settled and s.at >= one.samples[0].at + warm_up]
        minutes = (settled[-1].at - settled[0].at) / 60 if settled else 0
        if len(settled) < 5 or minutes < least_minutes:
            continue
        for what, (_, bar) in BARS.items():
            slope = per_hour([(s.at, getattr(s, what)) for s in settled])
            found.append(Slope(one.name, what, slope, bar, minutes, len(settled)))
    return found
