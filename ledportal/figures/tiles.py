"""A map of squares, one for each place. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        name: the whole name, for a map that has room for it.
        here: whether it is the square that the map is about.
        faded: whether it is only there to show where the others lie.
    """

    column: int
    row: int
    state: str
    label: str
    title: str
    href: str
    sign: str = ""
    name: str = ""
    here: bool = False
    faded: bool = False

    @property
    def lines(self) -> Sequence[str]:
        """Return the whole name in the lines of a square that has room for it."""
        return self.name.split()

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


def neighbourhood(place: Tile, places: Iterable[Tile], *, reach: int = 1) -> TileMap:
    """Return the part of a map around a place, which stands in its middle; ``places`` may be the whole map.

    Args:
        reach: how many squares the part shows in each direction.
    """
    around = [each for each in places if _distance(place, each) in range(1, reach + 1)]
    moved = [
        replace(each, column=each.column - place.column + reach, row=each.row - place.row + reach)
        for each in (replace(place, here=True), *around)
    ]
    width = (2 * reach + 1) * SIDE
    return TileMap(sorted(moved, key=lambda tile: (tile.row, tile.column)), width, width)


def _distance(one: Tile, other: Tile) -> int:
    return max(abs(one.column - other.column), abs(one.row - other.row))


def outline(cells: Iterable[tuple[int, int]]) -> str:
    """Return the squares of a whole map as the path of one shape, a unit each; ``cells`` are their columns and rows."""
    return "".join(f"M{column} {row}h.9v.9h-.9z" for column, row in sorted(cells))


def borders(parts: Mapping[tuple[int, int], str]) -> str:
    """Return the lines between neighbouring squares of different parts, as a path; ``parts`` are by columns and rows."""
    return "".join(f"M{left * SIDE} {top * SIDE}{'v' if left == right else 'h'}{SIDE}" for left, top, right, _bottom in border_lines(parts))


def border_lines(parts: Mapping[tuple[int, int], str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the sides between neighbouring squares of different parts: from the corner of a column and a row to that of others."""
    for (column, row), part in sorted(parts.items()):
        if parts.get((column + 1, row), part) != part:
            yield column + 1, row, column + 1, row + 1
        if parts.get((column, row + 1), part) != part:
            yield column, row + 1, column + 1, row + 1


def abbreviations(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the letters of its square, a few more where others would have the same: Pri, but Prib and Prij; SP, SmP, StP."""
    steps = {name: _abbreviations(name) for name in names}
    step = dict.fromkeys(steps, 0)
    while True:
        found = {name: steps[name][step[name]] for name in steps}
        counts = Counter(found.values())
        shared = [name for name in found if counts[found[name]] > 1 and step[name] + 1 < len(steps[name])]
        if not shared:
            return found
        for name in shared:
            step[name] += 1


def _abbreviations(name: str) -> list[str]:
    """Return the letters that may stand for a place, the fewest first.

    Of several words these are the initials, then two letters of the second, of the first, of both; of one word the first three letters,
    then with one of those after them, too.
    """
    first, *others = name.split()
    if not others:
        return [name[:3], *(name[:3] + letter for letter in name[3:])]
    second = others[0]
    initials = "".join(word[0] for word in (first, *others[:2])).upper()
    return [initials, f"{first[0]}{second[:2].title()}", f"{first[:2]}{second[0].upper()}", f"{first[:2]}{second[:2].title()}"]
