# SPDX-License-Identifier: Apache-2.0
"""How far the beeps of a recording are from its flashes (bots with --pattern flash), by FFmpeg."""

import array
import math
import subprocess
from pathlib import Path
from statistics import median

_RATE = 48000
_BLOCK = _RATE // 200  # 5 ms
_QUIET = 20  # blocks before a beep


def _out(*command: str) -> bytes:
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout


def _times(file: Path, kind: str) -> list[float]:
    text = _out("ffprobe", "-v", "error", "-of", "csv=p=0", "-select_streams", f"{kind}:0", "-show_entries", "packet=pts_time", str(file))
    return [float(line.split(",")[0]) for line in text.decode().split() if line.split(",")[0]]


def flashes(file: Path) -> list[float]:
    """Seconds at which the picture turns bright."""
    times = _times(file, "v")
    grey = _out("ffmpeg", "-v", "error", "-i", str(file), "-vf", "scale=1:1:flags=area,format=gray", "-fps_mode", "passthrough",
                "-f", "rawvideo", "pipe:1")
    middle = (max(grey, default=0) + min(grey, default=0)) / 2
    return [times[i] for i in range(1, min(len(times), len(grey))) if grey[i] > middle >= grey[i - 1]]


def beeps(file: Path) -> list[float]:
    """Seconds at which it gets loud after silence."""
    samples = array.array("h", _out("ffmpeg", "-v", "error", "-i", str(file), "-ac", "1", "-ar", str(_RATE), "-f", "s16le", "pipe:1"))
    loud = [math.sqrt(sum(s * s for s in samples[i:i + _BLOCK]) / _BLOCK) for i in range(0, len(samples) - _BLOCK, _BLOCK)]
    threshold = max(loud, default=0) / 3
    first = max(0.0, next(iter(_times(file, "a")), 0.0))
    return [first + i * _BLOCK / _RATE for i in range(_QUIET, len(loud))
            if loud[i] >= threshold > 0 and all(one < threshold for one in loud[i - _QUIET:i])]


def offset_ms(file: Path) -> float | None:
    """Sound after picture, the median of all flashes; None: there are too few to say."""
    heard = beeps(file)
    offsets = [min(((beep - flash) * 1000 for beep in heard), key=abs) for flash in flashes(file) if heard]
    offsets = [one for one in offsets if abs(one) < 400]
    return median(offsets) if len(offsets) >= 5 else None
