"""The fonts of what is printed: Source Serif 4 and Source Sans 3, which have the Serbian shapes of italic Cyrillic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fontTools.ttLib import TTFont

from ledportal.paths import FONTS


@cache
def characters() -> frozenset[int]:
    """Return the code points for which each of the fonts has a shape."""
    return frozenset.intersection(*_characters_of_each())


def _characters_of_each() -> Iterator[frozenset[int]]:
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            yield frozenset(font.getBestCmap())
