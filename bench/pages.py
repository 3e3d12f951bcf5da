"""How fast the pages for everybody are: from memory beside a bare Flask "hello" on the same gunicorn, and when they are made anew."""

from __future__ import annotations

import argparse
import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from statistics import median
from urllib.parse import urlsplit

from flask import Flask

from bench import proxied, publishing
from bench.comparing import Rates, compare_rates, reaches, verdict
from bench.databases import filled
from bench.figures import note
from bench.load import rate
from bench.serving import gunicorn, settings

PART = "pages"
PAGES = {"home": "/", "directory": "/kancelarije/", "office": "/kancelarije/opstina-7/"}
GOAL = 0.5
COLD_GOAL = 60
"""Milliseconds."""
TIMES = 20
BEHIND_NGINX = "sqlite"
"""nginx answers by itself, so that the database does not matter there."""


@dataclass(frozen=True)
class Found:
    """What was found of a page in a register.

    Attributes:
        warm: from memory, beside the reference.
        cold: milliseconds right after an approval, in a process that has served before.
        first: milliseconds of the first page of a process.
    """

    warm: Rates
    cold: float
    first: float


def measure(database: str, options: argparse.Namespace) -> bool:
    """Print how the pages compare in a small and in a large register on a database; say whether they reach the goals."""
    sizes = (options.small, options.large)
    small, large = (dict(_measured(database, size)) for size in sizes)
    right = [_noted(name, f"{sizes[0]:,} offices, {database}", small[name]) for name in PAGES]
    right += [_noted(name, f"{sizes[1]:,} offices, {database}", large[name], small[name]) for name in PAGES]
    right.append(publishing.measure(database, *sizes))
    if database == BEHIND_NGINX:
        right.append(proxied.measure([(filled(database, size), size) for size in sizes], PAGES))
    return all(right)


def _measured(database: str, size: int) -> Iterator[tuple[str, Found]]:
    app, where = filled(database, size), f"{size:,} offices, {database}"
    with gunicorn("ledportal:create_app()", settings(app)) as ours, gunicorn("bench.hello:app") as hello:
        warm = {name: _warm(f"{name}, {where}", ours, path, hello) for name, path in PAGES.items()}
        numbers = count()
        cold = {
            name: median(_after_an_approval(app, next(numbers) % size, ours, path) for _ in range(TIMES)) for name, path in PAGES.items()
        }
    for name, path in PAGES.items():
        first = _first(app, path)
        print(
            f"  {name}, {where}: made anew in {cold[name]:.0f} ms (median of {TIMES}), in {first:.0f} ms as a process's first.", flush=True
        )
        yield name, Found(warm[name], cold[name], first)


def _warm(what: str, ours: str, path: str, hello: str) -> Rates:
    rate(ours, [path], seconds=1)
    found = compare_rates(lambda: rate(ours, [path], seconds=1, warm=False), lambda: rate(hello, ["/"], seconds=1, warm=False), GOAL)
    print(f"  {what}: {verdict(found.shares, GOAL)}", flush=True)
    return found


def _after_an_approval(app: Flask, number: int, base: str, path: str) -> float:
    publishing.publish(app, number)
    return _milliseconds(base, path)


def _first(app: Flask, path: str) -> float:
    with gunicorn("ledportal:create_app()", settings(app), workers=1) as base:
        _milliseconds(base, "/readyz")
        return _milliseconds(base, path)


def _milliseconds(base: str, path: str) -> float:
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
    return seconds * 1000


def _noted(name: str, where: str, found: Found, before: Found | None = None) -> bool:
    warm = found.warm
    said = {
        "ours": f"{warm.own:,.0f} requests/s, {median(warm.shares):.0%}",
        "reference": f"{warm.reference:,.0f} requests/s (Flask “hello”)",
    }
    growth = [None] * 3 if before is None else [before.warm.own / warm.own, found.cold / before.cold, found.first / before.first]
    right = [
        note(PART, f"{name} page, warm, {where}", **said, goal=f"at least {GOAL:.0%}", growth=growth[0], kept=reaches(warm.shares, GOAL)),
        note(PART, f"{name} page, cold, {where}", ours=f"{found.cold:.0f} ms", goal=f"under {COLD_GOAL} ms", growth=growth[1],
             kept=found.cold < COLD_GOAL),
        note(PART, f"{name} page, first of a process, {where}", ours=f"{found.first:.0f} ms", growth=growth[2]),
    ]  # fmt: skip
    return all(right)
