"""How fast the table of offices is downloaded as CSV and JSON, and how much memory it takes, beside the ``sqlite3`` shell.

The shell writes the same columns of the same rows in the same order: those that are stored, taken out of the documents by ``json_extract``.
What the register computes (until when a confirmation holds, how fresh a section is) it has no columns for. Both are read through a pipe.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import IO
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import make_url

from bench.databases import filled
from bench.figures import note
from bench.serving import gunicorn, settings
from ledportal.opendata.extracting import DAYS, PATHS

PART = "downloads"
FORMATS = ("csv", "json")
ROUNDS = 5
GOAL, MOST_MEMORY, SOON = 0.25, 200, 1.0
"""The share of the shell's rows a second, MiB of the server's process, and seconds until the first bytes, which show that it streams."""
PIECE = 64 * 1024


@dataclass(frozen=True)
class Reading:
    """One download: seconds in all and until the first bytes came, and the lines."""

    seconds: float
    first: float
    lines: int


@dataclass(frozen=True)
class Outcome:
    """The rounds for a number of offices: the register's, the shell's, and the most memory of the register's process in MiB."""

    offices: int
    ours: list[Reading]
    shell: list[Reading]
    peak: float

    @property
    def rate(self) -> float:
        """Return the rows a second."""
        return self.offices / median(each.seconds for each in self.ours)

    @property
    def share(self) -> float:
        return median(theirs.seconds / own.seconds for own, theirs in zip(self.ours, self.shell, strict=True))

    @property
    def first(self) -> float:
        return median(each.first for each in self.ours)

    @property
    def said(self) -> dict[str, str]:
        """Return both in words."""
        theirs = median(each.seconds for each in self.shell)
        memory = f"peak {self.peak:.0f} MiB, first bytes after {self.first * 1000:.0f} ms"
        return {
            "ours": f"{self.rate:,.0f} rows/s in {self.offices / self.rate:.2f} s, {self.share:.0%}, {memory}",
            "reference": f"{self.offices / theirs:,.0f} rows/s in {theirs:.2f} s (sqlite3 shell)",
        }


def measure(database: str, options: argparse.Namespace) -> bool:
    """Print how the downloads of a small and of a large register compare; say whether those of the large one reach the goals."""
    small, large = (_measured(database, size) for size in (options.small, options.large))
    right = [_noted(ending, database, small[ending], large[ending]) for ending in FORMATS]
    return all(right)


def _measured(database: str, size: int) -> dict[str, Outcome]:
    found = {}
    for ending in FORMATS:
        with gunicorn("ledportal:create_app()", settings(filled(database, size)), workers=1) as base:
            ours, shell = _rounds(base, ending, filled("sqlite", size))
            assert all(each.lines >= size for each in (*ours, *shell)), "a row for each office"
            outcome = found[ending] = Outcome(size, ours, shell, _peak(base))
        print(f"  {ending.upper()} of {size:,} offices, {database}: {outcome.said['ours']}; {outcome.said['reference']}.", flush=True)
    return found


def _noted(ending: str, database: str, small: Outcome, large: Outcome) -> bool:
    goal = f"at least {GOAL:.0%}, under {MOST_MEMORY} MiB, streams"
    note(PART, f"{ending.upper()} of {small.offices:,} offices, {database}", **small.said)
    kept = large.share >= GOAL and large.peak < MOST_MEMORY and large.first < SOON
    what = f"{ending.upper()} of {large.offices:,} offices, {database}; growth: of a row"
    return note(PART, what, **large.said, goal=goal, growth=small.rate / large.rate, kept=kept)


def _rounds(base: str, ending: str, reference: Flask) -> tuple[list[Reading], list[Reading]]:
    """Download and let the shell write, in turns."""
    query, path = _query(), f"/podaci/kancelarije.{ending}"
    ours, shell = [_download(base, path)], [_shell(reference, ending, query)]
    for _ in range(ROUNDS):
        ours.append(_download(base, path))
        shell.append(_shell(reference, ending, query))
    return ours[1:], shell[1:]


def _read(start: float, read: Callable[[int], bytes]) -> Reading:
    """Read to the end."""
    lines, first = 0, 0.0
    while piece := read(PIECE):
        first = first or time.perf_counter() - start
        lines += piece.count(b"\n")
    return Reading(time.perf_counter() - start, first, lines)


def _download(base: str, path: str) -> Reading:
    address = urlsplit(base)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=600)
    start = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, answer.status
    reading = _read(start, answer.read)
    connection.close()
    return reading


def _shell(app: Flask, ending: str, query: str) -> Reading:
    path = make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database
    start = time.perf_counter()
    with subprocess.Popen(["sqlite3", "-readonly", "-header", f"-{ending}", str(path), query], stdout=subprocess.PIPE) as shell:
        output: IO[bytes] = shell.stdout  # type: ignore[assignment]  # there is one, since we asked for it
        reading = _read(start, output.read)
    assert shell.returncode == 0
    return reading


def _query() -> str:
    """Return what the shell is asked."""
    of_office = ["o.slug", "o.status", "s.slug"]
    of_places = ["m.code", "m.name_latin", "m.name_cyrillic", "d.code", "d.name_latin", "r.code", "r.name_latin"]
    fields = [f"json_extract(l.content, '$.{section}.{name}')" for section, name in PATHS]
    days = [f"json_extract(l.sections, '$.{section}.{name}')" for section, name in DAYS]
    dates = ["date(l.published_at)", "date(l.changed_at)", "date(l.confirmed_at)", "l.due_on"]
    columns = ", ".join(f"{each} AS c{place}" for place, each in enumerate([*of_office, *of_places, *fields, *dates, *days]))
    return f"""SELECT {columns} FROM listings l JOIN offices o ON o.id = l.office_id LEFT JOIN offices s ON s.id = o.successor_id
        JOIN municipalities m ON m.code = o.municipality_code JOIN districts d ON d.code = m.district_code
        JOIN regions r ON r.code = d.region_code WHERE m.active ORDER BY m.sort_key, m.code"""


def _peak(base: str) -> float:
    """Return the most memory in MiB that a process of the server at an address ever had."""
    mark = urlsplit(base).netloc.encode()
    ours = [path.parent for path in Path("/proc").glob("[0-9]*/cmdline") if mark in _text(path)]
    return max(_high_water(process / "status") for process in ours) / 1024


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended
        return b""


def _high_water(path: Path) -> int:
    """Return a process's largest resident size in KiB."""
    lines = _text(path).decode().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
