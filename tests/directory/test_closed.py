"""A closed office is found by its name, and is nowhere counted or offered as one that somebody answers for."""

from __future__ import annotations

import pytest

from ledportal import clock
from ledportal.extensions import db
from ledportal.search.index import forget
from tests.directory.entries import PUBLIC, publish
from tests.factories import office
from tests.opendata.reading import table
from tests.people import shared_world

NOW = clock.now()
SLUGS = ("ada", "becej", "cacak", "vrbas")


@pytest.fixture
def world(app):
    def make():
        for slug in SLUGS:
            publish(slug, confirmed=PUBLIC, at=NOW)
        return {"ada": office("ada")}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def set_status(world, status):
    def change():
        office("ada").status = status
        db.session.commit()

    world.ask(change)


def in_the_heading(visitor, query=""):
    return int(visitor.get(f"/kancelarije/{query}").page.xpath("string(//h2[@id='results'])").split()[0])


def counts(visitor):
    """Return how many offices each page and file says, or shows, that there are."""
    sites = visitor.get("/lokacije/").page.xpath("//table//th[@scope='row']/a/@href")
    return {
        "home": int(visitor.get("/").page.xpath("string(//dt[text()='offices in the directory']/../dd)")),
        "directory": in_the_heading(visitor),
        "rows": len(visitor.get("/kancelarije/").page.xpath("//li[@class='entry'][.//input]")),
        "facet": in_the_heading(visitor, "?lokacija=industrial_zone"),
        "printed": len(visitor.get("/kancelarije/za-stampu/").page.xpath("//tbody/tr")),
        "statistics": visitor.get("/api/v1/statistics").json["entries"],
        "sites": len({each.partition("#")[0] for each in sites}),
        "cards": visitor.get("/podaci/kancelarije.vcf").text.count("BEGIN:VCARD"),
        "found cards": visitor.get("/podaci/kancelarije.vcf?poredak=changed").text.count("BEGIN:VCARD"),
    }


@pytest.mark.parametrize("status", ["closed", "none"])
def test_all_counts_leave_it_out_at_once_and_take_it_in_again(world, visitor, status):
    before = counts(visitor)
    set_status(world, status)
    closed = counts(visitor)
    set_status(world, "exists")
    assert [before, closed, counts(visitor)] == [dict.fromkeys(before, number) for number in (4, 3, 4)]


def test_an_index_that_is_read_anew_leaves_it_out_too(world, visitor, app):
    set_status(world, "closed")
    forget(app)
    assert set(counts(visitor).values()) == {3}


@pytest.mark.parametrize("query", ["?q=ada", "?okrug=severnobanatski", "?q=ada&okrug=severnobanatski"])
def test_it_is_found_by_its_name_and_place_as_closed(world, visitor, query):
    set_status(world, "closed")
    (row,) = visitor.get(f"/kancelarije/{query}").page.xpath("//li[@class='entry'][.//h3/a/@href='/kancelarije/ada/']")
    assert "Office closed" in "".join(row.itertext()) and not row.xpath(".//input")
    assert row.xpath("string(../preceding-sibling::h2[1])").endswith("without an office in the directory")
    assert visitor.get("/kancelarije/ada/").status_code == 200


@pytest.mark.parametrize("query", ["?lokacija=industrial_zone", "?sektor=food", "?potvrdjeno=12", "?povrsina=1"])
def test_it_has_nothing_that_an_entry_is_narrowed_by(world, visitor, query):
    set_status(world, "closed")
    links = visitor.get(f"/kancelarije/{query}").page.xpath("//li[@class='entry']//h3/a/@href")
    assert links and "/kancelarije/ada/" not in links


@pytest.mark.parametrize("query", ["", "?q=ada", "?okrug=severnobanatski"])
def test_it_keeps_its_row_in_the_downloads(world, visitor, query):
    set_status(world, "closed")
    rows = {each["slug"]: each["office_status"] for each in table(visitor, f"/podaci/kancelarije.csv{query}")}
    assert rows["ada"] == "closed"
    assert {each["slug"] for each in visitor.get(f"/api/v1/offices{query.replace('okrug', 'district')}").json["data"]} == set(rows)


def test_the_api_gives_page_by_page_what_the_files_give_at_once(world, visitor):
    set_status(world, "closed")
    path, found = "/api/v1/offices?region=RS12&limit=1", []
    while path:
        answer = visitor.get(path)
        found += [each["slug"] for each in answer.json["data"]]
        path = answer.json["next"] and answer.json["next"].removeprefix("http://127.0.0.1:5000")
    assert sorted(found) == sorted(each["slug"] for each in table(visitor, "/podaci/kancelarije.csv?region=RS12"))
