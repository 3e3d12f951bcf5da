"""Workbooks of anybody's making: what is in them comes out as text, and nothing that is wrong with them does harm."""

from __future__ import annotations

import tracemalloc
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from ledportal.imports import files, tables, workbooks
from ledportal.imports.tables import Layout, Unreadable
from tests.imports.books import BOMB, BROKEN, OLD, ONE, SHEET, book, saved, sharing, with_part

LAYOUT = Layout(("name", "copies", "note"), needed=("name",))


def rows(data: bytes) -> list[tuple[int, dict[str, str]]]:
    return [(row.line, row.cells) for row in tables.read(files.text_of(data), LAYOUT)]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        rows(data)
    return refused.value.message


def test_cells_are_read_as_they_look_and_lines_stay_where_they_stand():
    data = book([["Name", "copies"], ["Biblioteka\nu Bečeju", 3], [], [None, None], ["  Град ", 2.0]])
    assert rows(data) == [(2, {"name": "Biblioteka\nu Bečeju", "copies": "3"}), (5, {"name": "Град", "copies": "2"})]


def test_formulas_are_text():
    made = openpyxl.load_workbook(BytesIO(book([["name"], ["=1+1"], ['=HYPERLINK("http://x")']])))
    made.worksheets[0]["A4"] = openpyxl.worksheet.formula.ArrayFormula("A4", "=SUM(A1:A2)")
    assert [cells["name"] for _, cells in rows(saved(made))] == ["=1+1", '=HYPERLINK("http://x")', "=SUM(A1:A2)"]


def test_days_flags_and_fractions_are_text():
    data = book([["name", "copies", "note"], [date(2026, 11, 26), True, 2.5], [datetime(2026, 11, 26, 10, 30), False, "21220"]])  # noqa: DTZ001
    found = [[*cells.values()] for _, cells in rows(data)]
    assert found == [["2026-11-26", "yes", "2.5"], ["2026-11-26T10:30:00", "no", "21220"]]


def test_a_sheet_that_tells_a_wrong_size_loses_no_row():
    data = book([["name"], *([f"Ime {number}"] for number in range(20))])
    sheet = openpyxl_part(data).replace(b'<dimension ref="A1:A21"', b'<dimension ref="A1"')
    assert sheet != openpyxl_part(data)
    assert len(rows(with_part(data, SHEET, sheet))) == 20


def openpyxl_part(data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(SHEET)


def test_a_cell_beyond_the_header_is_told():
    assert refusal(book([["name"], ["a", "b"]])) == "Line %(line)s has %(found)s cells instead of %(wanted)s"
    assert refusal(book([["name"], ["a", *[""] * 199, "far"]])) == "The file has more than %(limit)s columns"


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_workbook_is_refused_in_words(name):
    assert refusal(BROKEN[name]) == workbooks.BROKEN


def test_a_workbook_of_an_old_kind_is_told():
    assert "old kind" in refusal(OLD)


def test_a_text_that_many_cells_share_is_read_as_often_as_it_stands_and_within_bounds():
    assert rows(sharing(b"name", 2, 1)) == [(2, {"name": "name"})]
    tracemalloc.start()
    try:
        assert "too large" in refusal(sharing(b"ab " * 10_000, 40, 40))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_what_would_unpack_to_too_much_is_not_unpacked():
    assert len(BOMB) < workbooks.LARGEST
    tracemalloc.start()
    try:
        assert "unpacked" in refusal(BOMB)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_sizes_that_lie_do_not_let_more_be_unpacked():
    """What an archive states of a part is what is read of it, and no more."""
    lying = BOMB.replace((200_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != BOMB and refusal(lying) == workbooks.BROKEN


def test_too_many_rows_are_told_by_their_number():
    assert refusal(book([["name"], *([f"Ime {number}"] for number in range(1001))])) == "The file has more than %(limit)s rows"
    assert refusal(hundred_thousand()) in {
        "The file has more than %(limit)s rows",
        "The workbook is too large: unpacked it may have %(limit)s MB",
    }


def hundred_thousand() -> bytes:
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>Ime</t></is></c></row>'
    lines = b"".join(row % (number, number) for number in range(1, 100_001))
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return with_part(ONE, SHEET, b"<worksheet " + space + b"><sheetData>" + lines + b"</sheetData></worksheet>")


def test_a_row_that_is_very_far_down_is_not_waited_for():
    far = openpyxl_part(ONE).replace(b'<row r="2"', b'<row r="1048576"')
    assert far != openpyxl_part(ONE)
    assert refusal(with_part(ONE, SHEET, far)) == "The file has more than %(limit)s rows"


def test_too_large_a_file_is_told_before_it_is_opened():
    assert refusal(ONE + b"0" * workbooks.LARGEST) == "The file is too large: it may have %(limit)s kB"
