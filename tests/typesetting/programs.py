"""The programs that read PDFs as a printer and a reader do: qpdf and poppler's."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.databases import require

POINTS = 72 / 25.4
"""of a millimetre"""


def run(program: str, *arguments: object) -> str:
    """Return what a program says, with what it warns of; skip loudly where it is not installed."""
    found = shutil.which(program)
    require(found, program)
    return subprocess.run([str(found), *map(str, arguments)], check=True, text=True, stdout=-1, stderr=subprocess.STDOUT).stdout


def is_clean(path: Path) -> bool:
    """Say whether qpdf finds nothing wrong; where it does, it ends with an error."""
    return "No syntax or stream encoding errors found" in run("qpdf", "--check", path)


def boxes(path: Path, page: int = 1) -> dict[str, list[float]]:
    """Return the boxes of a page in millimetres, as ``TrimBox``: left, bottom, right, top."""
    lines = [line.replace(f"Page {page:4} ", "").split() for line in run("pdfinfo", "-box", "-f", page, "-l", page, path).splitlines()]
    return {line[0].rstrip(":"): [round(float(each) / POINTS, 2) for each in line[1:]] for line in lines if "Box:" in "".join(line[:1])}


def pictures(path: Path) -> list[dict[str, str]]:
    """Return the pictures in a file, as pdfimages lists them."""
    head, _, *lines = run("pdfimages", "-list", path).splitlines()
    names = head.replace("object ID", "object generation").split()
    return [dict(zip(names, line.split(), strict=True)) for line in lines]


def drawn(path: Path, *, dots: int, page: int = 1) -> Image.Image:
    """Return a page, with all that is around it, in shades of grey, so many dots a millimetre."""
    folder = path.parent / f"{path.stem}-{page}"
    run("pdftoppm", "-gray", "-r", dots * 25.4, "-f", page, "-l", page, "-singlefile", path, folder)
    return Image.open(BytesIO(folder.with_suffix(".pgm").read_bytes()))
