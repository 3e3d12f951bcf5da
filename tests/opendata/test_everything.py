"""The whole register as one JSON file: the tables, each as its own file has it, sent while it is made."""

from __future__ import annotations

import pytest

from ledportal.opendata import sources, texts
from ledportal.opendata.tables import TABLES
from tests.directory.entries import publish
from tests.people import shared_world

PATH = "/podaci/registar.json"


@pytest.fixture
def world(app):
    def make():
        publish("becej")
        publish("nis")
        publish("ada").office.status = "closed"
        return {}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def test_it_holds_every_table_as_its_own_file_does(visitor):
    answer = visitor.get(PATH)
    assert "attachment; filename=registar-" in answer.headers["Content-Disposition"]
    whole = answer.json
    assert [*whole] == ["as_of", "version", *TABLES]
    assert whole["version"] == visitor.get("/api/v1/regions").json["version"]
    for name, table in TABLES.items():
        alone = visitor.get(f"/podaci/{table.file}.json").json
        assert (whole[name], whole["as_of"]) == (alone[name], alone["as_of"]), name
    assert {row["slug"] for row in whole["offices"]} == {"ada", "becej", "nis"} and {row["office"] for row in whole["sites"]} == {
        "becej",
        "nis",
    }


def test_an_empty_register_has_empty_tables(client):
    whole = client.get(PATH).json
    assert whole["offices"] == whole["sites"] == [] and len(whole["municipalities"]) == 145


def test_only_some_rows_are_in_memory_at_a_time(visitor, monkeypatch):
    monkeypatch.setattr(texts, "AT_A_TIME", 1)
    monkeypatch.setattr(sources, "BATCH", 1)
    answer = visitor.get(PATH, buffered=False)
    pieces = [piece for piece in answer.response if piece]
    assert max(piece.count(b'"office_status"') for piece in pieces) == 1
    assert len(pieces) > 145 + len(TABLES)


def test_the_page_and_the_catalogue_name_it(visitor):
    assert PATH in visitor.get("/podaci/").page.xpath("//section[@aria-labelledby='registar']//a/@href")
    addresses = [node.get("dcat:downloadURL", {}).get("@id") for node in _nodes(visitor.get("/podaci/dcat.jsonld").json)]
    assert f"http://127.0.0.1:5000{PATH}" in addresses


def _nodes(found):
    """Yield all that is described in a catalogue, however deep it stands."""
    if isinstance(found, dict):
        yield found
    for each in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from _nodes(each)
