# SPDX-License-Identifier: Apache-2.0
"""The report of a soak: one HTML file that needs nothing else."""

from html import escape

from plots import Line, Plot, drawn
from rounds import Told
from samples import Series
from slopes import Slope

_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --ink: #1c2430; --faint: #6a7482; --rule: #dfe3e8; --bad: #b3261e;
  --c0: #2563c9; --c1: #c2570c; --c2: #15803d; --c3: #9333b8; --c4: #0e7c86; --c5: #a3341f; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181e; --ink: #e4e8ed; --faint: #98a2b0; --rule: #2e353f; --bad: #ff8a80;
  --c0: #6ea8ff; --c1: #f5a05a; --c2: #5fd08a; --c3: #d092f0; --c4: #5cc9d3; --c5: #f28b76; } }
body { font: 15px/1.5 system-ui, sans-serif; background: var(--ground); color: var(--ink); max-width: 820px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 1.6rem 0 0; } small, .legend, text { color: var(--faint); font-weight: 400; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
td, th { text-align: right; padding: .2rem .5rem; border-bottom: 1px solid var(--rule); } td:first-child, th:first-child { text-align: left; }
.over { color: var(--bad); font-weight: 600; } .legend { margin: .2rem 0; font-size: .85rem; } .legend span { margin-right: 1rem; }
.legend i { display: inline-block; width: .8rem; height: .25rem; margin-right: .35rem; vertical-align: middle; }
svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--faint); } .grid { stroke: var(--rule); }
.mark { stroke: var(--faint); stroke-dasharray: 2 4; } polyline { fill: none; stroke: var(--c); stroke-width: 1.5; } circle { fill: var(--c); }
"""

_USED = {"rss": ("Memory", "MB of RSS"), "fds": ("Descriptors", "open files and sockets"), "threads": ("Threads", ""),
         "cores": ("CPU", "cores")}


def _used(series: list[Series], marks: list[float]) -> list[Plot]:
    names = list(dict.fromkeys(one.name for one in series))
    plots = []
    for what, (title, unit) in _USED.items():
        lines = [Line(one.name, [(s.at, getattr(s, what)) for s in one.samples], names.index(one.name)) for one in series]
        lines += [Line(one.name, [(s.at, getattr(s, what)) for s in one.samples if s.settled], names.index(one.name), True) for one in series]
        plots.append(Plot(title, unit, lines, marks))
    return plots


def _seen(told: Told, marks: list[float]) -> list[Plot]:
    def points(key: str) -> list[tuple[float, float]]:
        return [(one.at, getattr(one, key)) for one in told.figures if getattr(one, key) is not None]

    joins = [Line("median", points("first_frame_ms"), 0, True), Line("slowest", points("worst_frame_ms"), 1, True)]
    return [
        Plot("From the join to the first picture", "ms, of each round", joins, marks),
        Plot("Longest gap between two pictures", "ms, of somebody who stayed in the room steady", [Line("gap", points("gap_ms"), 2, True)], marks),
        Plot("Sound after picture", "ms, in the recording of each round", [Line("offset", told.offsets, 3, True)], marks),
    ]


def _row(slope: Slope) -> str:
    over = ' class="over"' if slope.is_over else ""
    cells = (f"{slope.per_hour:+.2f} {slope.unit}", f"{slope.bar:g}", f"{slope.minutes:.0f} min, {slope.points} points")
    return f"<tr{over}><td>{escape(slope.process)}, {slope.what}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def page(series: list[Series], told: Told, slopes: list[Slope], seconds: float, heading: str) -> str:
    marks = [at for at, _ in told.events]
    killed = ", ".join(f"{who} at {at / 60:.1f} min" for at, who in told.events) or "nothing"
    failed = sum(one.failed for one in told.figures)
    table = "<table><tr><th>what grows</th><th>an hour</th><th>bar</th><th>looked at</th></tr>" + "".join(map(_row, slopes)) + "</table>"
    plots = "".join(drawn(plot, seconds) for plot in _used(series, marks) + _seen(told, marks))
    return (f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>confab soak</title><style>{_STYLE}</style><h1>confab soak, {seconds / 60:.0f} minutes</h1>"
            f"<p>{escape(heading)} Joins that failed: {failed}. Killed (dotted lines): {escape(killed)}."
            f" The dots are the quiet moments that the slopes are made of.</p>{table}{plots}</html>\n")
