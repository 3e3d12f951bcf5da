"""Labels stand where the sheet has them, to the millimetre, and nothing that is too long for one is cut."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from ledportal.distribution import labels, sheets
from ledportal.distribution.addresses import Script, lines
from ledportal.distribution.labels import Asked
from ledportal.distribution.sheets import PAGE_HEIGHT, PAGE_WIDTH, SHEETS, Sheet
from tests.distribution.people import RECIPIENT
from tests.pdfs import Word, pages, words

DAY = date(2026, 11, 26)
ROUND = 0.2
"""Millimetres by which a text may stand beside its place: less than a printer is off."""
LEFT, ABOVE = 5, 4
"""Millimetres that stay white at the edges of a label."""


def somebody(number: int = 1, **values: Any) -> Any:
    return SimpleNamespace(**{**RECIPIENT, "id": number, "can_be_posted_to": True, **values})


def asked(key: str = "3x8", start: int = 1, script: str = Script.AS_TYPED) -> Asked:
    return Asked(SHEETS[key], start, script)


def printed(recipients: list[Any], wanted: Asked) -> list[Word]:
    return words(labels.pdf(recipients, wanted, day=DAY))


def corner(sheet: Sheet, number: int) -> tuple[int, float, float]:
    """Return page, x and y of a label, by hand."""
    page, position = divmod(number - 1, sheet.per_page)
    return page, sheet.left + position % sheet.columns * (sheet.width + sheet.gap), sheet.top + position // sheet.columns * sheet.height


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=[*SHEETS])
def test_a_sheet_fits_the_page_and_has_equal_margins(sheet):
    width = sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gap
    assert 2 * sheet.left + width == pytest.approx(PAGE_WIDTH)
    assert 2 * sheet.top + sheet.rows * sheet.height == pytest.approx(PAGE_HEIGHT)


@pytest.mark.parametrize("start", [1, 5])
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=[*SHEETS])
def test_each_label_stands_in_its_place(sheet, start):
    count = sheet.per_page + 3
    found = printed([somebody(number, name=f"Broj{number}") for number in range(1, count + 1)], Asked(sheet, start, Script.AS_TYPED))
    names = {word.text: word for word in found if word.text.startswith("Broj")}
    assert len(names) == count
    for number in range(1, count + 1):
        page, x, y = corner(sheet, number + start - 1)
        word = names[f"Broj{number}"]
        assert (word.page, word.left) == (page, pytest.approx(x + LEFT, abs=ROUND))
        block = [each for each in found if each.page == page and x <= each.left < x + sheet.width and y <= each.top < y + sheet.height]
        assert {"Trg", "Bečej", f"Broj{number}"} <= {each.text for each in block}
        middle = (min(each.top for each in block) + max(each.bottom for each in block)) / 2
        assert middle == pytest.approx(y + sheet.height / 2, abs=1)


def test_pages_are_a4_and_as_many_as_are_needed():
    for count, start, wanted in ((1, 1, 1), (24, 1, 1), (24, 2, 2), (1, 24, 1), (49, 1, 3)):
        made = labels.pdf([somebody(number) for number in range(count)], asked(start=start), day=DAY)
        assert [(round(page.width), round(page.height)) for page in pages(made)] == [(210, 297)] * wanted
        assert sheets.pages(SHEETS["3x8"], count, start=start) == wanted


def test_places_before_the_first_free_label_stay_empty():
    assert min(word.top for word in printed([somebody()], asked(start=4))) > 37


@pytest.mark.parametrize(
    ("script", "name", "wanted"),
    [
        (Script.AS_TYPED, "Народна библиотека", ["Народна библиотека", "n/r Ana Anić", "Trg oslobođenja 2", "21220 Bečej"]),
        (Script.LATIN, "Народна библиотека", ["Narodna biblioteka", "n/r Ana Anić", "Trg oslobođenja 2", "21220 Bečej"]),
        (Script.CYRILLIC, "Narodna biblioteka", ["Народна библиотека", "н/р Ана Анић", "Трг ослобођења 2", "21220 Бечеј"]),
    ],
)  # fmt: skip
def test_domestic_addresses_are_set_in_the_script_that_was_chosen(script, name, wanted):
    found = printed([somebody(name=name)], asked(script=script))
    assert " ".join(word.text for word in found) == " ".join(wanted)


def test_an_address_abroad_stays_as_it_was_typed_with_its_country_last():
    abroad = somebody(
        name="European Commission", person="Jane Doe", street="Rue de la Loi 200", postcode="1049", place="Bruxelles", country="Belgium"
    )
    assert lines(abroad, Script.CYRILLIC) == ["European Commission", "Attn. Jane Doe", "Rue de la Loi 200", "1049 Bruxelles", "BELGIUM"]


def test_the_hands_are_written_as_the_person_is():
    assert lines(somebody(person="Ана Анић"))[1] == "н/р Ана Анић"


LONG_NAME = "Градска управа за привреду, локални економски развој и инвестиције, Одсек за подршку привредницима и предузетницима"


@pytest.mark.parametrize("key", SHEETS)
def test_a_long_address_is_set_smaller_or_broken_and_stays_within_its_label(key):
    sheet = SHEETS[key]
    people = [
        somebody(1, name=LONG_NAME, person="др Мирјана Ђорђевић Станковић", place="Београд (Палилула)"),
        somebody(2, name="Ž" * 70, person="", street="Ulica bez razmaka " + "w" * 40),
        somebody(3, name="Kancelarija za lokalni ekonomski razvoj"),
    ]
    found = labels.sort(people, asked(key), day=DAY)
    assert [each.recipient.id for each in found.unprintable] == []
    every = printed(people, asked(key))
    for number, person in enumerate(people, start=1):
        _, x, y = corner(sheet, number)
        block = [word for word in every if x <= word.left < x + sheet.width and y <= word.top < y + sheet.height]
        said = "".join(word.text for word in block).replace("\u200b", "")
        assert said == "".join(lines(person)).replace(" ", "")
        assert min(word.left for word in block) >= x + LEFT - ROUND and max(word.right for word in block) <= x + sheet.width - LEFT + ROUND
        assert min(word.top for word in block) >= y + ABOVE - 1 and max(word.bottom for word in block) <= y + sheet.height - ABOVE + 1


def test_what_fits_in_no_type_is_told_before_printing_and_not_cut():
    people = [somebody(1), somebody(2, name="Predugačko " * 15, person="Ime " * 20, street="Ulica " * 15), somebody(3)]
    found = labels.sort(people, asked(), day=DAY)
    assert [(each.recipient.id, each.message) for each in found.unprintable] == [(2, labels.TOO_LONG)]
    assert [each.id for each in found.printable] == [1, 3]
    assert not any("Predugačko" in word.text for word in printed([*found.printable], asked()))
    assert labels.sort(people, asked("2x7"), day=DAY).unprintable == []


def test_signs_that_no_font_has_are_told():
    found = labels.sort(
        [somebody(1, name="Biblioteka 📚"), somebody(2, name="图书馆"), somebody(3, can_be_posted_to=False)], asked(), day=DAY
    )
    told = [(each.recipient.id, each.message, each.signs) for each in found.unprintable]
    assert told == [(1, labels.NO_LETTERS, "📚"), (2, labels.NO_LETTERS, "书 图 馆"), (3, labels.NO_ADDRESS, "")]


def test_markup_in_an_address_is_text():
    odd = somebody(name="*Zvezda* #pagebreak() $x$ [u] <b>", person="", place="\\ Bečej")
    assert " ".join(word.text for word in printed([odd], asked())) == " ".join(lines(odd))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=[*SHEETS])
def test_the_test_print_numbers_each_label_in_its_middle(sheet):
    found = {word.text: word for word in words(labels.outlines(sheet, day=DAY)) if word.text.isdigit() and word.bottom - word.top > 5}
    assert {*found} == {str(number) for number in range(1, sheet.per_page + 1)}
    for number, word in found.items():
        _, x, y = corner(sheet, int(number))
        assert (word.left + word.right) / 2 == pytest.approx(x + sheet.width / 2, abs=ROUND)
        assert y < word.top and word.bottom < y + sheet.height


def test_the_same_labels_made_twice_are_the_same_bytes():
    assert labels.pdf([somebody()], asked(), day=DAY) == labels.pdf([somebody()], asked(), day=DAY)
