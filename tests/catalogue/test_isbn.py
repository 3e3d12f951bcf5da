"""Book numbers."""

from __future__ import annotations

import pytest

from ledportal.catalogue import isbn


@pytest.mark.parametrize("text", ["978-86-7831-001-0", "9788678310010", "978 86 7831 001 0"])
def test_a_book_number_is_known_and_written_with_hyphens(text: str) -> None:
    assert isbn.is_valid(text)
    assert isbn.written(text) == "978-86-7831-001-0"


@pytest.mark.parametrize("text", ["978-86-7831-001-9", "86-7831-001-1", "97886783100", "", "978-86-7831-001-0 x", "٩٧٨٨٦٧٨٣١٠٠١٠"])
def test_what_is_no_book_number_of_13_digits_is_not_taken(text: str) -> None:
    assert not isbn.is_valid(text)
