"""WeasyPrint gets every text of the book that ours sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import html

from bench.book import reference
from ledportal.catalogue.book.frozen import EntryKind
from tests.catalogue import books
from tests.databases import make_app

NOT_SET = {
    "purpose", "language", "paper", "words", "map", "district", "qr", "logo", "photos", "alt", "lang", "title_lang", "about_lang",
    "file", "day", "description", "key", "keys", "code", "slug", "state", "layout", "align", "letter", "short", "kind",
}  # fmt: skip
"""What is drawn, names something, or says how to set it."""


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for key, each in value.items() if key not in NOT_SET for text in texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts(each))
    elif isinstance(value, str) and value:
        yield " ".join(value.split())


def test_each_text_of_the_book_is_in_the_reference_and_each_number_of_a_page_leads_somewhere(tmp_path) -> None:
    offices = [*books.full(6), books.entry("ada", kind=EntryKind.PHONE), books.entry("ub", kind=EntryKind.SILENT)]
    with make_app("sqlite://", tmp_path).test_request_context():
        data, _album = books.made(books.settings(), offices)
    page = html.fromstring(reference.html(data))
    written = " ".join(page.text_content().split()) + " ".join(page.xpath("//@href"))
    wanted = {*texts(data)}
    assert len(wanted) > 500
    assert sorted(each for each in wanted if each not in written) == []
    assert {each[1:] for each in page.xpath("//a[@class='page']/@href")} <= set(page.xpath("//@id"))
