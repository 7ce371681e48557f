"""What there is to make: a file's name and the function that writes it."""

from media import city, clock, ffmpeg, lofi, stills

# Clips by number, which their frames carry. Tests/TestSupport/ClockClip.swift has the same table.
CLOCKS = [
    # name, clip, rate, seconds, size, B-frames
    ("clock-24.mp4", 1, "24", 6, (640, 360), 0),
    ("clock-25.mp4", 2, "25", 6, (640, 360), 0),
    ("clock-29.97.mp4", 3, "30000/1001", 6, (640, 360), 0),
    ("clock-30.mp4", 4, "30", 6, (640, 360), 0),
    ("clock-60.mp4", 5, "60", 6, (640, 360), 0),
    ("clock-24-bframes.mp4", 17, "24", 6, (640, 360), 3),
    ("clock-25-bframes.mp4", 18, "25", 6, (640, 360), 3),
    ("clock-29.97-bframes.mp4", 19, "30000/1001", 6, (640, 360), 3),
    ("clock-30-bframes.mp4", 20, "30", 6, (640, 360), 3),
    ("clock-60-bframes.mp4", 21, "60", 6, (640, 360), 3),
    ("clock-30-long.mp4", 33, "30", 12, (640, 360), 3),
    ("clock-30-720p.mp4", 34, "30", 6, (1280, 720), 3),
]

SOLIDS = {
    "solid-red.png": (255, 0, 0),
    "solid-green.png": (0, 255, 0),
    "solid-blue.png": (0, 0, 255),
    "solid-white.png": (255, 255, 255),
    "solid-gray.png": (128, 128, 128),
    "half-green.png": (0, 255, 0, 128),
}


def write_lofi(path):
    sound = path.with_suffix(".wav")
    clock.write_wave(sound, lofi.bed())
    ffmpeg.run(["-i", sound, "-c:a", "aac", "-b:a", "128k", *ffmpeg.REPRODUCIBLE, "-movflags", "+faststart", path])
    sound.unlink()


def write_lofi_mp3(path, made):
    ffmpeg.run(["-i", made / "lo-fi.m4a", "-c:a", "libmp3lame", "-b:a", "128k", *ffmpeg.REPRODUCIBLE, path])


def write_tone(path):
    """Twelve seconds of 440 Hz at a quarter of full scale: a click at a join shows in its spectrum."""
    ffmpeg.run(["-f", "lavfi", "-i", "aevalsrc=0.25*sin(2*PI*440*t):s=48000:d=12", *ffmpeg.REPRODUCIBLE, path])


def write_ticks(path, clip=40, seconds=12, rate=clock.SAMPLE_RATE):
    """The ticks alone, not coded."""
    clock.write_wave(path, clock.ticks(clip, seconds, rate), rate)


def write_photo(path, made):
    ffmpeg.run(["-ss", "6", "-i", made / "city-timelapse.mp4", "-frames:v", 1,
                "-vf", "crop=1620:1080,scale=1200:800", "-q:v", 3, *ffmpeg.REPRODUCIBLE, path])


def standard():
    """The media of the demo and the tests, in the order in which one may need another, longest first."""
    recipes = {"city-timelapse.mp4": city.write_clip, "lo-fi.m4a": write_lofi}
    for name, clip, rate, seconds, size, bframes in CLOCKS:
        recipes[name] = lambda path, arguments=(clip, rate, seconds, size, bframes): clock.write_clip(path, *arguments)
    recipes["ticks.wav"] = write_ticks
    recipes["ticks-44100.wav"] = lambda path: write_ticks(path, clip=41, rate=44_100)
    recipes["tone.wav"] = write_tone
    recipes["logo.png"] = lambda path: path.write_bytes(stills.logo())
    recipes["badge.png"] = lambda path: path.write_bytes(stills.badge())
    for name, colour in SOLIDS.items():
        recipes[name] = lambda path, colour=colour: path.write_bytes(stills.solid(*colour))
    recipes["photo.jpg"] = write_photo
    recipes["lo-fi.mp3"] = write_lofi_mp3
    return recipes


# Written from another file of the set: the writer is given the folder of the finished ones too.
NEEDS = {"photo.jpg": ["city-timelapse.mp4"], "lo-fi.mp3": ["lo-fi.m4a"], "bed.m4a": ["lo-fi.m4a"]}

# As an AI service delivers: x264 with its three B-frames and key frames up to 250 apart, about 8 Mb/s.
DELIVERED = ("-preset", "fast", "-b:v", "8M", "-maxrate", "12M", "-bufsize", "16M")
GRAIN = "noise=alls=9:allf=t"


def write_twice(path, write):
    """Has `write` make half of a clip and joins it to itself, packet by packet: coding grain at 1080p is slow."""
    half = path.with_name(f"{path.stem}.half.mp4")
    write(half)
    ffmpeg.run(["-stream_loop", 1, "-i", half, "-c", "copy", *ffmpeg.REPRODUCIBLE, "-movflags", "+faststart", path])
    half.unlink()


def write_bench_city(path):
    write_twice(path, lambda half: city.write_clip(half, seed=23, tail=GRAIN, encoder=DELIVERED))


def write_bench_lavfi(path, source, graph):
    write_twice(path, lambda half: ffmpeg.run(
        ["-f", "lavfi", "-i", source, "-vf", f"{graph},{GRAIN}", "-t", 10, "-c:v", "libx264", *DELIVERED,
         *ffmpeg.BT709, *ffmpeg.REPRODUCIBLE, half]))


def write_bed(path, made):
    ffmpeg.run(["-stream_loop", 4, "-i", made / "lo-fi.m4a", "-t", 60, "-c:a", "aac", "-b:a", "160k",
                *ffmpeg.REPRODUCIBLE, "-movflags", "+faststart", path])


def benchmark():
    """The material of the benchmark: three clips of 20 s, 1080p30, a music bed of 60 s, a logo."""
    return {
        "bench-city.mp4": write_bench_city,
        "bench-fractal.mp4": lambda path: write_bench_lavfi(
            path, "mandelbrot=size=640x360:rate=30:end_scale=0.05:end_pts=300:maxiter=400", "scale=1920:1080"),
        "bench-pattern.mp4": lambda path: write_bench_lavfi(
            path, "testsrc2=size=1920x1080:rate=30", "hue=h=20*t:s=0.6"),
        "lo-fi.m4a": write_lofi,
        "bed.m4a": write_bed,
        "badge.png": lambda path: path.write_bytes(stills.badge()),
    }
