"""Where the squares of the map stand: the reference data as the register came with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ledportal.figures.tiles import abbreviations
from ledportal.municipalities.loading import Row, read


@cache
def grid() -> Mapping[tuple[int, int], str]:
    """Return the district's code of each square, by its column and row."""
    return {(int(row["tile_column"]), int(row["tile_row"])): row["district_code"] for row in _rows()}


def letters(name: str) -> str:
    """Return the letters of a municipality's square, given its name in either script; no other square has them."""
    return _letters().get(name) or abbreviations([name])[name]


@cache
def _letters() -> Mapping[str, str]:
    return {
        name: some for script in ("latin", "cyrillic") for name, some in abbreviations(row[f"name_{script}"] for row in _rows()).items()
    }


def _rows() -> list[Row]:
    return [row for row in read("municipalities") if row["tile_row"]]
