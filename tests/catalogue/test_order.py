"""The order of a book is that of its script's alphabet."""

from __future__ import annotations

import pytest

from ledportal.catalogue.book.order import key, letter


def in_order(names, locale):
    return sorted(names, key=lambda name: key(name, locale))


def test_a_latin_book_follows_the_abeceda():
    names = ["Žabalj", "Čačak", "Ćićevac", "Cetinje", "Ljubovija", "Lučani", "Đerdap", "Dimitrovgrad", "Džep", "Njegoš", "Novi Sad"]
    assert in_order(names, "sr_Latn") == [
        "Cetinje", "Čačak", "Ćićevac", "Dimitrovgrad", "Džep", "Đerdap", "Lučani", "Ljubovija", "Novi Sad", "Njegoš", "Žabalj",
    ]  # fmt: skip


def test_a_cyrillic_book_follows_the_azbuka():
    names = ["Шабац", "Чачак", "Ћићевац", "Цетиње", "Вршац", "Ада", "Бор", "Љубовија", "Лучани", "Ђердап", "Жабаљ", "Зајечар", "Џеп"]
    assert in_order(names, "sr_Cyrl") == [
        "Ада", "Бор", "Вршац", "Ђердап", "Жабаљ", "Зајечар", "Лучани", "Љубовија", "Ћићевац", "Цетиње", "Чачак", "Џеп", "Шабац",
    ]  # fmt: skip


@pytest.mark.parametrize("locale", ["sr_Latn", "sr_Cyrl"])
def test_what_one_reads_in_either_script_stands_in_the_same_place(locale):
    assert key("Љубовија", locale) == key("Ljubovija", locale)


@pytest.mark.parametrize(
    ("name", "latin", "cyrillic"),
    [
        ("Ljig", "Lj", "Љ"),
        ("Љиг", "Lj", "Љ"),
        ("Džep", "Dž", "Џ"),
        ("đak", "Đ", "Ђ"),
        ("„Jug“", "J", "Ј"),
        ("12. maj", "0–9", "0–9"),
        ("", "0–9", "0–9"),
    ],
)
def test_an_index_is_parted_by_letters(name, latin, cyrillic):
    assert (letter(name, "sr_Latn"), letter(name, "sr_Cyrl")) == (latin, cyrillic)
