"""PDFs as a printer and a reader see them: what qpdf and poppler find in a file, in millimetres."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.databases import require

POINTS = 72 / 25.4
"""of a millimetre"""
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>')
DETAILS = re.compile(r"(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$")
"""What the row of a font ends with: how it is kept, and where."""


@dataclass(frozen=True)
class Word:
    """A word and its sides, from the upper left corner of its page; pages are counted from 0."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: Sequence[Word]


@dataclass(frozen=True)
class Font:
    is_embedded: bool
    is_subset: bool
    is_unicode: bool


def run(program: str, *arguments: object, given: bytes | None = None) -> str:
    """Return what a program says, with what it warns of; skip loudly where it is not installed."""
    found = shutil.which(program)
    require(found, program)
    command = [str(found), *map(str, arguments)]
    return subprocess.run(command, check=True, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120).stdout.decode()


def is_clean(path: Path) -> bool:
    """Say whether qpdf finds nothing wrong; where it does, it ends with an error."""
    return "No syntax or stream encoding errors found" in run("qpdf", "--check", path)


def info(path: Path, *options: object) -> dict[str, str]:
    """Return what there is to say about a file: its pages, whether it is tagged."""
    told = (line.partition(":") for line in run("pdfinfo", *options, path).splitlines())
    return {name.strip(): value.strip() for name, _, value in told}


def metadata(path: Path) -> str:
    return run("pdfinfo", "-meta", path)


def boxes(path: Path, page: int = 1) -> dict[str, list[float]]:
    """Return the boxes of a page, as ``TrimBox``: left, bottom, right, top."""
    told = {name.split()[-1]: value for name, value in info(path, "-box", "-f", page, "-l", page).items()}
    return {name: [round(float(each) / POINTS, 2) for each in value.split()] for name, value in told.items() if name.endswith("Box")}


def fonts(path: Path) -> list[Font]:
    return [_font(row) for row in run("pdffonts", path).splitlines()[2:]]


def _font(row: str) -> Font:
    found = DETAILS.search(row)
    assert found, row
    return Font(*(each == "yes" for each in found.groups()))


def pictures(path: Path) -> list[dict[str, str]]:
    """Return the pictures in a file, as pdfimages lists them."""
    head, _, *lines = run("pdfimages", "-list", path).splitlines()
    names = head.replace("object ID", "object generation").split()
    return [dict(zip(names, line.split(), strict=True)) for line in lines]


def text(path: Path, *options: str) -> str:
    return run("pdftotext", *options, path, "-")


def pages(pdf: bytes | Path) -> list[Page]:
    """Return the pages with their words."""
    content = pdf.read_bytes() if isinstance(pdf, Path) else pdf
    _, *found = re.split(r"(?=<page )", run("pdftotext", "-bbox", "-", "-", given=content))
    return [_page(number, each) for number, each in enumerate(found)]


def words(pdf: bytes | Path) -> list[Word]:
    return [word for page in pages(pdf) for word in page.words]


def _page(number: int, found: str) -> Page:
    size = PAGE.match(found)
    assert size, found[:80]
    words = [Word(number, unescape(said), *map(_millimetres, sides)) for *sides, said in WORD.findall(found)]
    return Page(_millimetres(size[1]), _millimetres(size[2]), words)


def _millimetres(points: str) -> float:
    return float(points) / POINTS


def drawn(path: Path, *, dots: int, page: int = 1) -> Image.Image:
    """Return a page, with all that is around it, in shades of grey, so many dots a millimetre."""
    folder = path.parent / f"{path.stem}-{page}"
    run("pdftoppm", "-gray", "-r", dots * 25.4, "-f", page, "-l", page, "-singlefile", path, folder)
    return Image.open(BytesIO(folder.with_suffix(".pgm").read_bytes()))
