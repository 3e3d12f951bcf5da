"""QR codes as what a printer draws: for each row the runs of dark modules. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import segno

Run = tuple[int, int]


def runs(content: str) -> list[list[Run]]:
    """Return for each row of the code the place and the length of each run of dark modules."""
    matrix = segno.make(content, error="m", micro=False).matrix
    return [list(_runs_of(row)) for row in matrix]


def _runs_of(row: bytearray) -> Iterator[Run]:
    for dark, modules in groupby(enumerate(row), key=lambda each: each[1]):
        places = [place for place, _ in modules]
        if dark:
            yield places[0], len(places)
