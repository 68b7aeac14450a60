# SPDX-License-Identifier: Apache-2.0
"""The clip that every bot sends and that the bare work decodes: VP8 and Opus in WebM."""

import hashlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from failure import Failure
from processes import Children

SECONDS = 10
_MARGIN = 48  # pixels that the picture sways within


class Clip(NamedTuple):
    path: Path
    seconds: float


def _recipe(width: int, height: int) -> list[str]:
    """A hand-held camera's view of a moving scene, with its sensor's noise, and a voice's rhythm."""
    scene = f"testsrc2=s={width + _MARGIN}x{height + _MARGIN}:r=30"
    sway = (f"crop={width}:{height}:x='{_MARGIN}/2*(1+sin(2*PI*t/5))':y='{_MARGIN}/2*(1+cos(2*PI*t/2.5))'")
    pitch = "+".join(f"{level}*sin(2*PI*{hz}*t)" for hz, level in ((150, 0.2), (450, 0.1), (1200, 0.05)))
    voice = f"aevalsrc='({pitch}+0.02*(random(0)*2-1))*(0.3+0.7*pow(sin(2*PI*2*t),2))':s=48000"
    return ["-f", "lavfi", "-i", f"{scene},{sway},noise=alls=6:allf=t,format=yuv420p",
            "-f", "lavfi", "-i", voice, "-t", str(SECONDS),
            "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "4", "-threads", "1",
            "-b:v", "700k", "-minrate", "700k", "-maxrate", "700k", "-bufsize", "700k",
            "-g", "30", "-keyint_min", "30", "-lag-in-frames", "0", "-auto-alt-ref", "0",
            "-c:a", "libopus", "-b:a", "48k", "-ac", "1", "-frame_duration", "20", "-application", "voip"]


def made_clip(children: Children, cache: Path, size: tuple[int, int]) -> Clip:
    """Encoded once per recipe into `cache`."""
    recipe = _recipe(*size)
    name = hashlib.sha256("\0".join(recipe).encode()).hexdigest()[:12]
    path = cache / f"{size[0]}x{size[1]}-{name}.webm"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        try:
            children.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *recipe, "-f", "webm", str(unfinished)])
            unfinished.rename(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return read_clip(children, path)


def read_clip(children: Children, path: Path) -> Clip:
    """Checks that it is what the bots can send."""
    text = children.run(["ffprobe", "-v", "error", "-of", "json", "-show_entries",
                         "format=duration:stream=codec_name", str(path)])
    found = json.loads(text)
    codecs = {stream.get("codec_name") for stream in found.get("streams", [])}
    seconds = float(found.get("format", {}).get("duration", 0))
    if not {"vp8", "opus"} <= codecs or seconds < 1:
        raise Failure(f"{path} is no clip of VP8 and Opus, one second or longer")
    return Clip(path, seconds)
