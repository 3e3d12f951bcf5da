"""Values as a reader sees them."""

from __future__ import annotations

import pytest

from ledportal.offices.display import national


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("+38134306100", "034 306 100"),
        ("+381216912345", "021 691 2345"),
        ("+381641234567", "064 123 4567"),
        ("+38123012345", "0230 12345"),
        ("+36301234567", "+36 30 123 4567"),
    ],
)
def test_a_telephone_number_stands_in_groups_that_one_can_read_out(number, dialled):
    assert national(number) == dialled
