"""The pages of the book, read with the tools of printers and readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask

from ledportal.catalogue.book.frozen import EntryKind
from ledportal.offices.content import public_content
from ledportal.typesetting import documents
from tests import pdfs
from tests.catalogue import books, written

VERSIONS = {
    "screen": ("screen", {"locale": "sr_Cyrl", "paper": "a5"}, documents.SCREEN),
    "archive": ("screen", {"locale": "en", "paper": "a4", "order": "name"}, documents.ARCHIVE),
    "print": ("print", {"locale": "sr_Latn", "paper": "a5"}, ()),
    "large": ("print", {"locale": "sr_Latn", "paper": "a4"}, ()),
    "cover": ("cover", {"locale": "sr_Latn", "paper": "a4"}, ()),
}
LONGEST = "becej"
MARKUP = "*masno* #pagebreak() $x$ <a> @b _k_"
WORD = "Kancelarijazalokalni" * 15
"""Too long for a line, and with no place to break."""
ROUND = 0.35
"""Millimetres by which the box of a word is larger than what is seen of it."""
LINE = 1.4
"""Millimetres; less than a line is high."""


def outline_of(path: Path) -> Iterator[str]:
    """Yield the titles of the bookmarks, with those below them."""
    with pikepdf.open(path) as pdf:
        waiting = [*pdf.open_outline().root]
        while waiting:
            item = waiting.pop(0)
            yield str(item.title)
            waiting = [*item.children, *waiting]


def links_of(path: Path) -> set[str]:
    """Return the addresses to which links lead."""
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}


def alternatives_in(path: Path) -> list[str]:
    """Return the texts that stand for what is drawn."""
    with pikepdf.open(path) as pdf:
        return [str(each["/Alt"]) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]


@dataclass(frozen=True)
class Made:
    """A book that was set."""

    path: Path
    data: dict[str, Any]
    warnings: list[str]
    first: dict[str, int]
    last: dict[str, int]

    @property
    def offices(self) -> list[dict[str, Any]]:
        return [office for district in self.data["districts"] for office in district["offices"]]

    @cached_property
    def pages(self) -> list[str]:
        return pdfs.text(self.path, "-raw").split("\f")[:-1]

    @cached_property
    def places(self) -> list[pdfs.Page]:
        return pdfs.pages(self.path)

    def text(self, first: int, last: int) -> str:
        return squeezed(" ".join(self.pages[first - 1 : last]))


def squeezed(text: str) -> str:
    """Return a text without what a line break may add to it or take from it."""
    return re.sub(r"[\s\u200b\u00ad\u2010-]+", "", text)


def entries() -> list[Any]:
    some = books.entries()[:40]
    longest = replace(books.entry(LONGEST), content=public_content(written.longest_content()))
    marked = books.entry("kula", office={"name": MARKUP, "about": f"{MARKUP} {WORD}"})
    return [*(each for each in some if each.slug not in {LONGEST, "kula"}), longest, marked]


@pytest.fixture(scope="session")
def shelf(without_database: Flask, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    folder = tmp_path_factory.mktemp("books")
    with without_database.app_context():
        return {name: made(folder / f"{name}.pdf", *how) for name, how in VERSIONS.items()}


def made(
    path: Path, purpose: Any, settings: dict[str, Any], standards: tuple[documents.Standard, ...], shown: list[Any] | None = None
) -> Made:
    data, album = books.made(books.settings(**settings), shown or entries(), purpose)
    data["spine"] = 12
    with documents.document("catalogue/book", data, day=books.DAY, files=album.files) as found:
        path.write_bytes(found.pdf(standards))
        first, last = ({each["slug"]: each["page"] for each in found.told(label)} for label in ("office", "office-end"))
    return Made(path, data, found.warnings, first, last)


@pytest.fixture(params=sorted(VERSIONS))
def book(shelf: dict[str, Made], request: pytest.FixtureRequest) -> Made:
    return shelf[request.param]


@pytest.fixture(params=["screen", "archive", "print", "large"])
def pages(shelf: dict[str, Made], request: pytest.FixtureRequest) -> Made:
    return shelf[request.param]


def test_each_book_is_set_without_a_warning(book: Made) -> None:
    assert book.warnings == []


def test_all_fonts_are_embedded_and_subset(book: Made) -> None:
    assert set(pdfs.fonts(book.path)) == {pdfs.Font(is_embedded=True, is_subset=True, is_unicode=True)}


def test_all_is_tagged(book: Made) -> None:
    assert pdfs.info(book.path)["Tagged"] == "yes"


@pytest.mark.parametrize("name", ["screen", "archive"])
def test_bookmarks_lead_to_each_office_and_links_to_its_page_online(shelf: dict[str, Made], name: str) -> None:
    book = shelf[name]
    offices = [office["name"] for office in book.offices]
    assert [title for title in outline_of(book.path) if title in set(offices)] == offices
    assert {office["url"] for office in book.offices} <= links_of(book.path)


@pytest.mark.parametrize("name", ["screen", "archive"])
def test_what_is_drawn_has_a_text_in_its_place(shelf: dict[str, Made], name: str) -> None:
    book, texts = shelf[name], alternatives_in(shelf[name].path)
    logos = [office["logo"]["alt"] for office in book.offices if office["logo"]]
    assert texts.count(book.data["words"]["qr_alt"]) == len(book.offices)
    assert {book.data["map"]["alt"], *logos} <= {*texts} and len(logos) > 3


SAID = (
    "name",
    "kind_label",
    "title",
    "confirmed",
    "about",
    "contact",
    "sections",
    "rows",
    "groups",
    "items",
    "label",
    "value",
    "text",
    "cells",
)
"""What of an office's data is printed."""


