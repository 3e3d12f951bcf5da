"""How fast the printed catalogue is set, and in how much memory, beside WeasyPrint setting the same text on pages of the same size.

Ours starts at what was frozen, and sets maps, pictures and QR codes as well; WeasyPrint gets the data of the book and sets its text,
with contents and indexes that name pages, and running heads. Each runs in a process of its own, in turns.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pikepdf

from bench.figures import note

PART = "catalogue"
LEAST = 5
"""How many times as fast as WeasyPrint it should be."""


@dataclass(frozen=True)
class Book:
    """A size of the catalogue: its goals in seconds and MiB, and how often it is set."""

    offices: int
    seconds: float
    memory: float | None
    rounds: int

    @property
    def goal(self) -> str:
        memory = "" if self.memory is None else f" and {self.memory:.0f} MiB"
        return f"under {self.seconds:.0f} s{memory}, at least {LEAST} times as fast"


BOOKS = (Book(145, 5, 300, rounds=3), Book(2000, 30, None, rounds=1))


@dataclass(frozen=True)
class Setting:
    """One book as it was set: in seconds and MiB, and its pages."""

    seconds: float
    peak: float
    pages: int

    @property
    def said(self) -> str:
        return f"{self.seconds:.1f} s, peak {self.peak:.0f} MiB, {self.pages} pages"


def measure() -> bool:
    """Print how both sizes are set; say whether the goals are reached."""
    right = [_noted(book) for book in BOOKS]
    return all(right)


def _noted(book: Book) -> bool:
    settings = [(_set("ours", book.offices), _set("weasyprint", book.offices)) for _ in range(book.rounds)]
    ours, theirs = (_middle(each) for each in zip(*settings, strict=True))
    times = median(reference.seconds / own.seconds for own, reference in settings)
    kept = ours.seconds < book.seconds and times >= LEAST and (book.memory is None or ours.peak < book.memory)
    said = {"ours": f"{ours.said}, {times:.1f} times", "reference": f"{theirs.said} (WeasyPrint)"}
    return note(PART, f"a book of {book.offices:,} offices", **said, goal=book.goal, kept=kept)


def _middle(settings: tuple[Setting, ...]) -> Setting:
    return Setting(median(each.seconds for each in settings), max(each.peak for each in settings), settings[0].pages)


def _set(way: str, offices: int) -> Setting:
    with TemporaryDirectory(prefix="ledportal-bench-") as folder:
        path = Path(folder) / "book.pdf"
        command = [sys.executable, "-m", "bench.book.setting", way, str(offices), str(path)]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        with pikepdf.open(path) as pdf:
            found = Setting(pages=len(pdf.pages), **json.loads(answer))
    print(f"  A book of {offices:,} offices, {way}: {found.said}.", flush=True)
    return found
