#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the traces of the congestion controller as SVG, each beside its CSV.

    CONFAB_PLOT=/tmp/traces CONFAB_FIXTURES=tests/fixtures build/tests/unit_congestion
    tests/bench/congestion_plot.py /tmp/traces

Above: what the link carries, the estimate, what was sent, what came through, another flow. Below: the queue on the way,
the loss, and what of it is taken for chance. With --sheet FILE all of them in one HTML page, for looking at them together.
"""

import argparse
import csv
import html
from pathlib import Path
from typing import Iterator

_WIDTH, _RATES, _QUEUE, _GAP, _LEFT, _TOP = 640, 200, 70, 28, 52, 26
# column, name, colour
_RATE_LINES = [("capacity", "link", "#999999"), ("tcp", "other flow", "#2a9d3a"), ("sent", "sent", "#9ecae9"),
               ("delivered", "delivered", "#1f5fa8"), ("estimate", "estimate", "#d62728")]
_SMOOTH = {"tcp", "sent", "delivered"}  # shown as a mean over half a second
_LIMITS = {"1": "#fbe3c0", "2": "#f7c9d4", "3": "#d5d5d5"}  # delay, loss, feedback
_LIMIT_NAMES = [("delay limits", "1"), ("loss limits", "2"), ("no feedback", "3")]


def _smoothed(values: list[float], lines: int = 10) -> list[float]:
    return [sum(values[max(0, i + 1 - lines):i + 1]) / min(i + 1, lines) for i in range(len(values))]


def _nice(most: float) -> float:
    """A round number above, for the end of an axis."""
    unit = 1.0
    while unit * 10 < most:
        unit *= 10
    while unit > most:
        unit /= 10
    return next(unit * step for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if unit * step >= most)


class _Axes:
    """A rectangle of the drawing with its scales."""

    def __init__(self, top: float, height: float, seconds: float, most: float):
        self.top, self.height, self.seconds, self.most = top, height, seconds, most

    def x(self, at: float) -> float:
        return _LEFT + at / self.seconds * _WIDTH

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - min(value, self.most) / self.most)

    def frame(self, unit: str, scale: float) -> Iterator[str]:
        for i in range(5):
            value = self.most * i / 4
            y = self.y(value)
            yield f'<line x1="{_LEFT}" x2="{_LEFT + _WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e4e4e4"/>'
            yield f'<text x="{_LEFT - 4}" y="{y + 3:.1f}" text-anchor="end">{value / scale:g}</text>'
        yield f'<text x="4" y="{self.top - 4}">{unit}</text>'

    def line(self, at: list[float], values: list[float], colour: str, width: float = 1.3) -> str:
        points = " ".join(f"{self.x(a):.1f},{self.y(v):.1f}" for a, v in zip(at, values))
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _limits(rows: list[dict[str, str]], axes: _Axes) -> Iterator[str]:
    """What limits, as the colour of the ground."""
    for row, after in zip(rows, rows[1:]):
        if colour := _LIMITS.get(row["limit"]):
            x = axes.x(float(row["at"]))
            width = axes.x(float(after["at"])) - x + 0.3
            yield f'<rect x="{x:.1f}" y="{axes.top}" width="{width:.1f}" height="{axes.height}" fill="{colour}"/>'


def _legend(rates: _Axes) -> Iterator[str]:
    x = _LEFT + 150
    for name, colour in [(name, colour) for _, name, colour in _RATE_LINES] + [(n, _LIMITS[k]) for n, k in _LIMIT_NAMES]:
        yield f'<rect x="{x}" y="{rates.top - 14}" width="10" height="8" fill="{colour}"/>'
        yield f'<text x="{x + 13}" y="{rates.top - 6}">{name}</text>'
        x += 24 + 5.2 * len(name)


def _times(axes: _Axes) -> Iterator[str]:
    step = 5 if axes.seconds <= 60 else 10
    for second in range(0, int(axes.seconds) + 1, step):
        yield (f'<text x="{axes.x(second):.1f}" y="{axes.top + axes.height + 12}" '
               f'text-anchor="middle">{second}</text>')


def drawing(name: str, rows: list[dict[str, str]]) -> str:
    """One trace as SVG."""
    column = {key: [float(row[key]) for row in rows] for key in rows[0]}
    at, seconds = column["at"], column["at"][-1]
    for key in _SMOOTH:
        column[key] = _smoothed(column[key])
    # A link that is far wider than anything sent would press all else to the ground.
    most = max(max(column["estimate"]), max(column["delivered"]), max(column["tcp"]))
    rates = _Axes(_TOP, _RATES, seconds, _nice(most * 1.05))
    below = _Axes(_TOP + _RATES + _GAP, _QUEUE, seconds, _nice(max(100, max(column["queueing"]) * 1000)))
    percent = _Axes(below.top, _QUEUE, seconds, 100)
    parts = [*_limits(rows, rates), *rates.frame("Mbit/s", 1e6), *_legend(rates)]
    parts += [rates.line(at, column[key], colour) for key, _, colour in _RATE_LINES if any(column[key])]
    parts += [*below.frame("queue, ms (grey); lost, % of 100 (red); by chance (blue)", 1)]
    parts += [below.line(at, [v * 1000 for v in column["queueing"]], "#777777")]
    parts += [percent.line(at, [v * 100 for v in column["loss"]], "#d62728")]
    parts += [percent.line(at, [v * 100 for v in column["chance"]], "#1f5fa8", 0.8), *_times(below)]
    height = below.top + _QUEUE + 18
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 12}" height="{height}" '
            f'font-family="sans-serif" font-size="9"><rect width="100%" height="100%" fill="white"/>'
            f'<text x="{_LEFT}" y="18" font-size="12" font-weight="bold">{html.escape(name)}</text>'
            + "".join(parts) + "</svg>")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="with the CSV files")
    parser.add_argument("--sheet", type=Path, help="an HTML page with all drawings")
    options = parser.parse_args()
    sheet = []
    for path in sorted(options.folder.glob("*.csv")):
        with path.open() as file:
            svg = drawing(path.stem, list(csv.DictReader(file)))
        path.with_suffix(".svg").write_text(svg)
        sheet.append(svg)
    if options.sheet:
        options.sheet.write_text("<!doctype html><body style='margin:0'>" + "".join(sheet))


if __name__ == "__main__":
    main()
