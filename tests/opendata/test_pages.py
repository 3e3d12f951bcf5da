"""The pages about the data: what there is, under which licence, what changed, and what each column holds."""

from __future__ import annotations

import json

import pytest

from ledportal.opendata.changelog import VERSIONS
from ledportal.opendata.tables import TABLES
from tests.directory.entries import publish
from tests.people import shared_world

BASE = "http://127.0.0.1:5000"


def make():
    publish("becej")
    publish("nis")
    publish("kula").office.municipality.active = False
    return {}


@pytest.fixture
def world(app):
    return shared_world(app, make)


def rows_of(page):
    """Return each table's number of rows and of columns, by the name of its files."""
    rows = page.xpath("//main//tbody/tr")
    return {row.get("id"): tuple(int(cell.xpath("string()")) for cell in row.xpath("./td")[:2]) for row in rows}


def test_it_says_how_many_rows_and_columns_each_table_has(world):
    visitor = world.browser()
    found = rows_of(visitor.get("/en/podaci/").page)
    assert list(found) == [table.file for table in TABLES.values()]
    for table in TABLES.values():
        lines = visitor.get(f"/podaci/{table.file}.json").json
        (rows,) = (value for value in lines.values() if isinstance(value, list))
        assert found[table.file] == (len(rows), len(table.columns)), table.file


@pytest.mark.database("sqlite")
def test_every_file_it_names_is_there(world):
    visitor = world.browser()
    page = visitor.get("/podaci/").page
    files = {href for href in page.xpath("//main//a/@href") if href.startswith("/podaci/") and not href.endswith("/")}
    assert len(files) > 3 * len(TABLES)
    assert {path: status for path in files if (status := visitor.get(path).status_code) != 200} == {}


@pytest.mark.database("sqlite")
def test_its_description_for_searches_names_the_same_files(world):
    page = world.browser().get("/en/podaci/").page
    (text,) = page.xpath("//head/script[@type='application/ld+json']/text()")
    described = json.loads(text)
    assert (described["@type"], described["license"]) == ("Dataset", "https://creativecommons.org/licenses/by/4.0/")
    assert described["url"] == f"{BASE}/en/podaci/" and 50 <= len(described["description"]) <= 5000
    assert described["creator"]["name"] == "CenTriR" and described["temporalCoverage"] == "2026-11-20/.."
    files = [each["contentUrl"].removeprefix(BASE) for part in (described, *described["hasPart"]) for each in part["distribution"]]
    assert set(files) < set(page.xpath("//main//a/@href")) and len(files) == len(set(files)) > 3 * len(TABLES)
    assert {part["url"] for part in described["hasPart"]} == {f"{BASE}/en/podaci/#{table.file}" for table in TABLES.values()}


@pytest.mark.database("sqlite")
def test_the_dictionary_tells_every_column_and_every_code(world):
    visitor = world.browser()
    assert len(visitor.get("/podaci/recnik/").page.xpath("//main//h2/a")) == len(TABLES)
    for table in TABLES.values():
        page = visitor.get(f"/podaci/recnik/{table.file}/").page
        assert page.xpath("//main//tbody/tr/th/code/text()") == [column.name for column in table.columns]
        told = set(page.xpath("//main//dt/code/text()"))
        assert told == {code for column in table.columns for code in column.options or {}}
        links = page.xpath("//main//tbody//a/@href")
        assert {link.removeprefix("#") for link in links} <= set(page.xpath("//main//h3/@id"))
        assert len(links) == sum(bool(column.options) for column in table.columns)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("file", ["nema", "offices", "kancelarije.csv"])
def test_of_what_is_no_table_there_is_no_dictionary(client, file):
    assert client.get(f"/podaci/recnik/{file}/").status_code == 404


@pytest.mark.database("sqlite")
def test_what_changed_in_the_format_is_told_the_newest_first(client):
    page = client.get("/en/podaci/izmene/").page
    headings = [" ".join(each.xpath("string()").split()) for each in page.xpath("//main//h2")]
    assert [each.split()[1] for each in headings] == [version.number for version in VERSIONS]
    assert len(page.xpath("//main//ul/li")) == sum(len(version.changes) for version in VERSIONS)
    assert [version.on for version in VERSIONS] == sorted((version.on for version in VERSIONS), reverse=True)


@pytest.mark.database("sqlite")
def test_the_licence_tells_where_the_data_are_from(client):
    page = client.get("/en/podaci/licenca/").page
    links = page.xpath("//main//a/@href")
    assert page.xpath("//main//a[contains(@rel, 'license')]/@href") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "https://www.geonames.org/" in links and "Statistical Office" in page.xpath("string(//main)")


@pytest.mark.database("sqlite")
def test_the_pages_are_in_the_menu_and_lead_to_each_other(client):
    page = client.get("/").page
    assert page.xpath("//nav//a[@href='/podaci/']") and page.xpath("//footer//a[@href='/podaci/']")
    index = set(client.get("/podaci/").page.xpath("//main//a/@href"))
    assert {"/podaci/licenca/", "/podaci/izmene/", "/podaci/recnik/", "/podaci/dcat.jsonld", "/podaci/dcat.ttl", "/novosti.atom"} <= index


@pytest.mark.database("sqlite")
def test_the_site_map_has_a_dictionary_for_each_table(client):
    text = client.get("/sitemap.xml").text
    assert all(f"<loc>{BASE}/en/podaci/recnik/{table.file}/</loc>" in text for table in TABLES.values())
