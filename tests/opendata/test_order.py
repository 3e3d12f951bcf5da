"""The API gives offices in the directory's orders too, and its pages stay right while the register changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.extensions import db
from ledportal.offices.models import Office
from tests.directory.entries import PUBLIC, publish
from tests.factories import office
from tests.people import shared_world

NOW = clock.now()
OFFICES = "/api/v1/offices"
SLUGS = ("zrenjanin", "cacak", "becej", "ada", "sabac", "vrbas")


@pytest.fixture
def world(app):
    def make():
        for days, slug in enumerate(SLUGS, start=1):
            publish(slug, confirmed=PUBLIC if days % 2 else (), at=NOW - timedelta(days=days))
        publish("kula", office={"about": "Kancelarija kod Bečeja"}, contact={"place": "Bečej"}, at=NOW - timedelta(days=400))
        publish("bac").office.status = "closed"
        return {}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def slugs(page):
    return [row["slug"] for row in page["data"]]


def local(address):
    return address.removeprefix("http://127.0.0.1:5000")


def read(visitor, address, between=None):
    """Return the slugs of all pages; ``between`` is done once, after the first."""
    found, page = [], visitor.get(address).json
    while True:
        found += slugs(page)
        if not page["next"]:
            return found
        if between:
            between()
            between = None
        page = visitor.get(local(page["next"])).json


def as_listed(visitor, asked):
    """Return the slugs in the order in which the directory saves them."""
    return [row["slug"] for row in visitor.get(f"/podaci/kancelarije.json?{asked}").json["offices"]]


@pytest.mark.parametrize("limit", [1, 3, 500])
@pytest.mark.parametrize(
    ("page", "api"),
    [
        ("q=becej&poredak=relevance", "q=becej&order=relevance"),
        ("q=bečeja", "q=bečeja&order=relevance"),
        ("poredak=relevance", "order=relevance"),
        ("poredak=name", "order=name"),
        ("poredak=confirmed", "order=confirmed"),
        ("poredak=changed&okrug=juznobacki", "order=changed&district=juznobacki"),
    ],
)
def test_each_order_is_that_of_the_directory(visitor, page, api, limit):
    found = read(visitor, f"{OFFICES}?{api}&limit={limit}")
    assert found == as_listed(visitor, page) and len(found) > 1


def test_the_best_match_comes_first_only_where_that_is_asked_for(visitor):
    assert slugs(visitor.get(f"{OFFICES}?q=bečej&order=relevance&limit=1").json) == ["becej"]
    with_text, without = slugs(visitor.get(f"{OFFICES}?q=bečej").json), slugs(visitor.get(OFFICES).json)
    assert with_text == [slug for slug in without if slug in with_text]
    assert without != as_listed(visitor, "poredak=name")


@pytest.mark.parametrize("order", ["name", "confirmed", "changed", "relevance"])
def test_what_does_not_change_comes_once_whatever_else_changes(world, visitor, order):
    asked = f"{OFFICES}?q=kancelarija&order={order}&limit=3"
    before = read(visitor, asked)
    last, later = before[2], before[4]

    def change():
        with world.app.app_context():
            publish("sid", at=clock.now())
            publish(last, confirmed=PUBLIC, office={"name": "Sasvim drugi naziv"}, at=clock.now())
            db.session.commit()

    found = read(visitor, asked, between=change)
    unchanged = [slug for slug in found if slug not in {"sid", last}]
    assert unchanged == [slug for slug in before if slug != last] and later in unchanged


@pytest.mark.parametrize("order", ["name", "confirmed", "changed"])
def test_pages_go_on_where_the_last_office_was_though_it_has_gone(world, visitor, order):
    asked = f"{OFFICES}?order={order}&limit=3"
    before = read(visitor, asked)

    def change():
        with world.app.app_context():
            office(before[2]).municipality.active = False
            db.session.commit()

    assert read(visitor, asked, between=change) == before


def test_a_cursor_of_another_order_is_understood(visitor):
    number = visitor.get(f"{OFFICES}?limit=1").json["next"].rpartition("=")[2]
    for cursor in (number, f"0.5.5.{number}", "999999999", "1.99999999999999999.999999999.0"):
        for order in ("", "&order=name", "&order=confirmed", "&order=relevance&q=becej"):
            assert visitor.get(f"{OFFICES}?cursor={cursor}{order}").status_code == 200


@pytest.mark.parametrize("wrong", ["order=slug", "order=name&order=changed", "order=name&cursor=1.2.3", "order=name&cursor=2.1.1.1"])
def test_what_is_no_order_is_refused(visitor, wrong):
    assert visitor.get(f"{OFFICES}?{wrong}").status_code == 400


@pytest.mark.parametrize("text", ["%20", "%E2%80%8B", "...", "%E2%80%8B%20%21", "%F0%9F%98%80"])
def test_a_text_without_words_is_as_good_as_none_everywhere(world, visitor, text):
    everything = slugs(visitor.get(OFFICES).json)
    assert slugs(visitor.get(f"{OFFICES}?q={text}").json) == everything
    assert slugs(visitor.get(f"{OFFICES}?q={text}&district=juznobacki").json) == slugs(visitor.get(f"{OFFICES}?district=juznobacki").json)
    assert as_listed(visitor, f"q={text}") == as_listed(visitor, "")
    with world.app.app_context():
        assert len(everything) == db.session.query(Office).filter(Office.published_revision_id.is_not(None)).count()
