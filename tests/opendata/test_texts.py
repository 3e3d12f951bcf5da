"""Cells as text: what other programs read is what stood there, and no spreadsheet takes any of it for a formula."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from ledportal.formats import DANGEROUS
from ledportal.opendata.columns import Column, Type
from ledportal.opendata.texts import AT_A_TIME, csv_pieces, json_pieces

COLUMNS = (
    Column("100%", ""), Column("code", "", options={"a": "A"}), Column("day", "", Type.DATE), Column("parts", "", Type.LIST),
    Column("whole", "", Type.INTEGER), Column("area", "", Type.NUMBER), Column("year", "", Type.YEAR), Column("so", "", Type.BOOLEAN),
)  # fmt: skip
text = st.text(st.sampled_from("=+-@\t\r\n,;'\"\\ aš\x1f\u2028😀"), max_size=6)
rows = st.lists(
    st.tuples(
        st.none() | text, st.none() | text, st.none() | st.dates().map(str), st.lists(text, max_size=3), st.none() | st.integers(),
        st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False), st.none() | st.integers(1000, 2100),
        st.none() | st.booleans(),
    ),
    max_size=5,
)  # fmt: skip


def as_text(cell):
    return "" if cell is None else ";".join(cell) if isinstance(cell, list) else str(cell)


@given(rows)
def test_a_csv_reader_finds_what_stood_there(some):
    written = b"".join(csv_pieces(COLUMNS, some)).decode()
    head, *found = csv.reader(io.StringIO(written, newline=""))
    assert head == [column.name for column in COLUMNS]
    for row, cells in zip(some, found, strict=True):
        expected = [as_text(cell) for cell in row[:7]] + ["" if row[7] is None else str(row[7]).lower()]
        assert [cell.removeprefix("'") if place in (0, 3) else cell for place, cell in enumerate(cells)] == [
            cell.removeprefix("'") if place in (0, 3) else cell for place, cell in enumerate(expected)
        ]
        assert not cells[0].startswith(DANGEROUS) and not cells[3].startswith(DANGEROUS)


@given(rows)
def test_a_json_reader_finds_what_stood_there(some):
    written = b"".join(json_pieces({"as_of": "2027-01-02"}, [("offices", COLUMNS, some), ("none", COLUMNS, [])]))
    names = [column.name for column in COLUMNS]
    assert json.loads(written) == {"as_of": "2027-01-02", "offices": [dict(zip(names, row, strict=True)) for row in some], "none": []}


def test_many_rows_come_in_pieces_with_each_row_on_a_line_of_its_own():
    many = [("a", "a", None, [], number, None, None, True) for number in range(2 * AT_A_TIME + 1)]
    as_csv, as_json = list(csv_pieces(COLUMNS, many)), list(json_pieces({"as_of": ""}, [("offices", COLUMNS, many)]))
    assert [piece.count(b"\r\n") for piece in as_csv] == [1, AT_A_TIME, AT_A_TIME, 1]
    assert [each["whole"] for each in json.loads(b"".join(as_json))["offices"]] == [*range(len(many))]
    assert max(piece.count(b"\n") for piece in as_json) == AT_A_TIME
