"""Drawings for pages, as positions that a template turns into SVG. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

SIDE = 30
GAP = 2


@dataclass(frozen=True)
class Tile:
    """One square of the map.

    Attributes:
        state: the part of the class that gives the square its looks.
        label: the letters in the square.
        title: what the square is, in words.
        href: where it leads.
        sign: a second mark of the state, below the letters, for readers who do not see its colour.
    """

    column: int
    row: int
    state: str
    label: str
    title: str
    href: str
    sign: str = ""

    @property
    def x(self) -> int:
        return self.column * SIDE

    @property
    def y(self) -> int:
        return self.row * SIDE


@dataclass(frozen=True)
class TileMap:
    """A map whose places are squares of one size, roughly where they lie; read row by row."""

    tiles: Sequence[Tile]
    width: int
    height: int
    side: int = SIDE - GAP


def tile_map(tiles: Sequence[Tile]) -> TileMap:
    """Return the map of the tiles; its upper left corner is that of the grid."""
    ordered = sorted(tiles, key=lambda tile: (tile.row, tile.column))
    width = max((tile.x for tile in ordered), default=0) + SIDE
    height = max((tile.y for tile in ordered), default=0) + SIDE
    return TileMap(ordered, width, height)


def abbreviation(name: str) -> str:
    """Return the letters of a place in its square: the initials of several words, or the first three letters of one."""
    words = name.split()
    return "".join(word[0] for word in words[:3]).upper() if len(words) > 1 else name[:3]


BAR_WIDTH = 400
BAR_HEIGHT = 16
BAR_ROW = 46
BAR_LEFT = 2
BAR_RIGHT = 70
"""Room at the right for the figure."""


@dataclass(frozen=True)
class Bar:
    """One bar with its words: a share in per cent, and the one that it is compared with, if any.

    Attributes:
        label: what it stands for, above the bar.
        text: the figure at its end.
    """

    label: str
    share: float
    text: str
    before: float | None = None
    row: int = 0

    @property
    def y(self) -> int:
        return self.row * BAR_ROW

    @property
    def length(self) -> float:
        return _length(self.share)

    @property
    def before_x(self) -> float | None:
        """Return where the mark of the share before stands."""
        return BAR_LEFT + _length(self.before) if self.before is not None else None


@dataclass(frozen=True)
class BarChart:
    """Bars one under the other, each under its label, so that long names have room on a narrow screen."""

    bars: Sequence[Bar]
    height: int
    width: int = BAR_WIDTH
    left: int = BAR_LEFT
    thickness: int = BAR_HEIGHT
    full: int = BAR_WIDTH - BAR_LEFT - BAR_RIGHT


def bar_chart(bars: Sequence[Bar]) -> BarChart:
    """Return a chart of the bars in their order."""
    return BarChart([replace(bar, row=row) for row, bar in enumerate(bars)], len(bars) * BAR_ROW)


def _length(share: float) -> float:
    return round((BAR_WIDTH - BAR_LEFT - BAR_RIGHT) * min(max(share, 0), 100) / 100, 1)
