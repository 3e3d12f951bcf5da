"""Where the squares of the map stand: the reference data as the register came with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ledportal.municipalities.loading import read


@cache
def grid() -> Mapping[tuple[int, int], str]:
    """Return the district's code of each square, by its column and row."""
    rows = [row for row in read("municipalities") if row["tile_row"]]
    return {(int(row["tile_column"]), int(row["tile_row"])): row["district_code"] for row in rows}
