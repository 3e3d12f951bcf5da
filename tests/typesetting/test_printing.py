"""What the printer gets: boxes, marks and colours, read with the programs that printers have."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ledportal.typesetting import documents, profiles
from ledportal.typesetting.printing import Sheet, WrongSize, for_the_printer
from tests import pdfs

DAY = date(2026, 11, 26)
A5 = Sheet(148, 210)
COVER = Sheet(300.5, 210, folds=(148, 152.5))
DOTS = 20
"""a millimetre, where marks are measured"""
TEMPLATE = """
#let data = json("data.json")
#set document(title: "Katalog")
#set page(width: (data.width + 6) * 1mm, height: (data.height + 6) * 1mm, margin: 23mm)
#set text(font: "Source Serif 4", lang: "sr", fill: cmyk(0%, 0%, 0%, 100%))
#show heading: set text(fill: cmyk(100%, 60%, 0%, 10%))
#place(top + left, dx: -50mm, rect(width: 500mm, height: 20mm, fill: cmyk(0%, 100%, 0%, 0%)))
= Naslov <head>
#image("picture.jpg", width: 20mm, alt: "Slika")
#link(<head>)[Na početak]
#pagebreak()
#link("https://example.org/")[Veza]
"""


@pytest.fixture
def set_by_typst(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Set the same two pages at any size."""
    (tmp_path / "printed").mkdir()
    (tmp_path / "printed" / "page.typ").write_text(TEMPLATE)
    monkeypatch.setattr(documents, "TEMPLATES", tmp_path)

    def make(sheet: Sheet, profile: profiles.Profile | None = None) -> bytes:
        picture = BytesIO()
        profiles.in_cmyk(Image.new("RGB", (240, 120), (255, 255, 255)), profile).save(picture, "JPEG")
        data = {"width": sheet.width, "height": sheet.height}
        with documents.document("printed/page", data, day=DAY, files={"picture.jpg": picture.getvalue()}) as found:
            return found.pdf(documents.SCREEN)

    return make


@pytest.fixture
def printed(set_by_typst, profile, tmp_path: Path):
    """Return the path of what the printer gets."""

    def make(sheet: Sheet = A5) -> Path:
        path = tmp_path / "printed.pdf"
        path.write_bytes(for_the_printer(set_by_typst(sheet, profile), sheet, profile))
        return path

    return make


def test_it_has_the_boxes_of_a_printed_page(printed) -> None:
    path = printed()
    assert pdfs.is_clean(path)
    for page in (1, 2):
        found = pdfs.boxes(path, page)
        assert found["MediaBox"] == found["CropBox"] == [-7, -7, 161, 223]
        assert found["BleedBox"] == [0, 0, 154, 216]
        assert found["TrimBox"] == [3, 3, 151, 213]


def test_it_keeps_what_the_file_had(printed) -> None:
    path = printed()
    assert pdfs.info(path)["Tagged"] == "yes"
    assert pdfs.text(path, "-layout").split() == ["Naslov", "Na", "početak", "Veza"]
    with pikepdf.open(path) as pdf:
        links = [each["/A"] if "/A" in each else each["/Dest"] for page in pdf.pages for each in page["/Annots"]]
        assert str(links[1]["/URI"]) == "https://example.org/"
        assert len(links) == 2 and pdf.open_outline().root[0].title == "Naslov"
        assert pdf.docinfo["/CreationDate"] == pdf.docinfo["/ModDate"] == "D:20261126120000Z"


def test_the_same_document_comes_out_the_same(set_by_typst, profile) -> None:
    document = set_by_typst(A5)
    first = for_the_printer(document, A5, profile)
    assert for_the_printer(document, A5, profile) == first
    assert for_the_printer(document, A5, None) != first


