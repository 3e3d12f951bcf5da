"""How fast the printed catalogue is made, and in how much memory, beside WeasyPrint setting the same text on pages of the same size.

Ours starts at what was frozen, and sets maps, pictures and QR codes as well. Of the demo's edition it makes all files, for the screen, the
archive, the printing house and to look at; what is compared is to set the text once. WeasyPrint sets it with contents and indexes that
name pages, and running heads. Each runs in a process of its own, in turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pikepdf

from bench.book import DEMO, memory
from bench.figures import note

PART = "catalogue"
LIMIT = 600
"""Seconds after which a book is given up."""
LEAST = 5
"""How many times as fast as WeasyPrint it should be."""
PREPARED = (("db", "upgrade"), ("municipalities", "load"), ("demo", "load"))
"""The commands that make the demo's register."""


@dataclass(frozen=True)
class Book:
    """A size of the catalogue: its goals in seconds and MiB, and how often it is set."""

    size: str
    said: str
    rounds: int
    seconds: float | None = None
    memory: float | None = None

    @property
    def goal(self) -> str:
        seconds = "" if self.seconds is None else f"under {self.seconds:.0f} s"
        memory = "" if self.memory is None else f" and {self.memory:.0f} MiB"
        return ", ".join(filter(None, (seconds + memory, f"at least {LEAST} times as fast")))

    def is_kept(self, ours: Setting, times: float) -> bool:
        in_time = self.seconds is None or ours.seconds < self.seconds
        return in_time and (self.memory is None or ours.peak < self.memory) and times >= LEAST


BOOKS = (
    Book(DEMO, "all files of the demo's edition: 145 municipalities, 40 with a page", rounds=3, seconds=5, memory=300),
    Book("145", "a book of 145 offices, each with a page", rounds=3),
    Book("2000", "a book of 2,000 offices, each with a page", rounds=1, seconds=30),
)


@dataclass(frozen=True)
class Setting:
    """One book as it was set: in seconds, of which ``text`` until its text was set once, and MiB; no pages where it was stopped."""

    seconds: float
    text: float
    peak: float
    pages: int

    @property
    def said(self) -> str:
        if not self.pages:
            return f"stopped after {self.seconds:.0f} s, peak {self.peak:.0f} MiB"
        text = "" if self.text == self.seconds else f" (the text once: {self.text:.1f} s)"
        return f"{self.seconds:.1f} s{text}, peak {self.peak:.0f} MiB, {self.pages} pages"


def measure() -> bool:
    """Print how all sizes are set; say whether the goals are reached."""
    with TemporaryDirectory(prefix="ledportal-bench-") as folder:
        environment = _demo(Path(folder))
        right = [_noted(book, environment) for book in BOOKS]
    return all(right)


def _demo(folder: Path) -> dict[str, str]:
    """Make the demo's register in a folder; return the environment in which it is seen."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEDPORTAL_")}
    environment = kept | {"LEDPORTAL_SAMPLE_DATA": "yes", "LEDPORTAL_INSTANCE_PATH": str(folder)}
    for command in PREPARED:
        subprocess.run([sys.executable, "-m", "flask", "--app", "ledportal", *command], check=True, env=environment, capture_output=True)
    return environment


def _noted(book: Book, environment: dict[str, str]) -> bool:
    settings = [(_set("ours", book, environment), _set("weasyprint", book, environment)) for _ in range(book.rounds)]
    ours, theirs = (_middle(each) for each in zip(*settings, strict=True))
    times = median(reference.text / own.text for own, reference in settings)
    said = {"ours": f"{ours.said}, {times:.1f} times", "reference": f"{theirs.said} (WeasyPrint)"}
    return note(PART, book.said, **said, goal=book.goal, kept=book.is_kept(ours, times))


def _middle(settings: tuple[Setting, ...]) -> Setting:
    seconds, text = (median(values) for values in zip(*((each.seconds, each.text) for each in settings), strict=True))
    return Setting(seconds, text, max(each.peak for each in settings), settings[0].pages)


def _set(way: str, book: Book, environment: dict[str, str]) -> Setting:
    with TemporaryDirectory(prefix="ledportal-bench-") as folder:
        path = Path(folder) / "book.pdf"
        command = [sys.executable, "-m", "bench.book.setting", way, book.size, str(path)]
        answer, peak = memory.answered(command, limit=LIMIT, env=environment)
        if answer is None:
            found = Setting(LIMIT, LIMIT, peak, 0)
        else:
            with pikepdf.open(path) as pdf:
                found = Setting(answer["seconds"], answer["text"], peak, len(pdf.pages))
    print(f"  {way}, {book.said}: {found.said}.", flush=True)
    return found
