"""The parts of docs/ that come from the code: what differs is noticed."""

from __future__ import annotations

import shutil

import pytest

from ledportal.opendata.tables import TABLES
from tools import documents


@pytest.fixture
def docs(tmp_path, monkeypatch):
    """A copy of the documents as the code has them now."""
    for name in documents.PARTS:
        shutil.copy(documents.DOCS / name, tmp_path / name)
    monkeypatch.setattr(documents, "DOCS", tmp_path)
    for path, text in documents.stale().items():
        path.write_text(text)
    return tmp_path


def test_the_dictionary_has_each_column_of_each_public_table(docs):
    text = (docs / "data-dictionary.md").read_text().partition("# The public tables")[2]
    for table in TABLES.values():
        part = text.partition(f"## {table.file}: ")[2].partition("\n## ")[0]
        rows = [line.split(" | ")[0].removeprefix("| ") for line in part.splitlines() if line.startswith("| ")]
        assert rows[2:] == [column.name for column in table.columns], table.file


@pytest.mark.parametrize(
    ("name", "line"),
    [("data-dictionary.md", "| office_status |"), ("data-dictionary.md", "| reminder_email |"), ("architecture.md", "| `feeds/` |")],
)
def test_a_line_that_differs_is_noticed_and_mended(docs, name, line):
    assert documents.stale() == {}
    path = docs / name
    right = path.read_text()
    path.write_text(right.replace(line, f"{line} otherwise"))
    assert documents.stale() == {path: right}
