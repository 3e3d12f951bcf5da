"""PDFs as a printer wants them: room around the page with marks where to cut, the boxes named, the colours of the press told.

Typst makes each page as large as it is printed: the trimmed page and the bleed around it. Its coordinates stay, so that links, bookmarks
and tags stay right; the room for the marks lies around them. What a page draws beyond its bleed is cut off there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import product

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ledportal.typesetting.profiles import Profile

POINTS = 72 / 25.4
"""of a millimetre"""
AWAY, LENGTH, EDGE = 1.0, 5.0, 1.0
"""Millimetres from the bleed to a mark, of a mark, and from there to the edge of the sheet."""
ROOM = AWAY + LENGTH + EDGE
THICKNESS = 0.25
"""of a mark, in points"""
DASHES = "[4 2] 0"
"""Of marks where to fold, as PDF has them."""
TOLERANCE = 0.1
"""Points by which a page may differ from what it should be."""

Line = tuple[float, float, float, float]


class WrongSize(ValueError):
    """A page is not as large as the trimmed page and its bleed."""


@dataclass(frozen=True)
class Sheet:
    """Sizes in millimetres.

    Attributes:
        width, height: of the page when it is trimmed; of a cover, both halves and the spine.
        bleed: how far it is printed beyond that.
        folds: where it is folded, from the left of the trimmed page.
    """

    width: float
    height: float
    bleed: float = 3.0
    folds: tuple[float, ...] = ()

    @cached_property
    def printed(self) -> list[float]:
        """The bleed box: the page as Typst made it."""
        return self._box(self.bleed)

    @cached_property
    def trimmed(self) -> list[float]:
        return self._box(0)

    @cached_property
    def whole(self) -> list[float]:
        """The sheet with the room for the marks."""
        return self._box(self.bleed + ROOM)

    def _box(self, beyond: float) -> list[float]:
        """Return a box so far beyond the trimmed page, in points from the corner of the printed one."""
        low, right, top = self.bleed - beyond, self.bleed + self.width + beyond, self.bleed + self.height + beyond
        return [_points(each) for each in (low, low, right, top)]

    def cuts(self) -> Iterator[Line]:
        """Yield the marks where to cut, from near the page to the edge, in millimetres from the corner of the printed page."""
        yield from self._upright(0, self.width)
        for y, (start, end) in product((self.bleed, self.bleed + self.height), _beside(self.width + 2 * self.bleed)):
            yield start, y, end, y

    def creases(self) -> Iterator[Line]:
        """Yield the marks where to fold."""
        yield from self._upright(*self.folds)

    def _upright(self, *places: float) -> Iterator[Line]:
        for x, (start, end) in product(places, _beside(self.height + 2 * self.bleed)):
            yield self.bleed + x, start, self.bleed + x, end


def _beside(length: float) -> tuple[tuple[float, float], ...]:
    """Return where marks start and end on both sides of what is so long."""
    return (-AWAY, -AWAY - LENGTH), (length + AWAY, length + AWAY + LENGTH)


def for_the_printer(document: bytes, sheet: Sheet, profile: Profile | None) -> bytes:
    """Return a PDF, made by Typst at the printed size, with marks, boxes and the intended colours; the same comes out the same.

    Raises:
        WrongSize: a page is not of the sheet's size.
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        marks = _drawn(pdf, sheet)
        for number, page in enumerate(pdf.pages, start=1):
            if any(abs(float(ours) - theirs) > TOLERANCE for ours, theirs in zip(page.mediabox, sheet.printed, strict=True)):
                raise WrongSize(f"page {number} is {[float(each) for each in page.mediabox]}, not {sheet.printed}")
            _enlarge(page, sheet, marks)
        if profile is not None:
            pdf.Root.OutputIntents = Array([_intent(pdf, profile)])
        buffer = BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _enlarge(page: pikepdf.Page, sheet: Sheet, marks: Stream) -> None:
    page.mediabox, page.cropbox = Array(sheet.whole), Array(sheet.whole)
    page.bleedbox, page.trimbox = Array(sheet.printed), Array(sheet.trimmed)
    page.add_resource(marks, Name.XObject, Name.Marks)
    low_x, low_y, high_x, high_y = sheet.printed
    page.contents_add(f"q {low_x} {low_y} {high_x - low_x:.3f} {high_y - low_y:.3f} re W n\n".encode(), prepend=True)
    page.contents_add(b"\nQ\n/Artifact BMC q /Marks Do Q EMC")


def _drawn(pdf: Pdf, sheet: Sheet) -> Stream:
    """Return the marks as one drawing for all pages, in the colour that every plate prints."""
    cuts, creases = ("\n".join(map(_line, lines)) for lines in (sheet.cuts(), sheet.creases()))
    marks = pdf.make_stream(f"/All CS 1 SCN {THICKNESS} w\n{cuts}\n{DASHES} d\n{creases}".encode())
    marks.Type, marks.Subtype, marks.BBox = Name.XObject, Name.Form, Array(sheet.whole)
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    marks.Resources = Dictionary(ColorSpace=Dictionary(All=Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])))
    return marks


def _line(line: Sequence[float]) -> str:
    start_x, start_y, end_x, end_y = map(_points, line)
    return f"{start_x} {start_y} m {end_x} {end_y} l S"


def _intent(pdf: Pdf, profile: Profile) -> Dictionary:
    """Say for which press the colours are meant."""
    content = pdf.make_stream(profile.content, N=4, Alternate=Name.DeviceCMYK)
    name = String(profile.name)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=name, Info=name, DestOutputProfile=content)
    return pdf.make_indirect(intent)


def _points(millimetres: float) -> float:
    return round(millimetres * POINTS, 3)
