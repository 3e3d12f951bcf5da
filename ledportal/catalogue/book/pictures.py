"""The pictures of a book: no larger than their size on paper needs, the same bytes each time, and named where they are too small."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from PIL import Image

from ledportal.catalogue.book.frozen import Entry, Logo, Settings
from ledportal.catalogue.book.problems import Kind, Problem, Severity
from ledportal.catalogue.book.rows import items, public_sections, standing
from ledportal.offices.declaration import Field, Values
from ledportal.offices.display import item_title
from ledportal.offices.kinds import Files
from ledportal.offices.profile import SECTIONS

DPI = 300
INCH = 25.4
MOST_PIXELS = 40_000_000
FORMATS = ("WEBP", "PNG", "JPEG")
BOXES = {
    "a4": {"logo": (24.0, 16.0), "photo": (52.0, 36.0), "edition": (36.0, 12.0)},
    "a5": {"logo": (24.0, 16.0), "photo": (36.0, 26.0), "edition": (36.0, 12.0)},
}
"""The millimetres into which a picture of each purpose is fitted, by the paper."""
QUALITY = {"logo": 95, "edition": 95, "photo": 88}

Read = Callable[[str], bytes | None]
"""Returns the bytes of a stored picture by their SHA-256; None where they are gone."""
Turn = Callable[[Image.Image], Image.Image]
"""Gives a picture the colours of the press."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is printed: its file, its pixels and its millimetres."""

    file: str
    width: int
    height: int
    mm: tuple[float, float]

    def data(self, alt: str) -> dict[str, Any]:
        return {"file": self.file, "alt": alt, "width": self.width, "height": self.height, "mm": [*self.mm]}

    @property
    def dpi(self) -> int:
        return math.floor(min(self.width / self.mm[0], self.height / self.mm[1]) * INCH + 0.5)


@dataclass
class Album:
    """The pictures of a book by their SHA-256 and purpose, the files that the templates read, and what is wrong with some.

    Attributes:
        turn: what gives them the colours of the press; without it they have those of the screen.
    """

    turn: Turn | None = None
    files: MutableMapping[str, bytes] = field(default_factory=dict)
    pictures: dict[tuple[str, str], Picture | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, entry: Entry, ids: Iterable[str], purpose: str, alt: str) -> list[dict[str, Any]]:
        """Return those of an entry's pictures that can be read, as the templates take them."""
        stored = [entry.pictures[each] for each in ids if each in entry.pictures]
        found = [self.pictures.get((each.sha256, purpose)) for each in stored]
        return [each.data(alt) for each in found if each is not None]

    def logo(self, logo: Logo) -> dict[str, Any] | None:
        found = self.pictures.get((logo.sha256, "edition"))
        return None if found is None else found.data(logo.name)

    def put(self, wanted: Wanted, small: Image.Image, mm: tuple[float, float]) -> Picture:
        """Write the file of a picture that is no larger than it is printed."""
        ending, written = _written(small if self.turn is None else self.turn(small), wanted.purpose)
        name = f"{wanted.sha256[:24]}-{wanted.purpose}.{ending}"
        self.files[name] = written
        return Picture(name, small.width, small.height, mm)


@dataclass(frozen=True)
class Wanted:
    """A picture that stands in the book: of which office, in which field, of which item."""

    sha256: str
    purpose: str
    office: str
    where: str
    item: str = ""

    def problem(self, kind: Kind, what: str = "") -> Problem:
        return Problem(kind, self.office, self.where, what, Severity.DEFECT, self.item)


def album(settings: Settings, entries: Sequence[Entry], *, read: Read, turn: Turn | None = None) -> Album:
    """Return the pictures of the chosen sections and the logos of an edition."""
    made = Album(turn)
    fill([made], settings, entries, read=read)
    return made


def fill(albums: Sequence[Album], settings: Settings, entries: Sequence[Entry], *, read: Read) -> None:
    """Put the pictures of the chosen sections and the logos of an edition into albums; each is decoded once for all of them."""
    for wanted in _all(settings, entries):
        key = wanted.sha256, wanted.purpose
        if key not in albums[0].pictures:
            small = _small(read(wanted.sha256), BOXES[settings.paper][wanted.purpose])
            for each in albums:
                each.pictures[key] = None if small is None else each.put(wanted, *small)
        for each in albums:
            each.problems += _problems(wanted, each.pictures[key])


def _problems(wanted: Wanted, found: Picture | None) -> Iterator[Problem]:
    if found is None:
        yield wanted.problem(Kind.PICTURE_UNREADABLE)
    elif found.dpi < DPI:
        yield wanted.problem(Kind.PICTURE_SMALL, str(found.dpi))


def _all(settings: Settings, entries: Sequence[Entry]) -> Iterator[Wanted]:
    yield from (Wanted(each.sha256, "edition", "", "logos", each.name) for each in settings.logos)
    for entry in entries:
        for section, values in public_sections(entry.content, settings.sections, SECTIONS):
            yield from _of_fields(entry, section.key, section.fields, values)
            for group in section.groups:
                for place, item in enumerate(items(group, values)):
                    for wanted in _of_fields(entry, f"{section.key}.{group.key}.{item['id']}", group.fields, item):
                        yield replace(wanted, item=item_title(group, item, place))


def _of_fields(entry: Entry, path: str, specs: Sequence[Field], values: Values) -> Iterator[Wanted]:
    for spec in standing(specs, values):
        if isinstance(spec.kind, Files) and spec.kind.purpose in QUALITY:
            for stored in (entry.pictures[each] for each in values[spec.key] if each in entry.pictures):
                yield Wanted(stored.sha256, spec.kind.purpose, entry.slug, f"{path}.{spec.key}")


def _small(content: bytes | None, box: tuple[float, float]) -> tuple[Image.Image, tuple[float, float]] | None:
    """Return a picture with no more pixels than a box needs, and its millimetres there; None where it cannot be read."""
    picture = _opened(content)
    if picture is None:
        return None
    mm = fitted(picture.size, box)
    size = _pixels(mm[0]), _pixels(mm[1])
    is_large = picture.width > size[0] and picture.height > size[1]
    return picture.resize(size, Image.Resampling.LANCZOS) if is_large else picture, mm


def _opened(content: bytes | None) -> Image.Image | None:
    """Return a picture that was decoded to its end; None where it cannot be."""
    try:
        picture = Image.open(BytesIO(content or b""), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            return None
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except Exception:  # a decoder may raise anything on a broken file
        return None


def fitted(size: tuple[int, int], box: tuple[float, float]) -> tuple[float, float]:
    """Return the millimetres of a picture that fills a box in one direction, in its own proportions."""
    scale = min(box[0] / size[0], box[1] / size[1])
    return max(0.1, round(size[0] * scale, 2)), max(0.1, round(size[1] * scale, 2))


def _pixels(mm: float) -> int:
    return math.ceil(mm / INCH * DPI)


def _written(picture: Image.Image, purpose: str) -> tuple[str, bytes]:
    """Return the ending and the bytes of a picture: PNG where something shines through, else JPEG."""
    buffer = BytesIO()
    if picture.mode == "RGBA":
        picture.save(buffer, "PNG", compress_level=9)
        return "png", buffer.getvalue()
    picture.save(buffer, "JPEG", quality=QUALITY[purpose], subsampling=0)
    return "jpg", buffer.getvalue()
