"""In the index people stand by their surnames."""

from __future__ import annotations

import pytest

from ledportal.catalogue.book.people import surname_first


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ana Petrović", "Petrović, Ana"),
        ("Ana Petrović Jovanović", "Petrović Jovanović, Ana"),
        ("Ana Petrović-Jovanović", "Petrović-Jovanović, Ana"),
        ("dr Ana Petrović", "Petrović, dr Ana"),
        ("prof. dr Ana M. Petrović", "Petrović, prof. dr Ana M."),
        ("Dr Ana Petrović, dipl. ecc.", "Petrović, Dr Ana"),
        ("Ана Петровић (пример)", "Петровић, Ана (пример)"),
        ("Petrović", "Petrović"),
        ("Ana M.", "M., Ana"),
        ("dr", "dr"),
        ("", ""),
        ("(primer)", "(primer)"),
    ],
)
def test_the_surname_stands_first(typed, shown):
    assert surname_first(typed) == shown
