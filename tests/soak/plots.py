# SPDX-License-Identifier: Apache-2.0
"""Plots as inline SVG: no script, no library, and the colours of the page's style sheet."""

import math
from dataclasses import dataclass, field
from html import escape

_WIDTH, _HEIGHT = 760, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 10, 26
COLOURS = 6  # that the page has: --c0 …


@dataclass
class Line:
    name: str
    points: list[tuple[float, float]]  # seconds, value
    colour: int = 0
    dots: bool = False  # alone, without a line from one to the next


@dataclass
class Plot:
    title: str
    unit: str
    lines: list[Line] = field(default_factory=list)
    marks: list[float] = field(default_factory=list)  # seconds at which something was killed


def _step(span: float, most: int) -> float:
    """A round number, so that at most so many of them are in the span."""
    rough = max(span, 1e-9) / most
    power = 10 ** math.floor(math.log10(rough))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= rough)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


class _Frame:
    """Where a value is on the paper. The y axis begins at 0, or below."""

    def __init__(self, plot: Plot, seconds: float):
        values = [value for line in plot.lines for _, value in line.points] or [1]
        self.seconds = max(seconds, 1)
        self.step = _step(max(values) - min(0, min(values)), 5)
        self.low = math.floor(min(0, min(values)) / self.step) * self.step
        self.high = max(math.ceil(max(values) / self.step) * self.step, self.low + self.step)

    def x(self, seconds: float) -> float:
        return _LEFT + seconds / self.seconds * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        return _TOP + (self.high - value) / (self.high - self.low) * (_HEIGHT - _TOP - _BOTTOM)


def _axes(frame: _Frame) -> list[str]:
    parts = []
    for i in range(round((frame.high - frame.low) / frame.step) + 1):
        value = frame.low + i * frame.step
        y = frame.y(value)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_text(_LEFT - 6, y + 4, f"{value:g}", "end"))
    step = max(1, _step(frame.seconds / 60, 10))
    for i in range(int(frame.seconds / 60 / step) + 1):
        x = frame.x(i * step * 60)
        anchor = "start" if i == 0 else "end" if x > _WIDTH - 30 else "middle"
        parts.append(_text(x, _HEIGHT - 8, f"{i * step:g} min", anchor))
    return parts


def _drawn(line: Line, frame: _Frame) -> str:
    at = [(frame.x(s), frame.y(v)) for s, v in line.points]
    style = f'style="--c: var(--c{line.colour % COLOURS})"'
    if line.dots:
        return f"<g {style}>" + "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in at) + "</g>"
    return f'<polyline {style} points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in at)}"/>'


def _legend(plot: Plot) -> str:
    names = dict.fromkeys((line.name, line.colour % COLOURS) for line in plot.lines)
    return "".join(f'<span><i style="background: var(--c{colour})"></i>{escape(name)}</span>' for name, colour in names)


def drawn(plot: Plot, seconds: float) -> str:
    frame = _Frame(plot, seconds)
    marks = [f'<line class="mark" x1="{frame.x(s):.1f}" x2="{frame.x(s):.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"/>' for s in plot.marks]
    nothing = [] if any(line.points for line in plot.lines) else [_text(_WIDTH / 2, _HEIGHT / 2, "nothing was measured", "middle")]
    parts = _axes(frame) + nothing + marks + [_drawn(line, frame) for line in plot.lines]
    head = f"<h2>{escape(plot.title)} <small>{escape(plot.unit)}</small></h2><p class=\"legend\">{_legend(plot)}</p>"
    svg = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(plot.title)}">{"".join(parts)}</svg>'
    return f"<section>{head}{svg}</section>"
