"""The directory and its search beside Datasette, on the same rows, as its user would set it up: a table of offices and full-text search.

The rows are those of the register's own CSV file. Datasette knows that the file does not change, counts no facets, and shows as many rows a
page as the directory. As it comes it looks on each page for columns that are worth counting; how fast it is without that stands beside.
"""

from __future__ import annotations

import argparse
import csv
import io
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import quote

from flask import Flask

from bench.databases import filled
from bench.figures import note
from bench.load import rate
from bench.serving import gunicorn, server, settings
from bench.tables import show
from ledportal.directory.index_views import SIZE
from tests.ports import free_port

PART = "datasette"
ROUNDS = 3
SECONDS = 2
QUERIES = 20_000
"""As many different ones as no server answers in a round."""
SEARCHED = ("name", "municipality", "municipality_cyrillic", "district", "head", "contact_person", "about", "sectors", "services")
SMALL_GOAL = 10
PLAIN = ("--setting", "suggest_facets", "off")
"""Datasette without what takes it longest: it looks for columns that are worth counting, on each page."""


@dataclass(frozen=True)
class Case:
    """What is asked of both in turns.

    Attributes:
        paths: return the addresses of a round, of ours and of Datasette.
        goal: how many times as fast we should be in a large register.
        warm: whether it may be asked before it counts.
    """

    what: str
    paths: Callable[[int], tuple[Sequence[str], Sequence[str]]]
    goal: int
    warm: bool


@dataclass(frozen=True)
class Pace:
    """Requests a second: ours, Datasette's, and Datasette's without its suggestions; and how many times as many ours are."""

    own: float
    other: float
    plain: float
    times: float


def measure(database: str, options: argparse.Namespace) -> bool:
    """Print how many times as many requests a second we answer; say whether the goals are reached."""
    small, large = (_measured(database, size) for size in (options.small, options.large))
    right = [_noted(what, f"{options.small:,} offices, {database}", pace, SMALL_GOAL, None) for what, (_, pace) in small.items()]
    right += [_noted(what, f"{options.large:,} offices, {database}", pace, goal, small[what][1]) for what, (goal, pace) in large.items()]
    return all(right)


def _measured(database: str, size: int) -> dict[str, tuple[int, Pace]]:
    app = filled(database, size)
    with tempfile.TemporaryDirectory(prefix="ledportal-bench-") as folder:
        path = Path(folder) / "offices.db"
        places = make_database(app, path)
        with gunicorn("ledportal:create_app()", settings(app)) as ours, _datasette(path) as theirs, _datasette(path, *PLAIN) as plain:
            found = {case.what: (case.goal, _compared(case, ours, theirs, plain)) for case in _cases(places)}
    rows = [(what, round(pace.own), round(pace.other, 1), round(pace.plain, 1), int(pace.times)) for what, (_, pace) in found.items()]
    head = ("", "ours", "Datasette", "without suggestions", "times")
    show(f"Beside Datasette, {size:,} offices, {database}: requests a second", head, rows)
    return found


def _cases(places: Sequence[str]) -> Iterator[Case]:
    yield Case("directory page", lambda _number: (["/kancelarije/"], ["/offices/offices"]), 100, warm=True)
    yield Case("search, the same again", lambda _number: _searches(places[:1]), 100, warm=True)
    yield Case("search, a different query each time", lambda number: _searches(_share(places, number)), 20, warm=False)


def _share(places: Sequence[str], number: int) -> list[str]:
    """Return the queries of a round, which no other round has where there are enough."""
    start = number * QUERIES % len(places)
    return list(islice(places, start, start + QUERIES))


def _searches(words: Sequence[str]) -> tuple[list[str], list[str]]:
    return [f"/kancelarije/?q={quote(each)}" for each in words], [f"/offices/offices?_search={quote(each)}" for each in words]


def _compared(case: Case, ours: str, theirs: str, plain: str) -> Pace:
    found = []
    for number in range(ROUNDS):
        own, other = case.paths(number)
        found.append([rate(base, some, seconds=SECONDS, warm=case.warm) for base, some in ((ours, own), (theirs, other), (plain, other))])
    own_rate, other_rate, plain_rate = (median(each) for each in zip(*found, strict=True))
    return Pace(own_rate, other_rate, plain_rate, median(own / other for own, other, _ in found))


def _noted(what: str, where: str, pace: Pace, goal: int, before: Pace | None) -> bool:
    return note(
        PART,
        f"{what}, {where}",
        ours=f"{pace.own:,.0f} requests/s, {pace.times:,.0f} times",
        reference=f"{pace.other:,.1f} requests/s (Datasette; {pace.plain:,.1f} without its suggestions of facets)",
        goal=f"at least {goal} times",
        growth=None if before is None else before.own / pace.own,
        kept=pace.times >= goal,
    )


def make_database(app: Flask, path: Path) -> list[str]:
    """Write the rows of the register's CSV file into a database for Datasette; return the names of their places."""
    with closing(sqlite3.connect(path)) as database, app.test_client().get("/podaci/kancelarije.csv") as answer:
        rows = csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline=""))
        names = next(rows)
        places: list[str] = []
        columns = ", ".join(f'"{name}" TEXT' for name in names)
        database.execute(f'CREATE TABLE offices ({columns}, PRIMARY KEY ("slug"))')
        put = f"INSERT INTO offices VALUES ({', '.join('?' * len(names))})"
        for row in rows:
            database.execute(put, row)
            places.append(row[names.index("municipality")])
        searched = ", ".join(SEARCHED)
        database.execute(f"CREATE VIRTUAL TABLE offices_fts USING fts5({searched}, content=offices)")
        database.execute(f"INSERT INTO offices_fts (rowid, {searched}) SELECT rowid, {searched} FROM offices")
        database.commit()
    return places


@contextmanager
def _datasette(path: Path, *more: str) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(path), "--port", str(port), *more]
    with server([*command, "--setting", "default_page_size", str(SIZE)], port, says=subprocess.DEVNULL) as base:
        yield base
