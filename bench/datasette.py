"""The directory and its search beside Datasette, on the same rows, as its user would set it up: a table of offices and full-text search.

The rows are those of the register's own CSV file. Datasette gets what makes it faster: it knows that the file does not change, counts no
facets, and shows as many rows a page as the directory.
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
ROUNDS = 5
SECONDS = 2
QUERIES = 20_000
"""As many different ones as no server answers in a round."""
SEARCHED = ("name", "municipality", "municipality_cyrillic", "district", "head", "contact_person", "about", "sectors", "services")
SMALL_GOAL, WARM_GOAL, DIFFERENT_GOAL = 10, 100, 20


@dataclass(frozen=True)
class Case:
    """What is asked of both in turns.

    Attributes:
        paths: return the addresses of a round, of ours and of Datasette.
        goal: how many times as fast we should be.
        warm: whether it may be asked before it counts.
    """

    what: str
    paths: Callable[[int], tuple[Sequence[str], Sequence[str]]]
    goal: int
    warm: bool


def measure(database: str, options: argparse.Namespace) -> bool:
    """Print how many times as many requests a second we answer; say whether the goals are reached."""
    right = [_measured(database, size, large=size == options.large) for size in (options.small, options.large)]
    return all(right)


def _measured(database: str, size: int, *, large: bool) -> bool:
    app = filled(database, size)
    with tempfile.TemporaryDirectory(prefix="ledportal-bench-") as folder:
        places = make_database(app, Path(folder) / "offices.db")
        with gunicorn("ledportal:create_app()", settings(app)) as ours, _datasette(Path(folder) / "offices.db") as theirs:
            rows = [_compared(case, ours, theirs, f"{size:,} offices, {database}") for case in _cases(places, large=large)]
    show(f"Beside Datasette, {size:,} offices, {database}: requests a second", ("", "ours", "Datasette", "times", "goal"), rows)
    return all(row[3] >= row[4] for row in rows)


def _cases(places: Sequence[str], *, large: bool) -> Iterator[Case]:
    yield Case("directory page", lambda _number: (["/kancelarije/"], ["/offices/offices"]), WARM_GOAL if large else SMALL_GOAL, warm=True)
    if large:
        same = places[:1]
        yield Case("search, the same again", lambda _number: _searches(same), WARM_GOAL, warm=True)
    goal = DIFFERENT_GOAL if large else SMALL_GOAL
    yield Case("search, a different query each time", lambda number: _searches(_share(places, number)), goal, warm=False)


def _share(places: Sequence[str], number: int) -> list[str]:
    """Return the queries of a round, which no other round has where there are enough."""
    start = number * QUERIES % len(places)
    return list(islice(places, start, start + QUERIES))


def _searches(words: Sequence[str]) -> tuple[list[str], list[str]]:
    return [f"/kancelarije/?q={quote(each)}" for each in words], [f"/offices/offices?_search={quote(each)}" for each in words]


def _compared(case: Case, ours: str, theirs: str, where: str) -> tuple[str, int, float, int, int]:
    found: list[tuple[float, float]] = []
    for number in range(ROUNDS):
        own, other = case.paths(number)
        found.append(tuple(rate(*each, seconds=SECONDS, warm=case.warm) for each in ((ours, own), (theirs, other))))  # type: ignore[arg-type]
    times = median(own / other for own, other in found)
    own, other = (median(each) for each in zip(*found, strict=True))
    said = {"ours": f"{own:,.0f} requests/s, {times:,.0f} times", "reference": f"{other:,.1f} requests/s (Datasette)"}
    note(PART, f"{case.what}, {where}", **said, goal=f"at least {case.goal} times", kept=times >= case.goal)
    return case.what, round(own), round(other, 1), int(times), case.goal


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
def _datasette(path: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(path), "--port", str(port)]
    with server([*command, "--setting", "default_page_size", str(SIZE)], port, says=subprocess.DEVNULL) as base:
        yield base
