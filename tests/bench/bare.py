# SPDX-License-Identifier: Apache-2.0
"""The bare codec work of a room, by one ffmpeg: what any mixer has to spend at least.

cpu-used 8 is what the bars were set with. Being positive, it lets libvpx choose its speed by the clock on the
wall: a loaded machine makes the bare work a little cheaper than an idle one does, and so the ratio higher.
"""

from clip import Clip
from grid import Tile, grid
from processes import Children

CANVAS = (1280, 720)
FPS = 30


def _picture(tiles: list[Tile]) -> str:
    """Every input scaled to its tile, stacked, filled up to the canvas."""
    width, height = CANVAS
    scaled = [f"[{i}:v]scale={t.width}:{t.height}:flags=bilinear[v{i}]" for i, t in enumerate(tiles)]
    stack = "".join(f"[v{i}]" for i in range(len(tiles)))
    if len(tiles) > 1:  # xstack takes no single input
        places = "|".join(f"{t.x}_{t.y}" for t in tiles)
        stack += f"xstack=inputs={len(tiles)}:layout={places}:fill=black,"
    return ";".join([*scaled, f"{stack}fps={FPS},pad={width}:{height}:0:0[picture]"])


def _sound(inputs: int) -> str:
    return "".join(f"[{i}:a]" for i in range(inputs)) + f"amix=inputs={inputs}[sound]"


def command(clip: Clip, participants: int, seconds: float) -> list[str]:
    """As fast as it goes (no -re), every codec and filter in one thread."""
    inputs = ["-threads", "1", "-stream_loop", "-1", "-i", str(clip.path)] * participants
    return ["ffmpeg", "-v", "error", "-nostdin", "-filter_threads", "1", "-filter_complex_threads", "1", *inputs,
            "-filter_complex", _picture(grid(*CANVAS, participants)) + ";" + _sound(participants),
            "-map", "[picture]", "-map", "[sound]", "-t", str(seconds),
            "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-threads", "1", "-b:v", "3M", "-g", "150",
            "-c:a", "libopus", "-b:a", "64k", "-f", "null", "-"]


def bare_cores(children: Children, clip: Clip, participants: int, seconds: float = 10) -> float:
    """CPU seconds per second of media."""
    return children.cpu_seconds(command(clip, participants, seconds)) / seconds
