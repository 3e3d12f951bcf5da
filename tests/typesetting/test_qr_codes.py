"""QR codes are drawn as they were computed."""

from __future__ import annotations

import segno
from hypothesis import given
from hypothesis import strategies as st

from ledportal.typesetting.qr_codes import MASK, qr_code

ADDRESSES = st.text("abcdefghijklmnopqrstuvwxyz-/.", max_size=80).map(lambda path: f"https://ler.example.org/{path}")


@given(ADDRESSES)
def test_the_runs_are_the_dark_squares(address):
    found = qr_code(address)
    drawn = [[0] * found["size"] for _ in range(found["size"])]
    for row, column, length in found["runs"]:
        drawn[row][column : column + length] = [1] * length
    assert drawn == [list(line) for line in segno.make(address, error="m", micro=False, mask=MASK).matrix]


def test_a_code_has_its_three_corners():
    found = qr_code("https://ler.example.org/")
    last = found["size"] - 7
    assert [run for run in found["runs"] if run[0] == 0 and run[2] == 7] == [[0, 0, 7], [0, last, 7]]
    assert [last, 0, 7] in found["runs"]
