"""Pictures are as large as their size on paper needs, and what is wrong with one is named."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO

import pytest
from flask_babel import force_locale
from PIL import Image

from ledportal.catalogue.book.folders import Folder
from ledportal.catalogue.book.frozen import Logo, Stored
from ledportal.catalogue.book.pictures import BOXES, Album, album, fill, fitted
from ledportal.catalogue.book.problems import Kind
from tests.catalogue import books

ID = "a" * 32


@pytest.fixture(autouse=True)
def in_serbian(speaking_context):
    with force_locale("sr_Latn"):
        yield


def drawn(size, mode="RGB", form="WEBP"):
    buffer = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(buffer, form)
    return buffer.getvalue()


def album_of(content, *, purpose="logo", paper="a4", **options):
    """Return the album of an office with one picture, a logo or the photo of a site."""
    digest = hashlib.sha256(content).hexdigest()
    entry = books.entry("becej", office={"logo": [ID]}) if purpose == "logo" else with_photo()
    entry = replace(entry, pictures={ID: Stored(sha256=digest, width=1, height=1, purpose=purpose)})
    return album(books.settings(paper=paper), [entry], read={digest: content}.get, **options)


def with_photo():
    site = {"id": "p1", "name": "Zona", "type": "greenfield", "area": "1", "status": "free", "photos": [ID]}
    return books.entry("becej", sites={"sites": [site]})


def test_a_large_picture_has_300_dots_an_inch_and_no_more():
    made = album_of(drawn((2000, 1500)), purpose="photo")
    (picture,) = made.pictures.values()
    assert picture.mm == (48.0, 36.0)
    assert (picture.width, picture.height) == (567, 426)
    assert picture.dpi == 300
    assert made.problems == []
    assert Image.open(BytesIO(made.files[picture.file])).size == (567, 426)


def test_a_small_picture_stays_and_is_named_with_its_dots():
    made = album_of(drawn((200, 100)), purpose="photo")
    (problem,) = made.problems
    assert (problem.kind, problem.office, problem.where, problem.item) == (Kind.PICTURE_SMALL, "becej", "sites.sites.p1.photos", "Zona")
    assert problem.what == "98"
    assert "98" in problem.sentence


@pytest.mark.parametrize("broken", [b"", b"no picture", drawn((90, 90))[:-40], b"\x89PNG\r\n\x1a\n" + b"\0" * 60])
def test_a_broken_picture_is_left_out_and_named(broken):
    made = album_of(broken)
    assert made.files == {}
    assert [(each.kind, each.office, each.where) for each in made.problems] == [(Kind.PICTURE_UNREADABLE, "becej", "office.logo")]


def test_a_picture_whose_bytes_are_gone_is_left_out_and_named():
    entry = books.entry("arilje", pictures=True)
    made = album(books.settings(), [entry], read=lambda _: None)
    assert made.files == {}
    assert {each.kind for each in made.problems} == {Kind.PICTURE_UNREADABLE}
    found = books.data.book(books.settings(), [entry], made, "screen")
    assert found["districts"][0]["offices"][0]["logo"] is None


def test_a_book_whose_pictures_are_broken_is_made():
    entry = books.entry("arilje", pictures=True)
    found, made = books.made(books.settings(), [entry])
    (office,) = found["districts"][0]["offices"]
    assert office["logo"]["file"] in made.files
    assert office["logo"]["alt"] == "Logo: Arilje"


def test_what_shines_through_stays_so_on_the_screen():
    picture = Image.new("RGBA", (600, 600), (18, 67, 109, 0))
    picture.paste((18, 67, 109, 255), (100, 100, 500, 500))
    buffer = BytesIO()
    picture.save(buffer, "WEBP")
    (content,) = album_of(buffer.getvalue()).files.values()
    shown = Image.open(BytesIO(content))
    assert (shown.format, shown.mode) == ("PNG", "RGBA")
    assert (shown.getpixel((0, 0))[3], shown.getpixel((90, 90))[3]) == (0, 255)


def test_the_press_gets_its_own_colours():
    made = album_of(drawn((600, 600)), turn=lambda picture: picture.convert("CMYK"))
    (content,) = made.files.values()
    assert Image.open(BytesIO(content)).mode == "CMYK"


def test_the_same_picture_gives_the_same_bytes():
    content = drawn((900, 600))
    assert album_of(content).files == album_of(content).files


def test_a_picture_is_read_once_for_the_screen_and_the_press(tmp_path):
    entry, read = books.entry("arilje", pictures=True), []
    shown, pressed = Album(), Album(lambda picture: picture.convert("CMYK"), Folder(tmp_path / "pressed"))
    fill([shown, pressed], books.settings(), [entry], read=lambda digest: read.append(digest) or books.bytes_of(digest))
    assert sorted(read) == sorted({each.sha256 for each in entry.pictures.values()})
    alone = [album(books.settings(), [entry], read=books.bytes_of, turn=each.turn) for each in (shown, pressed)]
    assert [dict(each.files) for each in (shown, pressed)] == [each.files for each in alone]
    assert [each.problems for each in (shown, pressed)] == [each.problems for each in alone]


def test_the_logos_of_an_edition_are_there_with_their_names():
    content = drawn((900, 300))
    logo = Logo(name="CenTriR", sha256=hashlib.sha256(content).hexdigest(), width=900, height=300)
    settings = books.settings(logos=(logo, replace(logo, name="Gone", sha256="0" * 64)))
    made = album(settings, [], read={logo.sha256: content}.get)
    found = books.data.book(settings, [], made, "screen")["edition"]["logos"]
    assert [(each["alt"], each["mm"]) for each in found] == [("CenTriR", [36.0, 12.0])]
    assert [(each.kind, each.office, each.where, each.item) for each in made.problems] == [(Kind.PICTURE_UNREADABLE, "", "logos", "Gone")]


@pytest.mark.parametrize("paper", BOXES)
@pytest.mark.parametrize("size", [(1, 1), (5000, 1), (1, 5000), (900, 600), (600, 900)])
def test_a_picture_fits_its_box(paper, size):
    for box in BOXES[paper].values():
        width, height = fitted(size, box)
        assert 0 < width <= box[0]
        assert 0 < height <= box[1]


def test_a_section_that_is_not_printed_has_no_pictures():
    entry = books.entry("arilje", pictures=True)
    made = album(books.settings(sections=("contact",)), [entry], read=books.bytes_of)
    assert made.files == {}
