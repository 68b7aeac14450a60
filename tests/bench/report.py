# SPDX-License-Identifier: Apache-2.0
"""Figures of one size of room, as JSON and as a table."""

import json
from statistics import mean, median
from typing import NamedTuple

from room import RoomFigures


class Sample(NamedTuple):
    """One pass: the bare work directly before and after the room."""

    bare_cores: tuple[float, float]
    room: RoomFigures


def summary(participants: int, samples: list[Sample]) -> dict:
    """The median of each figure; the ratio is that of the medians."""
    rooms = [sample.room for sample in samples]
    cores = median(room.cores for room in rooms)
    bare = median(mean(sample.bare_cores) for sample in samples)
    return {
        "participants": participants,
        "cores": round(cores, 3),
        "bareCores": round(bare, 3),
        "ratio": round(cores / bare, 2),
        "rssMb": round(median(room.rss_mb for room in rooms), 1),
        "threads": round(median(room.threads for room in rooms)),
        "fps": round(median(room.fps for room in rooms), 1),
        "gapMs": round(median(room.gap_ms for room in rooms)),
        "firstFrameMs": round(median(room.first_frame_ms for room in rooms)),
    }


def as_json(runs: list[dict]) -> str:
    return json.dumps({"runs": runs})


_HEADINGS = {"participants": "participants", "cores": "cores", "bareCores": "bare cores", "ratio": "ratio",
             "rssMb": "RSS MB", "threads": "threads", "fps": "fps", "gapMs": "gap ms", "firstFrameMs": "first frame ms"}


def as_table(runs: list[dict]) -> str:
    lines = ["  ".join(_HEADINGS.values())]
    for run in runs:
        lines.append("  ".join(str(run[key]).rjust(len(heading)) for key, heading in _HEADINGS.items()))
    return "\n".join(lines)
