"""The list of sites as a file: exactly what its page shows for the same address, in its order."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.directory.sites import offer
from tests.directory.test_pages import words
from tests.opendata.reading import table
from tests.people import shared_world


@pytest.fixture
def visitor(app):
    return shared_world(app, offer).browser()


def shown(visitor, query):
    """Return the sites of the page: office and identifier."""
    links = visitor.get(f"/cir/lokacije/{query}").page.xpath("//table//th[@scope='row']/a/@href")
    return [tuple(link.removeprefix("/cir/kancelarije/").split("/#sites-")) for link in links]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 4),
        ("?poredak=area", 4),
        ("?q=zona&poredak=area", 2),
        ("?q=ЧАЧАК", 2),
        ("?okrug=moravicki&oprema=gas&oprema=road", 1),
        ("?lokacija=brownfield&status=free&vlasnistvo=private", 1),
        ("?region=RS12&sektor=food&potvrdjeno=6", 2),
        ("?povrsina=12.01", 1),
        ("?q=nepostojece", 0),
    ],
)
def test_what_is_found_is_saved_as_it_is_shown(visitor, query, number):
    page = shown(visitor, query)
    rows = table(visitor, f"/podaci/lokacije.csv{query}")
    assert [(row["office"], row["id"]) for row in rows] == page
    assert len(page) == number
    assert [(row["office"], row["id"]) for row in visitor.get(f"/podaci/lokacije.json{query}").json["sites"]] == page
    sheet = openpyxl.load_workbook(io.BytesIO(visitor.get(f"/podaci/lokacije.xlsx{query}").data)).worksheets[0]
    assert [(row[0].value, row[1].value) for row in sheet.iter_rows(2)] == page


def test_the_page_leads_to_the_files_of_what_it_shows(visitor):
    page = visitor.get("/lokacije/?q=zona&status=free&poredak=area").page
    files = {words(each): each.get("href") for each in page.xpath("//section[@aria-labelledby='saving']//a")}
    query = "?q=zona&status=free&poredak=area"
    assert files == {name: f"/podaci/lokacije.{name.lower()}{query}" for name in ("CSV", "XLSX", "JSON")}
    assert [row["id"] for row in table(visitor, files["CSV"])] == ["z", "s1"]


@pytest.mark.parametrize(
    "path", ["lokacije.csv?okrug=nigde", "lokacije.json?povrsina=x", "dokumenti.csv?okrug=juznobacki", "okruzi.json?q=x"]
)
def test_a_file_that_cannot_follow_what_is_asked_is_not_given(visitor, path):
    assert visitor.get(f"/podaci/{path}").status_code == 400


def test_a_chosen_file_has_a_name_of_its_own(visitor):
    tags = {visitor.get(f"/podaci/lokacije.csv{query}").headers["ETag"] for query in ("", "?status=free", "?status=sold")}
    assert len(tags) == 3
