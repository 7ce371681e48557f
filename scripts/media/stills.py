"""Pictures whose every pixel is known, written by the standard library alone."""

import struct
import zlib


def png(width, height, rows, alpha):
    """A PNG of 8 bits a channel; `rows` yields the RGB or RGBA bytes of each row."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def solid(red, green, blue, alpha=None, size=(64, 36)):
    """One colour everywhere; with `alpha` (0...255, not premultiplied) an RGBA picture."""
    width, height = size
    pixel = bytes((red, green, blue) if alpha is None else (red, green, blue, alpha))
    return png(width, height, [pixel * width] * height, alpha is not None)


def logo():
    """240x160: above, four opaque blocks of 60x80, red, green, blue, white; below, white with alpha x·255/239."""
    blocks = [(255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (255, 255, 255, 255)]
    above = b"".join(bytes(block) * 60 for block in blocks)
    below = b"".join(bytes((255, 255, 255, (x * 255 + 119) // 239)) for x in range(240))
    return png(240, 160, [above] * 80 + [below] * 80, True)


def badge(side=360):
    """A ring on a transparent ground with soft edges, as overlays are: for pictures and benchmarks."""
    rows, centre = [], (side - 1) / 2
    for y in range(side):
        row = bytearray()
        for x in range(side):
            distance = ((x - centre) ** 2 + (y - centre) ** 2) ** 0.5 / centre
            ring = max(0.0, min(1.0, (0.98 - distance) * 40)) * max(0.0, min(1.0, (distance - 0.62) * 40))
            heart = max(0.0, min(1.0, (0.40 - distance) * 40))
            row += bytes((255, int(140 + 80 * y / side), int(60 + 90 * x / side), int(235 * max(ring, heart))))
        rows.append(row)
    return png(side, side, rows, True)