def words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split()
    elif isinstance(value, list):
        for each in value:
            yield from words_of(each)
    elif isinstance(value, dict):
        known = value if value.keys().isdisjoint(SAID) else {key: value[key] for key in SAID if key in value}
        for key, each in known.items():
            if key != "label" or "columns" not in value:
                yield from words_of(each)


def test_every_word_of_every_office_stands_on_its_pages(pages: Made) -> None:
    for office in pages.offices:
        text = pages.text(pages.first[office["slug"]], pages.last[office["slug"]])
        assert [word for word in set(words_of(office)) if squeezed(word) not in text] == [], office["slug"]


def longest_entry(slug: str, items: int, kind: EntryKind = EntryKind.FULL) -> Any:
    return replace(books.entry(slug, kind=kind), content=public_content(written.longest_content(items)))


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_nothing_is_cut_off_where_what_stays_together_is_higher_than_a_page(without_database: Flask, tmp_path: Path, paper: str) -> None:
    few = [longest_entry(slug, items) for slug, items in (("kula", 4), ("ub", 5), ("bor", 8))]
    reached = [longest_entry(slug, 1, EntryKind.PHONE) for slug in ("ada", "apatin", "arilje", "becej", "coka", "senta", "nis", "kikinda")]
    with without_database.app_context():
        book = made(tmp_path / "longest.pdf", "print", {"locale": "sr_Latn", "paper": paper}, (), [*few, *reached])
    for office in book.offices:
        text = book.text(book.first[office["slug"]], book.last[office["slug"]])
        assert text.count("Đžabi") == sum("Đžabi" in word for word in words_of(office)), office["slug"]
    (listed,) = book.data["lists"]
    after = book.text(max(book.last.values()) + 1, len(book.pages))
    assert [row["name"] for row in listed["rows"] if squeezed(row["text"]) not in after] == []


def test_nothing_lies_outside_the_paper(book: Made) -> None:
    margin = book.data["paper"]["bleed"] - ROUND
    for page in book.places:
        sides = [min(each.left, each.top, page.width - each.right, page.height - each.bottom) for each in page.words]
        assert min(sides, default=margin) >= margin


def test_markup_in_a_text_is_text_and_a_long_word_is_broken(shelf: dict[str, Made]) -> None:
    found = shelf["print"]
    page = found.first["kula"]
    assert found.text(page, page).count(squeezed(MARKUP)) == 2
    assert WORD in found.text(page, page)


