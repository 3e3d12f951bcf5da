"""How fast the pages for everybody are: from memory beside a bare Flask "hello" on the same gunicorn, and when they are made anew."""

from __future__ import annotations

import argparse
import http.client
import time
from statistics import median
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import update

from bench.comparing import compare, reaches, verdict
from bench.databases import filled
from bench.figures import note
from bench.load import rate
from bench.proxied import measure as measure_proxied
from bench.publishing import measure as measure_publishing
from bench.serving import gunicorn, settings
from ledportal.extensions import db
from ledportal.offices.directory_models import DirectoryState

PART = "pages"
PAGES = {"home": "/", "directory": "/kancelarije/", "office": "/kancelarije/opstina-7/"}
GOAL = 0.5
COLD_GOAL = 60
"""Milliseconds."""
TIMES = 20
BEHIND_NGINX = "sqlite"
"""nginx answers by itself, so that the database does not matter there."""


def measure(database: str, options: argparse.Namespace) -> bool:
    """Print how the pages compare in a small and in a large register on a database; say whether they reach the goals."""
    right = [_measured(database, size) for size in (options.small, options.large)]
    right.append(measure_publishing(database, options.small, options.large))
    if database == BEHIND_NGINX:
        right += [measure_proxied(filled(database, size), size, PAGES) for size in (options.small, options.large)]
    return all(right)


def _measured(database: str, size: int) -> bool:
    app = filled(database, size)
    with gunicorn("ledportal:create_app()", settings(app)) as ours, gunicorn("bench.hello:app") as hello:
        warm = [_warm(name, f"{size:,} offices, {database}", ours + path, hello) for name, path in PAGES.items()]
        cold = [_cold(name, f"{size:,} offices, {database}", app, ours, path) for name, path in PAGES.items()]
    return all(warm + cold)


def _warm(name: str, where: str, ours: str, hello: str) -> bool:
    rates: list[tuple[float, float]] = []
    base, path = ours.removesuffix(urlsplit(ours).path), urlsplit(ours).path
    rate(base, [path], seconds=1)

    def round_(_number: int) -> float:
        rates.append((rate(base, [path], seconds=1, warm=False), rate(hello, ["/"], seconds=1, warm=False)))
        return rates[-1][0] / rates[-1][1]

    shares = compare(round_, GOAL)
    print(f"  {name}, {where}: {verdict(shares, GOAL)}", flush=True)
    own, reference = (median(column) for column in zip(*rates, strict=True))
    said = {"ours": f"{own:,.0f} requests/s, {median(shares):.0%}", "reference": f"{reference:,.0f} requests/s (Flask “hello”)"}
    return note(PART, f"{name} page, warm, {where}", **said, goal=f"at least {GOAL:.0%}", kept=reaches(shares, GOAL))


def _cold(name: str, where: str, app: Flask, base: str, path: str) -> bool:
    """Measure a page right after a new version of the directory, which no process knows yet."""
    milliseconds = median(_seconds_after_a_change(app, base, path) for _ in range(TIMES)) * 1000
    print(f"  {name}, {where}: made anew in {milliseconds:.0f} ms (median of {TIMES}).", flush=True)
    kept = milliseconds < COLD_GOAL
    return note(PART, f"{name} page, cold, {where}", ours=f"{milliseconds:.0f} ms", goal=f"under {COLD_GOAL} ms", kept=kept)


def _seconds_after_a_change(app: Flask, base: str, path: str) -> float:
    with app.app_context():
        db.session.execute(update(DirectoryState).values(version=DirectoryState.version + 1))
        db.session.commit()
    address = urlsplit(base)
    connection = http.client.HTTPConnection(address.hostname or "", address.port)
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    seconds = time.perf_counter() - start
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return seconds
