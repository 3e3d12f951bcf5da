"""Pictures and PDFs made for the tests."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image


def picture(format: str = "PNG", size: tuple[int, int] = (40, 20), *, exif: dict[int, object] | None = None, color=None) -> BytesIO:
    stream = BytesIO()
    image = Image.new("RGBA" if color else "RGB", size, color or "red")
    notes = Image.Exif()
    for tag, value in (exif or {}).items():
        notes[tag] = value
    image.save(stream, format, **({"exif": notes.tobytes()} if exif else {}))
    stream.seek(0)
    return stream


def bomb(side: int) -> BytesIO:
    """A small PNG that says it has side × side pixels, and has them: one bit each, all alike."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def pdf(change=None, **saving: object) -> BytesIO:
    """A PDF of one empty page, after ``change`` was made to it."""
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    stream = BytesIO()
    document.save(stream, **saving)
    stream.seek(0)
    return stream
