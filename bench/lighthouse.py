"""Lighthouse's score for speed, and the bytes of a first visit, of the pages that most visitors see."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.figures import note
from bench.tables import show
from tests.deployment.server import Server
from tests.judges.lighthouse import FORMS, OTHERS, PAGES, PERFORMANCE, SMALL, Report, published, reports

GOAL = 0.99
MOST_BYTES = 60_000
ROUNDS = 3


def measure(rounds: int = ROUNDS) -> bool:
    """Print the scores of each page; say whether all reach the goal. Of the speed, which differs, the median of some looks counts."""
    with tempfile.TemporaryDirectory(prefix="ledportal-bench-") as folder, published(Path(folder)) as server:
        found = [each for page in PAGES for each in _looks(server, page, rounds)]
    rows = [_row(page, form, [each for each in found if (each.page, each.form) == (page, form)]) for page in PAGES for form in FORMS]
    head = ("page", PERFORMANCE, *OTHERS, "bytes of a first visit")
    show("Lighthouse: of 100", head, [[name, *(f"{score * 100:.0f}" for score in scores), size] for name, scores, size in rows])
    noted = [_noted(*row) for row in rows]
    return all(noted)


def _looks(server: Server, page: str, rounds: int) -> Iterator[Report]:
    for number in range(rounds):
        found = reports(server, [page], (PERFORMANCE,) if number else (PERFORMANCE, *OTHERS))
        said = ", ".join(f"{each.form} {each.scores[PERFORMANCE] * 100:.0f}" for each in found)
        print(f"  Lighthouse, {page}: speed {said}.", flush=True)
        yield from found


def _row(page: str, form: str, found: Sequence[Report]) -> tuple[str, list[float], int]:
    scores = [median(each.scores[name] for each in found if name in each.scores) for name in (PERFORMANCE, *OTHERS)]
    return f"{page}, {form}", scores, max(each.bytes for each in found)


def _noted(name: str, scores: Sequence[float], size: int) -> bool:
    figures = " · ".join(f"{score * 100:.0f}" for score in scores)
    right = note(
        "lighthouse", f"{name}: speed · access · practice · search", ours=figures, goal="at least 99 each", kept=min(scores) >= GOAL
    )
    if name.partition(",")[0] in SMALL:
        small = size < MOST_BYTES
        right &= note("lighthouse", f"{name}: bytes of a first visit", ours=f"{size:,}", goal=f"under {MOST_BYTES:,}", kept=small)
    return right
