"""The map of squares: of the whole country, and of each district among its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.frozen import District, Entry, EntryKind, Settings
from ledportal.catalogue.book.states import LABELS
from ledportal.figures.tiles import abbreviations, border_lines

Line = tuple[int, int, int, int]
Box = tuple[int, int, int, int]


class Country:
    """The squares of an edition's municipalities."""

    def __init__(self, settings: Settings, entries: Iterable[Entry]) -> None:
        self.locale = settings.locale
        self.entries = sorted((each for each in entries if each.place.tile is not None), key=lambda each: (_square(each)[::-1], each.slug))
        self.letters = abbreviations(each.place.names[self.locale] for each in self.entries)
        self.lines = list(_joined(list(border_lines({_square(each): each.district.code for each in self.entries}))))

    def map(self) -> dict[str, Any]:
        """Return the whole map."""
        return self._map(self.entries, _box(self.entries, around=0), faded=lambda _: False, alt=gettext("Map of the municipalities"))

    def around(self, district: District) -> dict[str, Any] | None:
        """Return the map of a district with a ring of its neighbours; None where it has no square."""
        own = [each for each in self.entries if each.district.code == district.code]
        if not own:
            return None
        box = _box(own, around=1)
        near = [each for each in self.entries if _within(_square(each), box)]
        alt = gettext("Map of the district: %(name)s", name=district.names[self.locale])
        return self._map(near, _box(near, around=0), faded=lambda each: each.district.code != district.code, alt=alt)

    def _map(self, entries: Sequence[Entry], box: Box, *, faded: Any, alt: str) -> dict[str, Any]:
        left, top, right, bottom = box
        counts = Counter(each.kind for each in entries if not faded(each))
        told = [(kind, gettext(label), counts[kind]) for kind, label in LABELS.items() if counts[kind]]
        return {
            "columns": right - left,
            "rows": bottom - top,
            "tiles": [self._tile(each, left, top, faded=faded(each)) for each in entries],
            "borders": [[x1 - left, y1 - top, x2 - left, y2 - top] for x1, y1, x2, y2 in _clipped(self.lines, box)],
            "legend": [{"state": kind, "label": label, "count": count} for kind, label, count in told],
            "alt": f"{alt}. {', '.join(f'{label}: {count}' for _, label, count in told)}.",
        }

    def _tile(self, entry: Entry, left: int, top: int, *, faded: bool) -> dict[str, Any]:
        (column, row), name = _square(entry), entry.place.names[self.locale]
        return {
            "column": column - left,
            "row": row - top,
            "letters": self.letters[name],
            "name": name,
            "state": entry.kind,
            "district": entry.district.code,
            "slug": entry.slug if entry.kind is EntryKind.FULL else "",
            "faded": faded,
        }


def _square(entry: Entry) -> tuple[int, int]:
    assert entry.place.tile is not None
    return entry.place.tile


def _box(entries: Sequence[Entry], *, around: int) -> Box:
    """Return the first column and row of some squares and those after the last, with so many squares around."""
    columns, rows = zip(*map(_square, entries), strict=True) if entries else ((0,), (0,))
    return min(columns) - around, min(rows) - around, max(columns) + 1 + around, max(rows) + 1 + around


def _within(square: tuple[int, int], box: Box) -> bool:
    return box[0] <= square[0] < box[2] and box[1] <= square[1] < box[3]


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines of which those that continue each other are one."""
    for upright in (True, False):
        found = sorted(((x1, y1, x2, y2) if upright else (y1, x1, y2, x2)) for x1, y1, x2, y2 in lines if (x1 == x2) is upright)
        yield from (line if upright else (line[1], line[0], line[3], line[2]) for line in _runs(found))


def _runs(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield upright lines, sorted, of which those that continue each other are one."""
    run: Line | None = None
    for line in lines:
        if run is not None and (run[2], run[3]) == (line[0], line[1]):
            run = (*run[:2], *line[2:])
            continue
        if run is not None:
            yield run
        run = line
    if run is not None:
        yield run


def _clipped(lines: Iterable[Line], box: Box) -> Iterator[Line]:
    """Yield the parts of lines that lie in a box."""
    left, top, right, bottom = box
    for x1, y1, x2, y2 in lines:
        cut = max(x1, left), max(y1, top), min(x2, right), min(y2, bottom)
        if cut[0] <= cut[2] and cut[1] <= cut[3] and cut[:2] != cut[2:]:
            yield cut
