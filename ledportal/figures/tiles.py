"""A map of squares, one for each place. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
