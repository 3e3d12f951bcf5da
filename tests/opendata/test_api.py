"""The API: the tables a page at a time, entries, changes, figures; errors that programs can read."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.extensions import db
from ledportal.offices import confirming
from ledportal.offices.models import ConfirmedBy
from ledportal.opendata.api import paging
from ledportal.opendata.api.moments import parsed
from ledportal.opendata.tables import TABLES
from tests.directory.entries import PUBLIC, publish
from tests.factories import full_content, office
from tests.people import shared_world

NOW = clock.now()
API = "/api/v1"


@pytest.fixture
def world(app):
    def make():
        publish("cacak", confirmed=PUBLIC, at=NOW - timedelta(days=600), office={"name": "Čačanska kancelarija"})
        publish("becej", confirmed=PUBLIC, at=NOW - timedelta(days=2))
        publish("ada", confirmed=["contact"], at=NOW - timedelta(days=2))
        return {"becej": office()}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def all_pages(visitor, address):
    """Return the rows of all pages, as a program follows them."""
    rows = []
    while address:
        page = visitor.get(address).json
        rows += page["data"]
        address = page["next"] and page["next"].removeprefix("http://127.0.0.1:5000")
    return rows


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_pages_lead_through_every_table(visitor, limit):
    for name, table in TABLES.items():
        rows = all_pages(visitor, f"{API}/{name}?limit={limit}") if limit > 1 or name not in {"municipalities", "districts"} else None
        if rows is not None:
            whole = visitor.get(f"/podaci/{table.file}.json").json[name]
            assert sorted(rows, key=str) == sorted(whole, key=str)


def test_the_next_page_is_in_the_body_and_in_a_header(visitor):
    answer = visitor.get(f"{API}/sites?limit=1&status=free&status=reserved")
    address = answer.json["next"]
    assert address.startswith("http://127.0.0.1:5000/api/v1/sites?status=free&status=reserved&limit=1&cursor=")
    assert answer.headers["Link"] == f'<{address}>; rel="next"'
    assert visitor.get("/en" + f"{API}/sites?limit=1").json["next"].startswith("http://127.0.0.1:5000/en/api/v1/sites?")


def test_pages_stay_right_while_the_data_change(world, visitor):
    first = visitor.get(f"{API}/sites?limit=3").json
    with world.app.app_context():
        publish("vrbas")
        publish("cacak", sites={"sites": [{**full_content()["sites"]["sites"][0], "id": "a0", "name": "Nova"}]}, at=clock.now())
        db.session.commit()
    rows = first["data"] + all_pages(visitor, first["next"].removeprefix("http://127.0.0.1:5000"))
    keys = [(row["office"], row["id"]) for row in rows]
    assert len(set(keys)) == len(keys) and {key for key in keys if key[0] in {"becej", "ada"}} == {
        (slug, number) for slug in ("becej", "ada") for number in ("s1", "s2")
    }
    assert ("vrbas", "s1") in keys


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("", {"cacak", "becej", "ada"}),
        ("?q=čačanska", {"cacak"}),
        ("?q=чачанска", {"cacak"}),
        ("?district=juznobacki&district=moravicki", {"cacak", "becej"}),
        ("?district=juznobacki&region=RS21", set()),
        ("?confirmed_within=1", {"becej"}),
        ("?free_site=brownfield", set()),
        ("?free_site=any", {"cacak", "becej", "ada"}),
        ("?free_site=any&free_site=brownfield&district=moravicki", {"cacak"}),
        ("?free_site=industrial_zone&least_area=5", {"cacak", "becej", "ada"}),
        ("?least_area=0.5", {"cacak", "becej", "ada"}),
        ("?least_area=0.05", {"cacak", "becej", "ada"}),
        ("?sector=food&language=en&form=office&certificate=certified&service=advice", {"cacak", "becej", "ada"}),
    ],
)
def test_offices_are_filtered_as_in_the_directory(visitor, asked, slugs):
    assert {row["slug"] for row in visitor.get(f"{API}/offices{asked}").json["data"]} == slugs


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("sites?office=becej", 2),
        ("sites?office=becej&status=free", 1),
        ("sites?type=brownfield&region=RS12", 2),
        ("documents?validity=in_preparation&district=moravicki", 1),
        ("languages?language=en&level=B2", 3),
        ("languages?language=de", 0),
        ("projects?office=nema", 0),
        ("municipalities?district=juznobacki", 12),
        ("municipalities?region=RS11", 1),
    ],
)
def test_other_tables_are_filtered_by_place_and_code(visitor, address, number):
    assert len(visitor.get(f"{API}/{address}").json["data"]) == number


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("q=ЦИГЛАНА", {"Stara ciglana"}),
        ("q=bečeju&least_area=1", {"Industrijska zona Sever"}),
        ("utility=gas", set()),
        ("utility=electricity&utility=water", {"Industrijska zona Sever"}),
        ("sector=food&status=reserved", {"Stara ciglana"}),
        ("region=RS12&type=industrial_zone&ownership=public_local", {"Industrijska zona Sever"}),
        ("confirmed_within=1&status=free", {"Industrijska zona Sever"}),
        ("q=zona&office=nema", set()),
    ],
)
def test_sites_are_filtered_as_on_their_page(visitor, asked, names):
    found = visitor.get(f"{API}/sites?{asked}").json["data"]
    assert {row["name"] for row in found} == names


def test_the_sites_that_are_found_stand_in_their_order_on_all_pages(world, visitor):
    site = full_content()["sites"]["sites"][0]
    named = [{**site, "id": each, "name": f"Zona {each}"} for each in ("z9", "b1", "m5")]
    world.ask(lambda: (publish("ub", sites={"sites": named}, at=clock.now()), db.session.commit()))
    whole = [(row["office"], row["id"]) for row in visitor.get(f"{API}/sites?q=zona&limit=500").json["data"]]
    assert [each for each in whole if each[0] == "ub"] == [("ub", "b1"), ("ub", "m5"), ("ub", "z9")]
    assert len(whole) == 6
    for limit in (1, 2, 4):
        assert [(row["office"], row["id"]) for row in all_pages(visitor, f"{API}/sites?q=zona&limit={limit}")] == whole
    assert len(visitor.get(f"{API}/sites?q=zona&office=ub").json["data"]) == 3


def test_an_entry_is_that_of_its_page(visitor):
    assert visitor.get(f"{API}/offices/becej").json == visitor.get("/kancelarije/becej.json").json


def test_what_sites_are_not_asked_for_is_refused(visitor):
    for asked in ("free_site=greenfield", "lokacija=greenfield", "utility=nema", "least_area=0", "order=name"):
        answer = visitor.get(f"{API}/sites?{asked}")
        assert (answer.status_code, [each["parameter"] for each in answer.json["errors"]]) == (400, [asked.partition("=")[0]])


def test_rare_rows_never_make_a_page_slow(visitor, monkeypatch):
    monkeypatch.setattr(paging, "SCANNED", 1)
    monkeypatch.setattr(paging.sources, "BATCH", 1)
    first = visitor.get(f"{API}/sites?office=becej&office=ada").status_code
    assert first == 400
    page = visitor.get(f"{API}/documents?validity=in_preparation&limit=1").json
    assert (len(page["data"]), page["next"] is not None) == (1, True)
    assert len(all_pages(visitor, f"{API}/documents?validity=in_preparation")) == 3
    empty = visitor.get(f"{API}/documents?type=marketing_strategy").json
    assert (empty["data"], empty["next"] is not None) == ([], True)


def test_changes_are_told_once_to_whoever_asks_with_the_last_version(world, visitor):
    rows = all_pages(visitor, f"{API}/changes?limit=2")
    assert {row["office"] for row in rows} == {"cacak", "becej", "ada"} and rows == sorted(rows, key=lambda row: row["version"])
    version = visitor.get(f"{API}/changes?limit=1").json["version"]
    assert visitor.get(f"{API}/changes?cursor={version}").json["data"] == []
    with world.app.app_context():
        place = office()
        confirming.confirm(place, ["sites"], revision=place.published_revision_id, via=ConfirmedBy.PHONE, by=None, at=clock.now())
        db.session.commit()
    (row,) = visitor.get(f"{API}/changes?cursor={version}").json["data"]
    assert (row["kind"], row["office"], row["municipality"]) == ("confirmed", "becej", "Bečej")
    assert row["at"].endswith("Z") and parsed(row["at"]) >= NOW
    since = row["at"]
    assert visitor.get(f"{API}/changes?since={since}").json["data"] == [row]
    assert visitor.get(f"{API}/changes?since={since}&kind=published").json["data"] == []
    assert {each["office"] for each in visitor.get(f"{API}/changes?district=moravicki").json["data"]} == {"cacak"}
    assert visitor.get(f"{API}/changes?office=nema").json["data"] == []


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-11", "2026-12-11T00:00:00+00:00"),
        ("2026-12-11T14:05:00+01:00", "2026-12-11T13:05:00+00:00"),
        ("2026-12-11t14:05:60.123456789z", "2026-12-11T14:05:59.123456+00:00"),
        ("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00+00:00"),
        ("2026-02-29", None),
        ("2026-12-11T14:05:00", None),
        ("juče", None),
    ],
)
def test_times_are_read_as_the_standard_writes_them(text, moment):
    found = parsed(text)
    assert (found and found.isoformat()) == moment


def test_the_figures_are_those_of_the_statistics(visitor):
    found = visitor.get(f"{API}/statistics").json
    assert (found["entries"], found["municipalities"]) == (3, 145)
    assert {figure["name"] for figure in found["figures"]} >= {"coverage", "form", "free_sites"}


def test_who_has_an_answer_does_not_get_it_again(world, visitor):
    for path in ("offices?limit=1", "offices/becej", "sites", "changes", "statistics", "openapi.json"):
        first = visitor.get(f"{API}/{path}")
        again = visitor.get(f"{API}/{path}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path
        head = visitor.head(f"{API}/{path}")
        assert (head.data, head.headers["ETag"], head.headers["Content-Type"]) == (b"", first.headers["ETag"], "application/json")
        assert first.headers.get("Set-Cookie") is None
    tag = visitor.get(f"{API}/sites").headers["ETag"]
    assert visitor.get(f"{API}/sites?limit=1").headers["ETag"] != tag
    with world.app.app_context():
        publish("vrbas")
        db.session.commit()
    assert visitor.get(f"{API}/sites", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "wrong"),
    [
        ("nema", 404, set()),
        ("", 404, set()),
        ("offices/", 404, set()),
        ("offices/ub", 404, set()),
        ("offices/%C5%A1", 404, set()),
        ("offices?limit=0", 400, {"limit"}),
        ("offices?limit=501", 400, {"limit"}),
        ("offices?limit=%C2%B2", 400, {"limit"}),
        ("offices?limit=1&limit=2", 400, {"limit"}),
        ("offices?cursor=x", 400, {"cursor"}),
        ("offices?cursor=99999999999999999999", 400, {"cursor"}),
        ("sites?cursor=2147483648", 400, {"cursor"}),
        ("sites?cursor=1.&strana=2", 400, {"cursor", "strana"}),
        ("offices?district=nigde&okrug=juznobacki", 400, {"district", "okrug"}),
        ("offices?q=" + "a" * 101, 400, {"q"}),
        ("offices?least_area=0", 400, {"least_area"}),
        ("offices?least_area=0.00", 400, {"least_area"}),
        ("changes?since=juce", 400, {"since"}),
        ("changes?kind=nema", 400, {"kind"}),
        ("offices/becej?x=1", 400, {"x"}),
        ("statistics?x=1", 400, {"x"}),
    ],
)
def test_what_is_wrong_is_said_for_programs(visitor, path, status, wrong):
    address = f"{API}/{path}" if path else "/api/"
    answer = visitor.get(address)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    problem = json.loads(answer.data)
    assert problem["status"] == status and problem["title"] and problem["detail"] and problem["request_id"]
    assert {each["parameter"] for each in problem.get("errors", [])} == wrong


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_is_written_here(visitor, method):
    answer = visitor.open(f"{API}/offices", method=method)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert {*answer.headers["Allow"].split(", ")} == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", [f"{API}/offices", f"{API}/openapi.json", "/podaci/kancelarije.csv", "/kancelarije/becej.json"])
def test_scripts_of_every_site_may_ask(visitor, path):
    asked = visitor.options(path, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]
    assert "Link" in visitor.get(path).headers["Access-Control-Expose-Headers"]


def test_a_page_explains_the_api(translated):
    answer = translated.test_client().get(f"{API}/")
    assert answer.status_code == 200
    page = answer.page
    links = page.xpath("//main//section//a/@href")
    assert f"{API}/offices?district=juznobacki&free_site=greenfield" in links
    client = translated.test_client()
    assert {client.get(link).status_code for link in links} == {200}
    assert "http://127.0.0.1:5000/api/v1/offices" in page.xpath("string(//main//pre[1])")
    assert not page.xpath("//main//script | //main//*[@style]")
