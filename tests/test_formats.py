"""Tables as files: read back as they were, and with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.formats import BOM, DANGEROUS, csv_lines, harmless

CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))


def read(lines, separator=","):
    text = "".join(lines)
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=separator))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5), st.sampled_from([",", ";"]))
def test_what_is_written_is_read_back(rows, separator):
    assert read(csv_lines(rows, separator=separator), separator) == [[harmless(cell) for cell in row] for row in rows]


@given(st.sampled_from(DANGEROUS), CELLS)
def test_no_cell_begins_as_a_formula_does(start, rest):
    ((cell,),) = read(csv_lines([[start + rest]]))
    assert cell == f"'{start}{rest}"


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (12, "12"), ("Bečej", "Bečej"), ("'=1", "'=1"), (-1, "'-1")])
def test_a_value_is_written_as_text(value, cell):
    assert read(csv_lines([[value, "x"]])) == [[cell, "x"]]
