"""The statistics for everybody: the page, its files, and the plain data."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices import following
from ledportal.statistics.declared import BY_SLUG, FIGURES
from ledportal.statistics.figures import figures
from tests.directory.entries import publish
from tests.factories import make_moderator, office
from tests.people import counted_queries, make_world, shared_world

NOW = clock.now()
TODAY = belgrade_day(NOW)


def site(number, **values):
    return {"id": f"s{number}", "name": "Zona", "type": "greenfield", "area": "10", "ownership": "private", "status": "free", **values}


def document(number, **values):
    return {"id": f"d{number}", "type": "led_strategy", "title": "Strategija", "start": "2001", "end": str(TODAY.year), **values}


@pytest.fixture
def world(app):
    def make():
        staff, at = make_moderator(), NOW - timedelta(days=3)
        sites = {"sites": [site(1, free="2.5"), site(2, type="brownfield"), site(3, status="sold")]}
        publish("becej", by=staff, at=at, sites=sites, documents={"documents": [document(1)]})
        documents = {"documents": [document(1), document(2), document(3, type="action_plan", end=str(TODAY.year - 1))]}
        agency = {"form": "agency", "staff": "12", "founded": "2021"}
        publish("vrbas", by=staff, at=at, office=agency, sites={"sites": []}, documents=documents, environment={"certificate": "none"})
        publish("ada", by=staff, at=at).office.status = "closed"
        publish("sid", by=staff, at=at).office.municipality.active = False
        office("cacak").status = "exists"
        return {"staff": staff}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def words(element):
    return " ".join("".join(element.itertext()).split())


def table_of(page, slug):
    rows = page.xpath(f"//section[@aria-labelledby='{slug}']//table[contains(@class, 'stat__table')]/tbody/tr")
    return [[words(cell) for cell in row] for row in rows]


def test_the_plain_figures_are_those_of_the_entries_that_count(world):
    found = world.ask(lambda: figures(today=TODAY))
    assert (found["as_of"], found["municipalities"], found["entries"]) == (TODAY.isoformat(), 144, 2)
    assert (found["median_staff"], found["median_founded"]) == (5, 2008)
    by_name = {each["name"]: each for each in found["figures"]}
    assert list(by_name) == [each.name for each in FIGURES]
    values = {name: {code: number for code, number in each["values"].items() if number} for name, each in by_name.items()}
    assert values == {
        "coverage": {"entry": 2, "exists": 1, "none": 1, "unknown": 140},
        "form": {"office": 1, "agency": 1},
        "staff": {"4-6": 1, "11-": 1},
        "founded": {"2005-2009": 1, "2020-": 1},
        "certificate": {"certified": 1, "none": 1},
        "sector": {"agriculture": 2, "food": 2},
        "free_sites": {"greenfield": 2.5, "brownfield": 10.0},
        "documents": {"led_strategy": 3},
    }
    districts = {each["district"]: (each["whole"], each["values"]["greenfield"]) for each in by_name["free_sites"]["districts"]}
    assert districts.pop("juznobacki") == (12.5, 2.5)
    assert set(districts.values()) == {(0, 0)} and len(districts) == 24
    held = by_name["documents"]["offices"]
    assert {code: number for code, number in held.items() if number} == {"any": 2, "led_strategy": 2}
    assert all("offices" not in each for name, each in by_name.items() if name != "documents")


def figure_of(found, name):
    return next(each for each in found["figures"] if each["name"] == name)


def changed(world, make):
    with world.app.app_context():
        make()
        db.session.commit()


def counted(world):
    """Return what is counted and from which districts entries were read for it."""
    with counted_queries() as statements:
        found = world.ask(lambda: figures(today=TODAY))
    whole = {each["name"]: {code: number for code, number in each["values"].items() if number} for each in found["figures"]}
    return whole, [each for each in statements if "listings.content" in each.lower() or "json_extract" in each.lower()]


def test_only_the_districts_in_which_something_changed_are_counted_anew(world):
    before, read = counted(world)
    assert len(read) == 1 and "district_code IN" not in read[0]
    assert counted(world) == (before, [])
    changed(world, lambda: publish("bor", at=NOW, sites={"sites": [site(1, area="7.25")]}))
    after, read = counted(world)
    assert len(read) == 1 and "district_code IN" in read[0]
    assert after["coverage"] == {"entry": 3, "exists": 1, "none": 1, "unknown": 139}
    assert after["free_sites"] == {"greenfield": 9.75, "brownfield": 10.0}
    following.forget(world.app)
    assert counted(world)[0] == after


def test_all_is_counted_anew_where_a_municipality_moves_to_another_district(world):
    counted(world)
    changed(world, lambda: setattr(office("becej").municipality, "district_code", "00"))
    found = world.ask(lambda: figures(today=TODAY))
    assert found["entries"] == 2
    hectares = {each["district"]: each["whole"] for each in figure_of(found, "free_sites")["districts"]}
    assert hectares["juznobacki"] == 0 and sum(hectares.values()) == 12.5
    following.forget(world.app)
    assert world.ask(lambda: figures(today=TODAY)) == found


def test_a_district_that_no_municipality_lies_in_any_more_is_gone(world):
    def leave():
        for each in db.session.scalars(select(Municipality).where(Municipality.district_code == "06")):
            each.district_code = "00"

    counted(world)
    changed(world, leave)
    found = world.ask(lambda: figures(today=TODAY))
    assert found["municipalities"] == 144 and len(figure_of(found, "coverage")["districts"]) == 24


def test_an_office_that_closes_or_leaves_the_register_counts_no_more(world):
    counted(world)
    changed(world, lambda: setattr(office("becej"), "status", "closed"))
    changed(world, lambda: setattr(office("vrbas").municipality, "active", False))
    found, _ = counted(world)
    assert found["coverage"] == {"exists": 1, "none": 2, "unknown": 140}
    assert found["form"] == {}


def test_the_page_shows_each_figure_as_a_chart_with_its_table(visitor):
    page = visitor.get("/statistika/").page
    assert table_of(page, "sertifikat") == [
        ["None", "1", "50%"], ["In progress", "0", "0%"], ["Certified", "1", "50%"], ["In recertification", "0", "0%"],
        ["Expired", "0", "0%"], ["Offices with an entry", "2", "100%"],
    ]  # fmt: skip
    assert table_of(page, "slobodne-lokacije")[:2] == [["Brownfield", "10", "80%"], ["Greenfield", "2,5", "20%"]]
    for each in FIGURES:
        section = page.xpath(f"//section[@aria-labelledby='{each.slug}']")[0]
        assert words(section.find("h2")) == each.question
        drawn = [words(text) for text in section.xpath("./div//*[@class='bars__figure']")]
        rows = table_of(page, each.slug)[:-1]
        assert len(drawn) == len(rows) and all(row[1] in text and row[2] in text for row, text in zip(rows, drawn, strict=True))


def test_a_table_is_a_file_by_district(visitor):
    answer = visitor.get("/statistika/slobodne-lokacije.csv")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == ["District", "Hectares", "Greenfield", "Brownfield", "Industrial zone", "Business premises"]
    assert rows[1] == ["Serbia", "12,5", "2,5", "10", "0", "0"]
    assert ["Južnobački upravni okrug", "12,5", "2,5", "10", "0", "0"] in rows
    assert len(rows) == 27
    assert visitor.get("/statistika/nema.csv").status_code == 404


def test_documents_are_counted_with_the_offices_that_have_them(visitor):
    page = visitor.get("/statistika/").page
    assert table_of(page, "dokumenta")[0] == ["LED strategy", "3", "100%", "2"]
    assert table_of(page, "dokumenta")[-1] == ["Documents in force", "3", "100%", "2"]


def test_districts_are_compared_where_one_number_tells_them_apart(visitor):
    page = visitor.get("/statistika/").page
    drawn = {slug: page.xpath(f"//section[@aria-labelledby='{slug}']//details//*[@class='bars__figure']") for slug in BY_SLUG}
    assert {slug for slug, bars in drawn.items() if bars} == {"pokrivenost", "sertifikat", "slobodne-lokacije", "dokumenta"}
    assert all(len(bars) == 25 for bars in drawn.values() if bars)
    assert [words(bar) for bar in drawn["slobodne-lokacije"]][:2] == ["12,5 ha", "0 ha"]
    assert next(words(bar) for bar in drawn["pokrivenost"]) == "2 / 12 (17%)"


def test_an_empty_register_says_so(app):
    page = app.test_client().get("/statistika/").page
    assert {each.get("aria-labelledby") for each in page.xpath("//section[.//*[@class='bars']]")} == {"pokrivenost"}
    assert words(page.xpath("//section[@aria-labelledby='oblik']")[0]).endswith("The figure will stand here.")


def test_where_no_document_is_in_force_the_page_says_so(app):
    over = document(1, end=str(TODAY.year - 1))
    make_world(app, lambda: {"becej": publish("becej", at=NOW, documents={"documents": [over]}).office})
    section = app.test_client().get("/statistika/").page.xpath("//section[@aria-labelledby='dokumenta']")[0]
    assert words(section).endswith("At present there are none.")


def test_the_page_is_the_same_for_everybody_and_asks_few_questions(world):
    with counted_queries() as statements:
        answer = world.browser().get("/statistika/")
    assert len([each for each in statements if each.startswith("SELECT")]) <= 5
    assert answer.headers.get("Set-Cookie") is None
    assert words(answer.page.xpath("//body")[0]) == words(world.browser("staff").get("/statistika/").page.xpath("//body")[0])
