"""What an edition keeps of a municipality comes out of the database as it went in."""

from __future__ import annotations

import json

import pytest

from ledportal.catalogue.book.frozen import Entry
from tests.catalogue import books


@pytest.mark.parametrize("kind", books.KINDS)
def test_an_entry_comes_back_from_json_as_it_was(kind):
    entry = books.entry("becej", kind=kind, pictures=True)
    assert Entry.from_json(json.loads(json.dumps(entry.to_json()))) == entry
