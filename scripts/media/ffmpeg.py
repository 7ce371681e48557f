"""The one way in which the generators run ffmpeg."""

import subprocess

# Nothing of the machine or the day gets into a file: the same script writes the same bytes.
REPRODUCIBLE = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]

# Limited-range BT.709, said in the stream and in the container.
BT709 = [
    "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709",
    "-color_trc", "bt709", "-color_range", "tv",
]


def run(arguments, chunks=()):
    """Runs ffmpeg with `arguments`, feeding it `chunks` of bytes on standard input; raises if it fails."""
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostats", "-y", *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        for chunk in chunks:
            process.stdin.write(chunk)
    except BrokenPipeError:
        pass  # ffmpeg has said why on standard error
    _, complaints = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{complaints.decode(errors='replace')}")
