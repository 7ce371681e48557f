"""The same cut by other programs: one ffmpeg filter graph, and melt."""

from .materials import FONT, RATE, SIZE, TITLE


def ffmpeg_graph(material, out, minutes=1):
    """One ffmpeg process that makes the same picture and sound."""
    clips = material.clips * minutes
    wide, high = SIZE
    inputs = [argument for path, seconds in clips for argument in ("-t", seconds, "-i", path)]
    if material.name == "generated":
        fit = f"scale={wide}:{high}"
    else:
        fit = (f"fps={RATE},scale={wide}:{high}:force_original_aspect_ratio=decrease,"
               f"pad={wide}:{high}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p")
    scaled = "".join(f"[{n}:v]{fit}[v{n}];" for n in range(len(clips)))
    joined = "".join(f"[v{n}]" for n in range(len(clips))) + f"concat=n={len(clips)}:v=1:a=0[v];"
    logo, bed = len(clips), len(clips) + 1
    graph = (scaled + joined + f"[{logo}:v]scale=54:54[l];[v][l]overlay=549:16[o];"
             f"[o]drawtext=text='{TITLE}':fontsize={FONT // 3}:fontcolor=white:x=(w-tw)/2:y=(h-th)/2:enable='lt(t,3)'[p];"
             f"[{bed}:a]volume=0.35[s]")
    return ["ffmpeg", "-v", "error", "-nostdin", "-y", *inputs, "-i", material.logo, "-stream_loop", "-1",
            "-i", material.bed, "-filter_complex", graph, "-map", "[p]", "-map", "[s]", "-c:v", "libx264",
            "-preset", "ultrafast", "-crf", "28", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k",
            "-t", material.seconds() * minutes, "-movflags", "+faststart", out]


def ffmpeg_frame(path, seconds, out):
    return ["ffmpeg", "-v", "error", "-nostdin", "-y", "-ss", seconds, "-i", path, "-frames:v", "1",
            "-vf", f"scale={SIZE[0]}:{SIZE[1]}", out]


def melt(material, folder, out):
    """melt with two threads, which measured faster than one."""
    frames = material.seconds() * RATE
    producers = "".join(
        f'<producer id="c{n}" in="0" out="{seconds * RATE - 1}"><property name="resource">{path}</property>'
        f'<property name="mlt_service">avformat</property><property name="set.test_audio">1</property></producer>'
        for n, (path, seconds) in enumerate(material.clips))
    entries = "".join(f'<entry producer="c{n}" in="0" out="{seconds * RATE - 1}"/>'
                      for n, (_, seconds) in enumerate(material.clips))
    composite = lambda track, last, geometry, more="": (
        f'<transition mlt_service="composite" in="0" out="{last}"><property name="a_track">0</property>'
        f'<property name="b_track">{track}</property><property name="geometry">{geometry}</property>{more}</transition>')
    centred = '<property name="halign">1</property><property name="valign">1</property>'
    document = f"""<mlt root="/"><profile width="{SIZE[0]}" height="{SIZE[1]}" frame_rate_num="{RATE}" frame_rate_den="1"
 sample_aspect_num="1" sample_aspect_den="1" display_aspect_num="16" display_aspect_den="9" progressive="1" colorspace="709"/>
{producers}
<producer id="bed" in="0" out="{frames - 1}"><property name="resource">{material.bed}</property>
<property name="mlt_service">avformat</property><filter mlt_service="volume"><property name="gain">0.35</property></filter></producer>
<producer id="logo" in="0" out="{frames - 1}"><property name="resource">{material.logo}</property>
<property name="mlt_service">pixbuf</property></producer>
<producer id="title" in="0" out="{3 * RATE - 1}"><property name="mlt_service">pango</property>
<property name="text">{TITLE}</property><property name="size">{FONT // 3}</property></producer>
<playlist id="video">{entries}</playlist>
<tractor id="cut" in="0" out="{frames - 1}"><multitrack><track producer="video"/><track producer="logo"/>
<track producer="title"/><track producer="bed"/></multitrack>
{composite(1, frames - 1, "549/16:54x54:100")}{composite(2, 3 * RATE - 1, "0/0:640x360:100", centred)}
<transition mlt_service="mix"><property name="a_track">0</property><property name="b_track">3</property>
<property name="always_active">1</property><property name="sum">1</property></transition></tractor></mlt>"""
    path = folder / "cut.mlt"
    path.write_text(document)
    return ["melt", path, "-consumer", f"avformat:{out}", "vcodec=libx264", "preset=ultrafast", "crf=28",
            "pix_fmt=yuv420p", "acodec=aac", "ab=128k", "real_time=-2"]
