"""Clips that say which frame and which second they show: a bar pattern in the picture, ticks in the sound.

The pattern and the ticks are defined in Sources/SelfClock (FrameMark.swift, Tick.swift), which reads them. The constants
here mirror those; Tests/SelfClockTests reads every frame of every clip back.
"""

import array
import math
import sys
import wave
from fractions import Fraction
from pathlib import Path

from media import ffmpeg

# FrameMark.swift
COLUMNS, ROWS = 24, 4
ROW_HEIGHT, TOP = Fraction(1, 12), Fraction(1, 12)
MARKER, MARKER_BITS, CLIP_BITS, FRAME_BITS, CHECK_BITS = 0b1011, 4, 8, 20, 16

# Tick.swift
SAMPLE_RATE, TICK_SECONDS, PITCHES, LOWEST, BAND, AMPLITUDE = 48_000, Fraction(1, 100), 8, 600.0, 600.0, 0.4

DIGITS_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf")


def checksum(payload):
    """CRC-16/CCITT-FALSE of the four bytes of `payload`."""
    crc = 0xFFFF
    for byte in payload.to_bytes(4, "big"):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def pattern(clip, frame):
    """The pattern as a picture of one pixel a cell, 0 and 255: each line of bits above its complement."""
    payload = clip << FRAME_BITS | frame
    word = (MARKER << CLIP_BITS | clip) << FRAME_BITS | frame
    word = word << CHECK_BITS | checksum(payload)
    count = MARKER_BITS + CLIP_BITS + FRAME_BITS + CHECK_BITS
    bits = bytes(255 if word >> (count - 1 - index) & 1 else 0 for index in range(count))
    flipped = bytes(255 - bit for bit in bits)
    return b"".join(line[at : at + COLUMNS] for at in range(0, count, COLUMNS) for line in (bits, flipped))


def tick(pitch, rate=SAMPLE_RATE):
    """A rising sweep of its own band, so that it is found to the sample and is told from its neighbours."""
    low, length = LOWEST + BAND * pitch, float(TICK_SECONDS)
    count = round(length * rate)
    return [
        AMPLITUDE * math.sin(2 * math.pi * (low + BAND * (n / rate) / (2 * length)) * n / rate) for n in range(count)
    ]


def ticks(clip, seconds, rate=SAMPLE_RATE):
    """Interleaved stereo, both alike: the tick of second k starts on sample k·rate, at pitch (clip + k) mod 8."""
    samples = array.array("h")
    for second in range(seconds):
        sounding = [round(32767 * value) for value in tick((clip + second) % PITCHES, rate)]
        for value in sounding + [0] * (rate - len(sounding)):
            samples.extend((value, value))
    return samples


def write_wave(path, samples, rate=SAMPLE_RATE):
    """Writes interleaved stereo `samples` as 16-bit WAV."""
    samples = array.array("h", samples)
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


def write_clip(path, clip, rate, seconds, size=(640, 360), bframes=0):
    """Writes one clip.

    With B-frames it has open GOPs of 40 frames, three B-frames and a pyramid, so that a frame may need its
    neighbours on both sides of a key frame; without, closed GOPs of one second, as phones write them.
    """
    rate, (width, height) = Fraction(rate), size
    count = math.ceil(seconds * rate)
    sound = path.with_suffix(".wav")
    write_wave(sound, ticks(clip, seconds))
    band = f"{width}:{round(height * ROWS * ROW_HEIGHT)}"
    graph = (
        f"[0]scale={band}:flags=neighbor:out_color_matrix=bt709,format=yuv420p[band];"
        f"[1]format=yuv420p[picture];[picture][band]overlay=0:{round(height * TOP)}:shortest=1"
    )
    if DIGITS_FONT.exists():
        graph += (
            f",drawtext=fontfile={DIGITS_FONT}:text='clip {clip}  frame %{{n}}':fontsize=h/10:fontcolor=white"
            ":box=1:boxcolor=black:boxborderw=8:x=(w-tw)/2:y=h*0.75"
        )
    structure = f"keyint=40:min-keyint=40:open-gop=1:bframes={bframes}:b-pyramid=normal:scenecut=0"
    if not bframes:
        structure = f"keyint={round(rate)}:min-keyint={round(rate)}:open-gop=0:bframes=0:scenecut=0"
    frames = (pattern(clip, frame) for frame in range(count))
    ffmpeg.run(
        ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{COLUMNS}x{ROWS}", "-r", rate, "-i", "pipe:0",
         "-f", "lavfi", "-i", f"testsrc2=size={width}x{height}:rate={rate}", "-i", sound,
         "-filter_complex", graph, "-map", "2:a", "-frames:v", count,
         "-c:v", "libx264", "-preset", "veryfast", "-crf", 23, "-threads", 1, "-x264-params", structure,
         *ffmpeg.BT709, "-c:a", "aac", "-b:a", "128k", *ffmpeg.REPRODUCIBLE,
         "-movflags", "+faststart", path],
        frames,
    )
    sound.unlink()
