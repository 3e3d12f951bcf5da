"""The public data: what the pages show and nothing else, for machines and spreadsheets."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices import confirming
from ledportal.offices.content import public_content
from ledportal.offices.models import ConfirmedBy
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.opendata import sending
from ledportal.opendata.snapshot import snapshot
from tests.databases import make_app
from tests.directory.entries import PUBLIC, publish
from tests.factories import full_content, office
from tests.opendata.reading import table
from tests.people import counted_queries, make_world, shared_world

NOW = clock.now()
PATHS = ("/kancelarije/becej.json", "/podaci/kancelarije.json", "/podaci/kancelarije.csv")
CONFIRMED = NOW - timedelta(days=2)
LONG_AGO = NOW - timedelta(days=600)


@pytest.fixture
def world(app):
    def make():
        publish("cacak", confirmed=PUBLIC, at=LONG_AGO, office={"name": "Čačanska kancelarija"})
        publish("becej", confirmed=PUBLIC, at=CONFIRMED)
        publish("ada", confirmed=["contact"], at=CONFIRMED).office.status = "closed"
        publish("kula").office.municipality.active = False
        return {"becej": office()}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def day(moment):
    return belgrade_day(moment).isoformat()


def test_an_entry_is_what_its_page_shows(visitor):
    entry = visitor.get("/kancelarije/becej.json").json
    content = public_content(full_content())
    assert list(entry["sections"]) == [section.key for section in PUBLIC_SECTIONS]
    for key, section in entry["sections"].items():
        assert as_kept(section["values"]) == as_kept(content[key])
    place = {"code": "80152", "name": "Bečej", "name_cyrillic": "Бечеј", "kind": "municipality"}
    assert {**entry["municipality"], "code": place["code"]} == place
    assert entry["url"] == "http://127.0.0.1:5000/kancelarije/becej/"


def as_kept(value):
    """Return values as a profile keeps them, without those where nothing stands."""
    if isinstance(value, dict):
        return {key: as_kept(each) for key, each in value.items() if key != "validity" and each not in (None, "", [], False)}
    return [as_kept(each) for each in value] if isinstance(value, list) else str(value)


def test_numbers_are_numbers_and_nothing_is_null(visitor):
    sections = visitor.get("/kancelarije/becej.json").json["sections"]
    assert (sections["office"]["values"]["staff"], sections["office"]["values"]["founded"]) == (5, 2008)
    first, second = sections["sites"]["values"]["sites"]
    assert (first["area"], first["free"], second["free"], second["photos"]) == (34.5, 12, None, [])
    assert sections["contact"]["values"]["mobile"] is None
    assert [each["validity"] for each in sections["documents"]["values"]["documents"]] == ["in_force", "in_preparation"]


def test_an_entry_and_its_sections_say_how_fresh_they_are(visitor):
    entry = visitor.get("/kancelarije/becej.json").json
    assert (entry["confirmed_on"], entry["changed_on"], entry["standing"]) == (day(CONFIRMED), day(CONFIRMED), "confirmed")
    assert entry["due_on"] == min(section["due_on"] for section in entry["sections"].values()) == entry["sections"]["contact"]["due_on"]
    assert {section["standing"] for section in entry["sections"].values()} == {"confirmed"}
    old = visitor.get("/kancelarije/cacak.json").json
    assert (old["confirmed_on"], old["standing"], old["sections"]["sites"]["standing"]) == (day(LONG_AGO), "outdated", "outdated")


def test_of_a_closed_office_no_confirmation_is_awaited(visitor):
    entry = visitor.get("/kancelarije/ada.json").json
    assert (entry["office_status"], entry["standing"], entry["due_on"], entry["confirmed_on"]) == ("closed", None, None, None)
    assert {section["standing"] for section in entry["sections"].values()} == {None}


def test_all_entries_of_the_register_are_in_one_file_in_serbian_order(visitor):
    found = visitor.get("/podaci/kancelarije.json").json
    assert found["as_of"] == day(NOW) and "sample" not in found
    assert [each["slug"] for each in found["offices"]] == ["ada", "becej", "cacak"]
    entry, row = visitor.get("/kancelarije/becej.json").json, found["offices"][1]
    assert {name: row[name] for name in ("slug", "url", "confirmed_on", "due_on", "standing")} == {
        name: entry[name] for name in ("slug", "url", "confirmed_on", "due_on", "standing")
    }
    assert (row["staff"], row["sectors"], row["mobile"]) == (5, ["agriculture", "food"], None)


def test_the_table_has_a_row_for_each_entry(visitor):
    rows = table(visitor)
    assert [each["slug"] for each in rows] == ["ada", "becej", "cacak"]
    row = rows[1]
    assert (row["municipality"], row["district"], row["head"]) == ("Bečej", "Južnobački upravni okrug", "Mira Đorđević")
    assert row["phone"] == "'+381216912345"
    assert (row["confirmed_on"], row["standing"], row["sites_confirmed_on"], row["sites_standing"]) == (
        day(CONFIRMED), "confirmed", day(CONFIRMED), "confirmed",
    )  # fmt: skip
    assert rows[2]["name"] == "Čačanska kancelarija"


def test_an_empty_register_is_exported_as_such(client):
    assert client.get("/podaci/kancelarije.json").json["offices"] == []
    assert client.get("/podaci/kancelarije.csv").get_data(as_text=True).count("\n") == 1


@pytest.mark.parametrize(("slug", "status"), [("ub", 404), ("kula", 410), ("nema", 404), ("becej.json", 404)])
def test_what_is_not_public_has_no_data(visitor, slug, status):
    assert visitor.get(f"/kancelarije/{slug}.json").status_code == status


@pytest.mark.parametrize(
    ("path", "media_type", "name"),
    [
        (PATHS[0], "application/json", "inline; filename=becej.json"),
        (PATHS[1], "application/json", f"attachment; filename=kancelarije-{day(NOW)}.json"),
        (PATHS[2], "text/csv; charset=utf-8", f"attachment; filename=kancelarije-{day(NOW)}.csv"),
    ],
)
def test_every_program_and_site_may_read_the_data(visitor, path, media_type, name):
    answer = visitor.get(path)
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (media_type, name)
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers.get("Set-Cookie") is None
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Content-Length" not in answer.headers, "nobody knows it before the end, and a wrong one cuts the file off"
    assert [visitor.get(prefix + path).data for prefix in ("/cir", "/en")] == [answer.data] * 2


@pytest.mark.parametrize("path", PATHS)
def test_who_has_the_data_already_does_not_get_them_again(world, visitor, path):
    first = visitor.get(path)
    by_name = {"If-None-Match": first.headers["ETag"]}
    by_time = {"If-Modified-Since": first.headers["Last-Modified"]}
    for asked in (by_name, by_time):
        again = visitor.get(path, headers=asked)
        assert (again.status_code, again.data, again.headers["Access-Control-Allow-Origin"]) == (304, b"", "*")
    with world.app.app_context():
        place = office()
        confirming.confirm(
            place, ["sites"], revision=place.published_revision_id, via=ConfirmedBy.PHONE, by=None, at=clock.now() + timedelta(minutes=2)
        )
        place.municipality.name_latin = "Stari Bečej"
        db.session.commit()
    assert visitor.get(path, headers=by_name).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_after_an_update_of_the_program_a_file_is_asked_for_anew(visitor, monkeypatch, path):
    before = visitor.get(path).headers["ETag"]
    monkeypatch.setattr(sending, "this_program", lambda: "the next one")
    assert visitor.get(path, headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize("ending", ["json", "csv", "geojson", "vcf"])
def test_a_file_is_never_older_than_its_name(world, visitor, monkeypatch, ending):
    path = f"/podaci/kancelarije.{ending}?okrug=juznobacki"

    @contextmanager
    def just_after_a_publication():
        world.ask(lambda: (publish("vrbas"), db.session.commit()))
        with snapshot() as connection:
            yield connection

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(sending, "snapshot", just_after_a_publication)
        first = visitor.get(path)
    now = visitor.get(path)
    assert (first.headers["ETag"], first.data) == (now.headers["ETag"], now.data)


def test_who_has_a_chosen_file_already_has_nothing_searched(visitor):
    path = "/podaci/kancelarije.csv?q=becej"
    known = {"If-None-Match": visitor.get(path).headers["ETag"]}
    for ask, headers, status in ((visitor.get, known, 304), (visitor.head, {}, 200)):
        with counted_queries() as statements:
            assert ask(path, headers=headers).status_code == status
        assert len([each for each in statements if each.startswith("SELECT")]) == 1


def test_the_data_are_as_old_as_the_last_change(world, visitor):
    before = visitor.get(PATHS[1]).last_modified
    with world.app.app_context():
        place = office()
        confirming.confirm(place, ["sites"], revision=place.published_revision_id, via=ConfirmedBy.PHONE, by=None, at=clock.now())
        db.session.commit()
    after = visitor.get(PATHS[1]).last_modified
    assert before <= after <= clock.now() and after >= NOW


@pytest.fixture
def demo(app, tmp_path):
    """The same database served as the demo."""
    made = make_app(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, SAMPLE_DATA=True)
    yield made.test_client()
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def test_the_demos_data_say_that_they_are_invented(world, demo):
    assert demo.get(PATHS[0]).json["sample"] is True and demo.get(PATHS[1]).json["sample"] is True
    answer = demo.get(PATHS[2])
    assert {each["sample"] for each in table(demo)} == {"true"}
    assert "filename=sample-kancelarije-" in answer.headers["Content-Disposition"]


def test_the_pages_lead_to_the_data(visitor):
    assert visitor.get("/kancelarije/becej/").page.xpath("//main//a[@href='/kancelarije/becej.json']")
    assert set(visitor.get("/kancelarije/").page.xpath("//main//a/@href")) >= set(PATHS[1:])


def test_a_file_is_its_address(app):
    world = make_world(app, lambda: {"revision": publish(confirmed=PUBLIC, office={"logo": ["a" * 32]})})
    entry = world.browser().get(PATHS[0]).json
    assert entry["sections"]["office"]["values"]["logo"] == [f"http://127.0.0.1:5000/prilozi/{'a' * 32}"]
    assert "a" * 32 not in json.dumps(entry["sections"]["contact"])


@pytest.mark.parametrize("path", PATHS)
def test_the_head_of_an_export_is_that_of_the_whole(visitor, path):
    head, whole = visitor.head(path), visitor.get(path)
    assert head.data == b""
    for name in ("Content-Type", "Content-Disposition", "ETag", "Last-Modified"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("path", PATHS[1:])
def test_the_number_of_queries_does_not_grow_with_the_entries(visitor, path):
    with counted_queries() as statements:
        assert visitor.get(path).data
    assert len([each for each in statements if each.startswith("SELECT")]) == 3