def dark(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> list[tuple[int, int]]:
    """Return the dots, by column and row, that are not white in a part of the sheet, given in mm."""
    part = picture.crop(tuple(round(each * DOTS) for each in (left, top, right, bottom)))
    width = part.width
    return [(place % width, place // width) for place, shade in enumerate(part.tobytes()) if shade < 200]


def spans(places: set[int]) -> list[tuple[float, float]]:
    """Return where runs of dots start and end, in mm."""
    starts, ends = (sorted(each for each in places if each + step not in places) for step in (-1, 1))
    return [(start / DOTS, (end + 1) / DOTS) for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(("sheet", "folds"), [(A5, ()), (COVER, (158, 162.5))])
def test_marks_stand_where_to_cut_and_where_to_fold_and_never_in_the_bleed(printed, sheet: Sheet, folds) -> None:
    picture = pdfs.drawn(printed(sheet), dots=DOTS)
    width, height = sheet.width + 20, sheet.height + 20
    assert picture.size == pytest.approx((width * DOTS, height * DOTS), abs=1)
    columns, rows = (10, *folds, 10 + sheet.width), (10, 10 + sheet.height)
    for top, bottom in ((0, 7), (height - 7, height)):
        found = dark(picture, 0, top, width, bottom)
        centres = [sum(each) / 2 for each in spans({column for column, _ in found})]
        assert centres == pytest.approx([*columns], abs=0.06)
        assert {row for _, row in found} == {*range(1 * DOTS, 6 * DOTS)}
    for left, right in ((0, 7), (width - 7, width)):
        found = dark(picture, left, 7, right, height - 7)
        centres = [sum(each) / 2 + 7 for each in spans({row for _, row in found})]
        assert centres == pytest.approx([*rows], abs=0.06)
        assert {column for column, _ in found} == {*range(1 * DOTS, 6 * DOTS)}


def test_a_page_draws_up_to_its_bleed_and_no_further(printed) -> None:
    picture = pdfs.drawn(printed(), dots=DOTS)
    found = {column for column, _ in dark(picture, 0, 31, 168, 32)}
    assert spans(found) == [(pytest.approx(7, abs=0.06), pytest.approx(161, abs=0.06))]


def test_marks_are_on_every_plate(printed) -> None:
    with pikepdf.open(printed()) as pdf:
        marks = pdf.pages[1].resources["/XObject"]["/Marks"]
        kind, name, other, tint = marks["/Resources"]["/ColorSpace"]["/All"]
        assert (kind, name, other) == ("/Separation", "/All", "/DeviceCMYK")
        assert [*map(int, tint["/C0"])] == [0, 0, 0, 0] and [*map(int, tint["/C1"])] == [1, 1, 1, 1]
        assert b"/All CS 1 SCN 0.25 w" in marks.read_bytes()


def test_it_says_for_which_press_its_colours_are(printed, profile) -> None:
    with pikepdf.open(printed()) as pdf:
        (intent,) = pdf.Root["/OutputIntents"]
        assert (intent["/S"], str(intent["/OutputConditionIdentifier"])) == ("/GTS_PDFX", profile.name)
        assert intent["/DestOutputProfile"].read_bytes() == profile.content and intent["/DestOutputProfile"]["/N"] == 4


def test_without_a_profile_it_says_nothing_of_colours(set_by_typst, tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(for_the_printer(set_by_typst(A5), A5, None))
    with pikepdf.open(path) as pdf:
        assert pdfs.is_clean(path) and "/OutputIntents" not in pdf.Root


def test_a_picture_goes_to_the_press_in_its_colours(printed) -> None:
    path = printed()
    (picture,) = pdfs.pictures(path)
    assert (picture["color"], picture["enc"], picture["x-ppi"], picture["y-ppi"]) == ("cmyk", "jpeg", "305", "305")
    assert dark(pdfs.drawn(path, dots=DOTS), 30.5, 60, 49.5, 60.5) == [], "what is white must not come out black"


def test_a_page_of_another_size_is_not_for_this_sheet(set_by_typst, profile) -> None:
    with pytest.raises(WrongSize, match="page 1"):
        for_the_printer(set_by_typst(A5), Sheet(150, 210), profile)
