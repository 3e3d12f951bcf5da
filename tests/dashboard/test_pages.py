"""The dashboard: the same figures for everybody, and for staff the offices behind them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.dashboard import queries
from ledportal.dashboard.counting import BITS, WINDOWS, Entry, bound, history, month_ends
from ledportal.dashboard.queries import Condition
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices import confirming
from ledportal.offices.models import ConfirmedBy, Listing
from ledportal.offices.periods import DEFAULT
from ledportal.offices.standing import Standing, from_values, standing
from ledportal.script import sort_key
from tests.directory.entries import PUBLIC, publish
from tests.factories import make_moderator, office
from tests.people import counted_queries, shared_world

NOW = clock.now()
TODAY = belgrade_day(NOW)
ENTRIES = {"becej": 10, "vrbas": 120, "cacak": 250, "ruma": 420, "bor": 700}
"""How many days ago each was confirmed as a whole."""


@pytest.fixture
def world(app):
    def make():
        staff = make_moderator()
        for slug, days in ENTRIES.items():
            publish(slug, confirmed=PUBLIC, at=NOW - timedelta(days=days), by=staff)
        publish("kula", confirmed=["contact"], at=NOW - timedelta(days=30), by=staff)
        publish("ada", confirmed=PUBLIC, at=NOW - timedelta(days=5), by=staff).office.status = "closed"
        publish("sid", confirmed=PUBLIC, at=NOW - timedelta(days=5), by=staff).office.municipality.active = False
        confirm("bor", ["contact", "sites"], days=400)
        confirm("bor", PUBLIC, days=395)
        return {"staff": staff}

    return shared_world(app, make)


def confirm(slug, sections, *, days):
    place = office(slug)
    confirming.confirm(place, sections, revision=place.published_revision_id, via=ConfirmedBy.PHONE, by=None, at=NOW - timedelta(days=days))


def words(element):
    return " ".join("".join(element.itertext()).split())


def figures_of(page):
    return {words(each.find("dt")): words(each.find("dd")) for each in page.xpath("//*[@class='figures']/div")}


def test_everybody_sees_what_share_is_confirmed(world):
    answer = world.browser().get("/svezina/")
    assert answer.headers.get("Set-Cookie") is None
    assert words(answer.page.xpath("//main/p")[0]).startswith("6 published entries. As of: ")
    assert figures_of(answer.page) == {
        "Confirmed in the last 3 months: 1 of 6": "17%",
        "Confirmed in the last 6 months: 2 of 6": "33%",
        "Confirmed in the last 12 months: 3 of 6": "50%",
        "Median age of a confirmation, in days": "250",
    }
    assert [words(each) for each in answer.page.xpath("//*[@class='standings']/li")] == ["Confirmed 2", "Not confirmed 2", "Out of date 2"]


def test_each_district_has_its_figures(world):
    page = world.browser().get("/svezina/").page
    rows = [[words(cell) for cell in row.xpath("th | td")] for row in page.xpath("//section[@aria-labelledby='by-district']//tbody/tr")]
    assert ["Južnobački upravni okrug", "2", "100%", "100%", "50%", "0", "0"] in rows
    assert ["Zapadnobački upravni okrug", "1", "0%", "0%", "0%", "1", "0"] in rows
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=sort_key)


def test_the_chart_says_in_words_what_it_shows_and_has_its_table(world):
    page = world.browser().get("/svezina/").page
    (chart,) = page.xpath("//*[local-name()='svg'][@role='img']")
    assert chart.xpath("string(.//*[@id='chart-title'])").startswith("Share of entries that were confirmed")
    assert len(chart.xpath(".//*[local-name()='polyline']")) == 3
    rows = page.xpath("//section[@aria-labelledby='over-time']//tbody/tr")
    last = month_ends(TODAY)[-1]
    assert len(rows) == 24 and words(rows[0].find("th")) == f"{last.month}/{last.year}"


def test_no_figure_changes_with_the_version(world):
    found = [world.browser().get(f"{prefix}/svezina/").page.xpath("//dd/text()") for prefix in ("", "/cir", "/en")]
    assert found[0] == found[1] == found[2]


def test_without_entries_there_is_nothing_to_count(client):
    page = client.get("/svezina/").page
    assert "No office is published yet." in words(page.xpath("//main")[0])
    assert not page.xpath("//*[@role='img']")


def test_the_history_is_what_was_confirmed_and_published(world):
    def told():
        days = month_ends(TODAY)
        return history(queries.entries(bound(days[0], max(WINDOWS))), days)

    def expected():
        everything = sum(BITS.values())
        first = {slug: belgrade_day(NOW - timedelta(days=days)) for slug, days in ENTRIES.items()}
        made = [Entry(day, [(day, everything)]) for slug, day in first.items() if slug != "bor"]
        again = [belgrade_day(NOW - timedelta(days=days)) for days in (400, 395)]
        some = BITS["contact"] | BITS["sites"]
        made.append(Entry(first["bor"], [(first["bor"], everything), (again[0], some), (again[1], everything)]))
        partly = belgrade_day(NOW - timedelta(days=30))
        return history([*made, Entry(partly, [(partly, BITS["contact"])])], month_ends(TODAY))

    assert world.ask(told) == expected()


def test_the_database_says_the_same_of_each_entry_as_its_sections(world):
    def found(condition):
        return {(each.slug, state) for state in Standing for each in db.session.scalars(queries.offices(condition, standing=state))}

    def expected(condition):
        listings = db.session.scalars(queries.offices(condition))
        return {(each.slug, standing(from_values(each.sections), DEFAULT, today=condition.today)) for each in listings}

    conditions = [Condition(DEFAULT, TODAY + timedelta(days=ahead)) for ahead in range(-3, 800, 7)]
    told = world.ask(lambda: [found(each) for each in conditions])
    assert told == world.ask(lambda: [expected(each) for each in conditions])
    assert {state for states in told for _, state in states} == set(Standing)


def test_the_number_of_queries_does_not_grow_with_the_entries(world):
    visitor = world.browser()
    with counted_queries() as statements:
        visitor.get("/svezina/")
    assert len([each for each in statements if each.startswith("SELECT")]) == 6


def test_each_figure_of_the_staffs_page_leads_to_as_many_offices(world):
    browser = world.browser("staff")
    page = browser.get("/moderacija/svezina/").page
    links = {(each.get("href"), words(each)) for each in page.xpath("//main//a[contains(@href, '/svezina/kancelarije/?')]")}
    assert len(links) > 10
    for href, number in links:
        assert len(browser.get(href).page.xpath("//main//tbody/tr")) == int(number), href


def names(page):
    return [words(each.find("a")) for each in page.xpath("//main//tbody/tr/th")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Ruma", "Bor", "Čačak", "Kula", "Vrbas", "Bečej"]),
        ({"stanje": "outdated"}, ["Ruma", "Bor"]),
        ({"potvrda": "6"}, ["Vrbas", "Bečej"]),
        ({"potvrda": "older"}, ["Ruma", "Bor", "Kula"]),
        ({"potvrda": "never"}, ["Kula"]),
        ({"okrug": "juznobacki", "stanje": "confirmed"}, ["Vrbas", "Bečej"]),
        ({"okrug": "nema", "stanje": "x", "potvrda": "99"}, ["Ruma", "Bor", "Čačak", "Kula", "Vrbas", "Bečej"]),
        ({"okrug": "borski", "potvrda": "3"}, []),
    ],
)
def test_staff_narrow_the_list_of_offices(world, query, expected):
    assert names(world.browser("staff").get("/moderacija/svezina/kancelarije/", query_string=query).page) == expected


def test_a_row_says_whom_to_call(world):
    row = world.browser("staff").get("/moderacija/svezina/kancelarije/?potvrda=never").page.xpath("//main//tbody/tr")[0]
    assert "Not confirmed" in words(row) and "Mira Đorđević" in words(row)
    assert row.xpath(".//a[starts-with(@href, 'tel:')]/@href") == ["tel:+381216912345"]


def test_staff_take_the_list_along(world):
    answer = world.browser("staff").get("/moderacija/svezina/kancelarije.csv?stanje=outdated")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert [each["Town or municipality"] for each in rows] == ["Ruma", "Bor"]
    assert (rows[0]["State"], rows[0]["Telephone"]) == ("Out of date", "'+381216912345")
    assert rows[0]["Last confirmed"] == belgrade_day(NOW - timedelta(days=420)).isoformat()
    assert answer.headers["Content-Disposition"] == f"attachment; filename=svezina-{TODAY}.csv"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/moderacija/svezina/", "/moderacija/svezina/kancelarije/", "/moderacija/svezina/kancelarije.csv"])
def test_the_names_behind_the_figures_are_for_staff(world, path):
    assert world.browser().get(path).status_code in {302, 303}


def test_the_median_counts_what_was_never_confirmed_as_the_oldest(world):
    def half_never():
        for slug in ENTRIES:
            db.session.get_one(Listing, office(slug).id).confirmed_at = None
        return queries.median_day(6)

    assert world.ask(half_never) is None
