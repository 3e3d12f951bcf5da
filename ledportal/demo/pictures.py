"""Pictures for the samples, drawn here: a mark for an office and a view of a site."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

COLOURS = ("#12436d", "#28725d", "#7a3b69", "#8a4b08", "#3d5a80", "#6b4226")


def logo(seed: str) -> BytesIO:
    """Return a round mark with hills."""
    random = Random(seed)
    picture = Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(picture)
    colour, hill = random.sample(COLOURS, 2)
    draw.ellipse((10, 10, 390, 390), fill=colour)
    draw.pieslice((10, 10, 390, 390), 20, 160, fill=hill)
    draw.ellipse((150, 90, 250, 190), fill="#f2c14e")
    return _png(picture)


def photo(seed: str) -> BytesIO:
    """Return a field under a sky, with a road."""
    random = Random(seed)
    picture = Image.new("RGB", (900, 600), "#cfe3f1")
    draw = ImageDraw.Draw(picture)
    for height, colour in ((270, "#9db59b"), (320, "#7d9c6c"), (390, "#a8b46a")):
        points = [(x, height + random.randint(-45, 30)) for x in range(0, 901, 100)]
        draw.polygon([(0, 600), *points, (900, 600)], fill=colour)
    left = random.randint(220, 520)
    draw.polygon([(left, 600), (left + 200, 600), (left + 115, 375), (left + 100, 375)], fill="#8d8d86")
    return _png(picture)


def _png(picture: Image.Image) -> BytesIO:
    stream = BytesIO()
    picture.save(stream, "PNG")
    stream.seek(0)
    return stream
