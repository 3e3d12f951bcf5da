"""Typst as we use it: data are text, pages are told, the result is always the same."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from ledportal.typesetting import documents, fonts

DAY = date(2026, 11, 26)
TEMPLATE = """
#let data = json("data.json")
#set document(title: data.title)
#set text(font: "Source Serif 4", lang: "sr", region: "RS")
#for text in data.texts [
  #metadata((text: text)) <said>
  #par(text)
  #pagebreak(weak: true)
]
"""
DATA = {"title": "Katalog", "texts": ["Obična reč", "*masno* #pagebreak() $x$ [u]glasto", "Трећа страна"]}


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "printed").mkdir()
    (tmp_path / "printed" / "page.typ").write_text(TEMPLATE)
    monkeypatch.setattr(documents, "TEMPLATES", tmp_path)
    return "printed/page"


def test_markup_in_data_is_text(template: str) -> None:
    with documents.document(template, DATA, day=DAY) as set_document:
        said = set_document.told("said")
    assert said == [{"text": text, "page": page} for page, text in enumerate(DATA["texts"], start=1)]


def test_the_same_data_give_the_same_bytes_whenever_they_are_set(template: str) -> None:
    def made() -> bytes:
        with documents.document(template, DATA, day=DAY) as set_document:
            return set_document.pdf(documents.SCREEN)

    first = made()
    assert made() == first
    with pikepdf.open(BytesIO(first)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261126")


def test_pages_are_drawn(template: str) -> None:
    with documents.document(template, DATA, day=DAY) as set_document:
        pictures = set_document.pictures(ppi=20)
    assert [each[:8] for each in pictures] == [b"\x89PNG\r\n\x1a\n"] * 3


def test_the_fonts_have_what_serbian_needs() -> None:
    needed = "AaŠšĐđČčĆćŽžЉљЊњЏџЂђЋћŠš„“”‚‘’–—…€²№§©±×"
    assert [each for each in needed if ord(each) not in fonts.characters()] == []
