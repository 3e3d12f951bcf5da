"""An office that has closed keeps its row and its entry; what it offered stands in no table and is counted nowhere."""

from __future__ import annotations

import pytest

from ledportal.extensions import db
from ledportal.offices.models import Office, OfficeStatus
from ledportal.opendata.tables import OFFICES, SITES, TABLES
from tests.directory.entries import publish
from tests.opendata.reading import table as csv_rows
from tests.people import make_world

GROUPS = [table for table in TABLES.values() if table.group is not None]


@pytest.fixture(params=[OfficeStatus.CLOSED, OfficeStatus.NONE])
def world(app, request):
    def make():
        publish("becej")
        gone = publish("ada").office
        gone.status = request.param
        return {"ada": gone}

    return make_world(app, make)


def offices_in(visitor, table):
    """Return whose rows each way to the table gives."""
    name = "slug" if table is OFFICES else "office"
    by_api = visitor.get(f"/api/v1/{table.name}?limit=500").json["data"]
    by_json = visitor.get(f"/podaci/{table.file}.json").json[table.name]
    return [[row[name] for row in rows] for rows in (by_api, by_json, csv_rows(visitor, f"/podaci/{table.file}.csv"))]


def counted(visitor, table):
    (cell,) = visitor.get("/en/podaci/").page.xpath(f"//tr[@id='{table.file}']/td[1]")
    return int(cell.xpath("string()"))


def test_its_rows_are_in_no_table_but_that_of_offices(world):
    visitor = world.browser()
    for table in GROUPS:
        for offices in offices_in(visitor, table):
            assert set(offices) == {"becej"} and len(offices) == counted(visitor, table), table.name
    assert [sorted(offices) for offices in offices_in(visitor, OFFICES)] == [["ada", "becej"]] * 3
    assert counted(visitor, OFFICES) == 2


def test_the_list_of_sites_and_the_figures_count_the_same_rows(world):
    visitor = world.browser()
    heading = visitor.get("/en/lokacije/").page.xpath("string(//*[@id='results'])")
    assert int(heading.split()[0]) == counted(visitor, SITES)
    whole = {figure["name"]: figure["whole"] for figure in visitor.get("/api/v1/statistics").json["figures"]}
    free = visitor.get(f"/api/v1/{SITES.name}?status=free").json["data"]
    assert whole["free_sites"] == sum(row["free"] for row in free) == 12


def test_its_entry_still_says_what_its_page_shows(world):
    entry = world.browser().get("/kancelarije/ada.json").json
    assert entry["sections"]["sites"]["values"]["sites"] and entry["standing"] is None


def test_once_it_is_there_again_its_rows_are_back(world):
    visitor = world.browser()
    before = counted(visitor, SITES)
    with world.app.app_context():
        db.session.get_one(Office, world["ada"]).status = OfficeStatus.EXISTS
        db.session.commit()
    assert counted(visitor, SITES) == 2 * before
    assert [set(offices) for offices in offices_in(visitor, SITES)] == [{"becej", "ada"}] * 3
