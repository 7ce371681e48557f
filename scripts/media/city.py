"""A night city in time lapse: dusk falls, windows light up, traffic draws lines, the river mirrors it all.

The buildings are painted here as rectangles into one buffer of RGBA bytes, and only what changes is painted again for
the next frame; the sky, the clouds, the glow, the reflection and the slow pan are ffmpeg's.
"""

import random

from media import ffmpeg, stills

WIDTH, HEIGHT = 1920, 1080
SCENE, SHORE = 2112, 864  # The scene is wider than the picture, for the pan; below the shore is water.
ROAD = SHORE - 26
WARM = [(255, 214, 140), (255, 190, 105), (255, 232, 180), (205, 226, 255), (255, 170, 90)]


class Scene:
    """The buildings, their windows and the road, as RGBA over a transparent sky."""

    def __init__(self, seed, frames):
        self.random = random.Random(seed)
        self.pixels = bytearray(SCENE * SHORE * 4)
        self.switches = [[] for _ in range(frames)]
        self.beacons = []
        for depth, colour in enumerate([(44, 40, 78), (27, 26, 55), (13, 14, 32)]):
            self.row_of_buildings(depth, colour, frames)
        self.fill(0, ROAD - 8, SCENE, SHORE - ROAD + 8, (8, 9, 18))
        self.cars = [
            (self.random.uniform(0, SCENE), self.random.choice((-1, 1)) * self.random.uniform(7, 26),
             self.random.randint(40, 150))
            for _ in range(64)
        ]
        self.road = bytes(self.pixels[ROAD * SCENE * 4 :])

    def fill(self, x, y, width, height, colour):
        x, right = max(0, x), min(SCENE, x + width)
        if right <= x:
            return
        line = bytes((*colour, 255)) * (right - x)
        for row in range(max(0, y), min(SHORE, y + height)):
            start = (row * SCENE + x) * 4
            self.pixels[start : start + len(line)] = line

    def row_of_buildings(self, depth, colour, frames):
        x = -self.random.randint(0, 60)
        while x < SCENE:
            width = self.random.randint(70, 150) + 20 * depth
            tallest = (640, 560, 400)[depth]
            height = int(tallest * self.random.triangular(0.35, 1.0, 0.55))
            top = SHORE - height
            self.fill(x, top, width, height, colour)
            if self.random.random() < 0.35:
                step = self.random.randint(14, 26)
                self.fill(x + step, top - 36, width - 2 * step, 36, colour)
                self.fill(x + width // 2 - 1, top - 96, 3, 60, colour)
                self.beacons.append((x + width // 2 - 2, top - 98, self.random.randrange(30)))
            self.windows(x, top, width, depth, colour, frames)
            x += width + self.random.randint(-18, 26 - 8 * depth)

    def windows(self, x, top, width, depth, colour, frames):
        wide, high, gap = (4, 6, 6)[depth], (5, 7, 9)[depth], (6, 7, 8)[depth]
        dim = (0.55, 0.75, 1.0)[depth]
        dark = tuple(channel + 7 for channel in colour)
        lit, dusk = self.random.uniform(0.12, 0.6), 0.35
        for y in range(top + 14, ROAD - 22, high + gap):
            for left in range(x + 9, x + width - wide - 6, wide + gap):
                colours = tuple(int(channel * dim) for channel in self.random.choice(WARM))
                self.fill(left, y, wide, high, dark)
                chance = self.random.random()
                if chance < lit * dusk:
                    self.fill(left, y, wide, high, colours)
                elif chance < lit:
                    on = self.random.randrange(frames)
                    self.switches[on].append((left, y, wide, high, colours))
                    off = on + self.random.randint(25, 400)
                    if off < frames:
                        self.switches[off].append((left, y, wide, high, dark))

    def frame(self, number):
        for switch in self.switches[number]:
            self.fill(*switch)
        for x, y, phase in self.beacons:
            self.fill(x, y, 6, 6, (255, 60, 50) if (number + phase) % 30 < 9 else (60, 20, 26))
        self.pixels[ROAD * SCENE * 4 :] = self.road
        for start, speed, length in self.cars:
            at = int(start + speed * number) % (SCENE + 300) - 150
            ahead = speed > 0
            for part in range(4):  # a streak that dies away behind the car
                shade = 1.0 - 0.24 * part
                colour = (255, 240, 205) if ahead else (255, 48, 36)
                left = at - part * length // 4 if ahead else at + part * length // 4
                self.fill(left, ROAD + (14 if ahead else 4), length // 4, 3, tuple(int(c * shade) for c in colour))
        return self.pixels


def sky(top, horizon, stars, seed):
    """A vertical gradient, brightest above the roofs, with `stars` in its upper half."""
    generator, rows = random.Random(seed), []
    for y in range(SHORE):
        share = (y / (SHORE - 1)) ** 1.7
        colour = bytes(round(a + (b - a) * share) for a, b in zip(top, horizon))
        rows.append(bytearray(colour * SCENE))
    for _ in range(stars):
        x, y, light = generator.randrange(SCENE), int(SHORE * 0.6 * generator.random() ** 1.5), generator.randint(70, 220)
        rows[y][3 * x : 3 * x + 3] = bytes((light, light, min(255, light + 25)))
    return stills.png(SCENE, SHORE, rows, False)


def clouds(seed, width=264, height=54):
    """Soft cloud bands of value noise, seamless from right to left, small: ffmpeg enlarges and moves them."""
    generator = random.Random(seed)
    octaves = [(cells, rows, [[generator.random() for _ in range(cells)] for _ in range(rows + 2)])
               for cells, rows in ((6, 3), (12, 6), (24, 12), (48, 18))]
    smooth = lambda t: t * t * (3 - 2 * t)
    picture = []
    for y in range(height):
        row = bytearray()
        for x in range(width):
            value, weight = 0.0, 0.5
            for cells, lines, grid in octaves:
                u, v = x / width * cells, y / height * lines
                i, j = int(u), int(v)
                a, b = smooth(u - i), smooth(v - j)
                above = grid[j][i] * (1 - a) + grid[j][(i + 1) % cells] * a
                below = grid[j + 1][i] * (1 - a) + grid[j + 1][(i + 1) % cells] * a
                value += weight * (above * (1 - b) + below * b)
                weight /= 2
            cover = max(0.0, min(1.0, (value - 0.46) * 4)) * smooth(min(1.0, 3 * y / height, 3 * (1 - y / height)))
            row += bytes((190, 128, 150, int(120 * cover)))
        picture.append(row)
    return stills.png(width, height, picture, True)


GRAPH = (
    "[1]loop=-1:1,fps={rate},setpts=N/({rate}*TB)[dusk];"
    "[2]loop=-1:1,fps={rate},setpts=N/({rate}*TB),format=rgba,fade=in:d={night}:alpha=1[night];"
    "[3]scale={scene}:520:flags=bicubic,loop=-1:1,fps={rate},setpts=N/({rate}*TB),scroll=h=0.0011,format=rgba[clouds];"
    "[dusk][night]overlay=format=rgb:shortest=0[sky];[sky][clouds]overlay=y=90:format=rgb[heaven];"
    "[heaven][0]overlay=format=rgb:shortest=1,format=gbrp,crop={width}:{shore}:x='(iw-ow)*n/{frames}':y=0[city];"
    "[city]split=3[bank][mirror][bright];"
    "[bright]scale=iw/4:ih/4,curves=all='0/0 0.4/0 1/1',gblur=4,scale={width}:{shore}[glow];"
    "[bank][glow]blend=all_mode=screen,format=yuv420p[shining];"
    "[mirror]crop=iw:432:0:432,scale=iw:216,vflip,format=yuv420p,gblur=sigma=2:sigmaV=7,eq=brightness=-0.05:contrast=0.75[water];"
    "[shining][water]vstack{tail}"
)


def write_clip(path, seconds=10, rate=30, seed=11, tail="", encoder=("-preset", "veryfast", "-crf", "21")):
    """Writes the time lapse, 1920x1080; `tail` is a filter to end with, `encoder` the options for x264."""
    frames = seconds * rate
    scene = Scene(seed, frames)
    pictures = [path.with_name(f"{path.stem}.{name}.png") for name in ("dusk", "night", "clouds")]
    pictures[0].write_bytes(sky((46, 42, 104), (248, 142, 96), 60, seed))
    pictures[1].write_bytes(sky((6, 8, 28), (74, 46, 92), 420, seed))
    pictures[2].write_bytes(clouds(seed))
    graph = GRAPH.format(
        rate=rate, night=0.9 * seconds, frames=frames, scene=SCENE, width=WIDTH, shore=SHORE, tail="," + tail if tail else ""
    )
    inputs = [argument for picture in pictures for argument in ("-i", picture)]
    ffmpeg.run(
        ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{SCENE}x{SHORE}", "-r", rate, "-i", "pipe:0", *inputs,
         "-filter_complex", graph, "-frames:v", frames, "-c:v", "libx264", *encoder, *ffmpeg.BT709,
         *ffmpeg.REPRODUCIBLE, "-movflags", "+faststart", path],
        (scene.frame(number) for number in range(frames)),
    )
    for picture in pictures:
        picture.unlink()
