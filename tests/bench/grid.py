# SPDX-License-Identifier: Apache-2.0
"""Where confab puts its tiles: src/layout/geometry/grid.cpp once more, so that the bare work scales alike."""

from typing import NamedTuple


class Tile(NamedTuple):
    """A rectangle of the canvas, in pixels."""

    x: int
    y: int
    width: int
    height: int


def _even(value: int) -> int:
    return value & ~1


def _cell(width: int, height: int, tiles: int, columns: int) -> tuple[int, int]:
    rows = -(-tiles // columns)
    cell_width = min(width // columns, height // rows * 16 // 9)
    cell_height = min((cell_width * 9 + 8) // 16, height // rows)
    return _even(cell_width), _even(cell_height)


def grid(width: int, height: int, tiles: int) -> list[Tile]:
    """The largest 16:9 cells that fit, the short last row centred."""

    def area(columns: int) -> tuple[int, int]:
        cell = _cell(width, height, tiles, columns)
        return cell[0] * cell[1], columns

    columns = max(range(1, tiles + 1), key=area)
    cell_width, cell_height = _cell(width, height, tiles, columns)
    rows = -(-tiles // columns)
    top = _even((height - rows * cell_height) // 2)
    placed = []
    for i in range(tiles):
        row, column = divmod(i, columns)
        in_row = min(columns, tiles - row * columns)
        left = _even((width - in_row * cell_width) // 2)
        placed.append(Tile(left + column * cell_width, top + row * cell_height, cell_width, cell_height))
    return placed
