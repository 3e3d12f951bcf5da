"""Where words stand in a PDF, in millimetres, as poppler finds them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from tests.databases import require

MM = 25.4 / 72
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def pages(pdf: bytes) -> list[tuple[float, float]]:
    """Return the sizes of the pages."""
    return [(float(width) * MM, float(height) * MM) for width, height in PAGE.findall(_read(pdf))]


def words(pdf: bytes) -> list[Word]:
    return [*_words(_read(pdf))]


def _words(text: str) -> Iterator[Word]:
    for number, page in enumerate(text.split("<page ")[1:]):
        for *sides, word in WORD.findall(page):
            yield Word(number, unescape(word), *(float(side) * MM for side in sides))


def _read(pdf: bytes) -> str:
    program = shutil.which("pdftotext")
    require(program, "poppler-utils")
    return subprocess.run([program, "-bbox", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60).stdout.decode()
