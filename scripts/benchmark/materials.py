"""What is cut together in the benchmark, and the drafts that say how."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

TITLE = "Urban Dreams"
FONT = 96
SIZE = (640, 360)
RATE = 30


@dataclass
class Material:
    """A minute of clips, each with its seconds, a music bed, a logo, and an hour to seek in."""

    name: str
    clips: list
    bed: Path
    logo: Path
    hour: Path

    def seconds(self):
        return sum(seconds for _, seconds in self.clips)


def generated(folder):
    """Three clips of 20 s, 1080p30 H.264 of 8 Mb/s, as an AI service delivers."""
    clips = [(folder / f"bench-{name}.mp4", 20) for name in ("city", "fractal", "pattern")]
    return Material("generated", clips, folder / "bed.m4a", folder / "badge.png",
                    hour_of(folder / "bench-city.mp4", folder / "hour.mp4"))


# Footage that nobody made for this: HEVC and H.264 of 1080 lines, VP8 of 720, and smaller, at 12.5 to 60 a second.
NATURAL = [("video-h265.mp4", 10), ("big_buck_bunny_0_30.webm", 10), ("bbb_960x540_60fps_vp8.webm", 10),
           ("big-buck-bunny-480p-30sec.mp4", 10), ("hevc.ts", 5), ("flower.mp4", 5), ("car-detection.mp4", 8),
           ("sowt-with-video.mov", 2)]


def natural(footage, folder):
    clips = [(footage / name, seconds) for name, seconds in NATURAL]
    return Material("natural", clips, folder / "bed.m4a", folder / "badge.png",
                    hour_of(footage / "big-buck-bunny-480p-30sec.mp4", folder / "hour-natural.mp4"))


def hour_of(clip, target):
    """An hour of a clip again and again, made once; its packets coded at a rate that keeps the file small."""
    if not target.exists():
        once, whole = target.with_suffix(".once.mp4"), target.with_suffix(".part.mp4")
        run = lambda *arguments: subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True)
        run("-i", clip, "-an", "-c:v", "libx264", "-preset", "fast", "-b:v", "1M", once)
        run("-stream_loop", -1, "-i", once, "-t", 3600, "-c", "copy", "-movflags", "+faststart", whole)
        once.unlink()
        whole.rename(target)
    return target


def draft(material, minutes=1, title=TITLE, head=None):
    """The minute `minutes` times over. With a `head` clip put before it, everything else moves on by its length."""
    shift = head["d"] if head else 0
    clips = [{"id": f"c{turn}-{number}", "d": seconds * 1000, "m": {"src": str(path)}}
             for turn in range(minutes) for number, (path, seconds) in enumerate(material.clips)]
    length = material.seconds() * 1000 * minutes
    return {
        "m": {"title": "Benchmark", "width": 1920, "height": 1080, "fps": RATE}, "d": shift + length,
        "t": [
            {"tt": 0, "sg": ([head] if head else []) + clips},
            {"tt": 1, "sg": [{"s": shift, "d": length, "m": {"src": str(material.bed), "volume": 0.35}}]},
            {"tt": 0, "m": {"name": "Logo"}, "sg": [
                {"d": shift + length, "m": {"src": str(material.logo), "x": 0.9, "y": 0.12, "scale": 0.15}}]},
            {"tt": 7, "sg": [{"s": shift, "d": 3000, "m": {"text": title, "style": {"size": FONT}}}]},
        ]}


def clip_draft(path, seconds):
    return {"m": {"width": 1920, "height": 1080, "fps": RATE},
            "t": [{"tt": 0, "sg": [{"d": seconds * 1000, "m": {"src": str(path)}}]}]}


def write(folder, name, value):
    path = folder / name
    path.write_text(json.dumps(value))
    return path
