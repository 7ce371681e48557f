"""Many layers on screen at once, in a grid of cells: videos, photos that fade, places of one clip, and titles."""

import math
import subprocess

from .materials import RATE, SIZE

KINDS = ("videos", "photos", "places", "titles")
# What is on screen at once; between four and five was once a cliff, and at three places of one clip.
COUNTS = (1, 2, 4, 5, 8, 16, 32)
SECONDS = 2
MOST = max(COUNTS)


def make(folder, clip):
    """The media, made once: 32 clips of 720 lines with one key frame each, 32 photos of 12 megapixels, and a clip with a
    key frame every 250 pictures. The clips hold the same pictures, and are different files all the same."""
    folder.mkdir(exist_ok=True)
    run = lambda *arguments: subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True)
    if not (folder / "places.mp4").exists():
        coded = ("-an", "-c:v", "libx264", "-preset", "veryfast", "-crf", 23, "-g", 250, "-pix_fmt", "yuv420p")
        run("-i", clip, "-t", SECONDS + 1, "-vf", "scale=1280:720", *coded, folder / "clip.mp4")
        run("-f", "lavfi", "-i", "mandelbrot=s=4000x3000:r=1", "-frames:v", 1, "-pix_fmt", "yuvj420p", "-q:v", 3,
            folder / "photo.jpg")
        for number in range(MOST):
            run("-i", folder / "clip.mp4", "-c", "copy", "-metadata", f"title={number}", folder / f"video-{number}.mp4")
            # A comment after the end of a JPEG is another file and the same picture.
            (folder / f"photo-{number}.jpg").write_bytes((folder / "photo.jpg").read_bytes() + str(number).encode())
        run("-i", clip, "-t", 15, "-vf", "scale=1280:720", *coded, folder / "part.mp4")
        (folder / "part.mp4").rename(folder / "places.mp4")
    return folder


def source(kind, number, folder):
    """A layer's file and where it starts in it, in milliseconds."""
    if kind == "places":
        return folder / "places.mp4", 300 * number
    return folder / (f"video-{number}.mp4" if kind == "videos" else f"photo-{number}.jpg"), 0


def cells(count):
    """Each layer's cell as column, row, and how many there are to a side."""
    side = math.ceil(math.sqrt(count))
    return [(number % side, number // side, side) for number in range(count)]


def draft(kind, count, folder):
    tracks = []
    for number, (column, row, side) in enumerate(cells(count)):
        place = {"x": (column + 0.5) / side, "y": (row + 0.5) / side}
        if kind == "titles":
            m = {"text": f"Title {number}", "style": {"size": 160 // side}, **place}
        else:
            path, start = source(kind, number, folder)
            m = {"src": str(path), "scale": 1 / side, **place}
            m |= {"fade_in": 1000} if kind == "photos" else {"in": start, "volume": 0}
        tracks.append({"tt": 7 if kind == "titles" else 0, "sg": [{"d": SECONDS * 1000, "m": m}]})
    return {"m": {"width": 1280, "height": 720, "fps": RATE}, "t": tracks}


def ffmpeg(kind, count, folder, out):
    """One filter graph that shows the same: a picture that rests is scaled once and repeated."""
    (wide, high), inputs, graph, base = SIZE, [], [], "[0:v]"
    for number, (column, row, side) in enumerate(cells(count)):
        w, h = wide // side // 2 * 2, high // side // 2 * 2
        if kind == "titles":
            graph.append(f"{base}drawtext=text='Title {number}':fontsize={160 // side // 3}:fontcolor=white:"
                         f"x={wide * (column + 0.5) / side}-tw/2:y={high * (row + 0.5) / side}-th/2[b{number}]")
        else:
            path, start = source(kind, number, folder)
            if kind == "photos":
                inputs += ["-i", path]
                fit = (f"scale={w}:{h}:force_original_aspect_ratio=decrease,format=yuva420p,loop=loop=-1:size=1,"
                       f"fps={RATE},setpts=N/{RATE}/TB,fade=in:d=1:alpha=1")
            else:
                inputs += ["-ss", start / 1000, "-t", SECONDS, "-i", path]
                fit = f"scale={w}:{h}"
            graph.append(f"[{number + 1}:v]{fit}[l{number}]")
            graph.append(f"{base}[l{number}]overlay={wide * column // side}:{high * row // side}[b{number}]")
        base = f"[b{number}]"
    return ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", f"color=black:s={wide}x{high}:r={RATE}:d={SECONDS}",
            *inputs, "-filter_complex", ";".join(graph), "-map", base, "-c:v", "libx264", "-preset", "ultrafast",
            "-crf", "28", "-pix_fmt", "yuv420p", "-t", SECONDS, "-movflags", "+faststart", out]


def table(results):
    """All counts of all kinds, as lines: seconds of roughcut, and of ffmpeg."""
    lines = ["          seconds of roughcut / ffmpeg, by layers on screen:",
             "          " + " " * 8 + "".join(f"{count:>16}" for count in COUNTS)]
    for kind in KINDS:
        pairs = [results[f"{kind}-{count}"] for count in COUNTS]
        lines.append(f"          {kind:8}" + "".join(f"{f'{ours:.2f} / {peer:.2f}':>16}" for ours, peer in pairs))
    return "\n".join(lines)
