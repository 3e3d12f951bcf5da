"""Typst as we use it: data are text, pages are told, the result is always the same."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from ledportal.paths import PACKAGE
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
SMALL = list("абвгдђежзијклљмнњопрстћуфхцчџш")
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


LETTERS = """
#let data = json("data.json")
#set page(width: 20mm, height: 14mm, margin: 2mm)
#set text(font: "Source Serif 4", style: "italic", size: 24pt, lang: data.lang, script: "cyrl")
#for letter in data.letters { page(letter) }
"""


def test_italic_cyrillic_has_its_serbian_shapes(template: str) -> None:
    (documents.TEMPLATES / "printed" / "page.typ").write_text(LETTERS)

    def drawn(language: str) -> list[bytes]:
        with documents.document(template, {"lang": language, "letters": SMALL}, day=DAY) as set_document:
            return set_document.pictures(ppi=60)

    others = [letter for letter, here, there in zip(SMALL, drawn("sr"), drawn("ru"), strict=True) if here != there]
    assert others == list("бгдпт")


def test_what_typst_warns_of_is_told(template: str) -> None:
    (documents.TEMPLATES / "printed" / "page.typ").write_text('#set text(font: "Nepostojeći")\nTekst')
    with documents.document(template, DATA, day=DAY) as set_document:
        set_document.pdf()
    assert len(set_document.warnings) == 1
    assert "unknown font family" in set_document.warnings[0]


def test_a_wrong_template_is_told_and_the_document_can_be_asked_again(template: str) -> None:
    (documents.TEMPLATES / "printed" / "page.typ").write_text("#nema()")
    with documents.document(template, DATA, day=DAY) as set_document:
        for _ in range(2):
            with pytest.raises(documents.SettingError, match="unknown variable: nema"):
                set_document.pdf()


def test_a_process_that_ended_is_told(template: str) -> None:
    with documents.document(template, DATA, day=DAY) as set_document:
        set_document._setter.kill()
        set_document._setter.wait(documents.PATIENCE)
        with pytest.raises(documents.SettingError, match="ended with -9"):
            set_document.pdf()


def test_nothing_of_the_register_is_loaded_to_set_a_document() -> None:
    source = (PACKAGE / "typesetting" / "setter.py").read_text()
    assert "import ledportal" not in source and "from ledportal" not in source