def test_the_contents_name_the_page_of_each_office(pages: Made) -> None:
    shown = " ".join(pages.pages[4 : min(pages.first.values()) - 1])
    for office in pages.offices:
        numbers = re.findall(rf"(?m)^{re.escape(office['name'])} (\d+)$", shown)
        assert numbers == [str(pages.first[office["slug"]])]
        assert office["name"] in pages.pages[int(numbers[0]) - 1]


def test_each_office_begins_on_a_page_of_its_own_in_the_order_of_the_book(pages: Made) -> None:
    begins = [pages.first[office["slug"]] for office in pages.offices]
    assert len(begins) == len(pages.first) > 20
    assert begins == sorted(set(begins))


@pytest.mark.parametrize("name", ["screen", "print", "large"])
def test_each_page_of_an_office_has_its_head_and_the_mark_of_its_district_at_the_outer_edge(shelf: dict[str, Made], name: str) -> None:
    book, heights = shelf[name], dict[str, float]()
    edge = book.data["paper"]["bleed"] + 7
    for number, district in enumerate(book.data["districts"], start=1):
        for office in district["offices"]:
            for at in range(book.first[office["slug"]], book.last[office["slug"]] + 1):
                page = book.places[at - 1]
                head = squeezed("".join(each.text for each in page.words if each.bottom < 3 * edge))
                assert {part for part in (office["name"], district["name"]) if squeezed(part) not in head} == set(), at
                outside = [each for each in page.words if (each.left > page.width - edge if at % 2 else each.right < edge)]
                (mark,) = [each for each in outside if each.text.isdigit()]
                assert mark.text == str(number), at
                heights[mark.text] = round(mark.top, 1)
    assert len(heights) > 5 and [*heights.values()] == sorted(set(heights.values()))


def test_the_indexes_name_each_page_once(pages: Made) -> None:
    text = squeezed(" ".join(pages.pages[max(pages.last.values()) :]))
    for index in pages.data["indexes"]:
        for entry in index["entries"]:
            numbers = sorted({pages.first[key] for key in entry["keys"]})
            said = f"{entry['head']}, {entry['sub']}" if entry["sub"] else entry["head"]
            assert squeezed(said + ",".join(map(str, numbers))) in text


def test_no_page_of_an_office_has_only_a_line_or_two(pages: Made) -> None:
    edge = pages.data["paper"]["bleed"] + 14
    for slug, last in pages.last.items():
        page = pages.places[last - 1]
        across = [each for each in page.words if edge < each.left and each.right < page.width - edge]
        body = [each for each in across if 1.3 * edge < each.top and each.bottom < page.height - edge]
        assert len({round(each.top / LINE) for each in body}) > 2, slug


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_a_long_title_has_its_room_and_where_it_has_none_that_is_told(without_database: Flask, paper: str) -> None:
    def told(length: int) -> tuple[list[str], list[pdfs.Word]]:
        words = [f"Wž{number}" for number in range(100)]
        title, subtitle = " ".join(words)[:length], " ".join(reversed(words))[:length]
        with without_database.app_context():
            data, _ = books.made(books.settings(paper=paper, title=title, subtitle=subtitle), [], "cover")
        data["spine"] = 12
        with documents.document("catalogue/book", data, day=books.DAY) as found:
            return [each["text"] for each in found.told("cut")], pdfs.words(found.pdf())

    assert told(100)[0] == []
    cut, words = told(200)
    assert cut == ["title"]
    front = [each for each in words if each.left > {"a4": 210, "a5": 148}[paper] + 12]
    label = next(each for each in front if each.text == "2026")
    assert {"Wž99", "Wž1"} <= {each.text for each in front}
    assert max(each.bottom for each in front if each.text.startswith("Wž")) < label.top


def test_a_spine_carries_the_title_where_it_is_wide_enough(shelf: dict[str, Made]) -> None:
    cover = shelf["cover"]
    page = cover.places[0]
    assert (round(page.width), round(page.height)) == (2 * 210 + 12 + 6, 297 + 6)
    assert squeezed(cover.pages[0]).count(squeezed(cover.data["edition"]["title"])) == 2
