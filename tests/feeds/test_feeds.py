"""The feeds: one entry for each public change, in the register, a district, an office, or of what a search finds."""

from __future__ import annotations

from datetime import timedelta

import feedparser
import pytest

from ledportal import clock
from ledportal.administration.actions import change_status
from ledportal.offices import actions, change_queries, confirming
from ledportal.offices.models import ConfirmedBy
from tests.directory.entries import publish
from tests.factories import full_content, make_moderator, office
from tests.people import counted_queries, make_world, shared_world

BASE = "http://127.0.0.1:5000"
NOW = clock.now()
HOUR = timedelta(hours=1)
FEEDS = (
    "/novosti.atom",
    "/okruzi/juznobacki/novosti.atom",
    "/kancelarije/nis/novosti.atom",
    "/kancelarije/novosti.atom?q=ni%C5%A1&okrug=nisavski",
)


def update(slug, *, at, by, **sections):
    """Publish another version of an office's entry."""
    place = office(slug)
    draft = actions.start_draft(place, by=place.members[0], at=at)
    draft.content = full_content(**sections)
    actions.submit(draft, version=draft.version, by=place.members[0], at=at)
    actions.approve(draft, version=draft.version, by=by, at=at)


def make():
    staff, start = make_moderator(), NOW - timedelta(days=9)
    publish("becej", at=start, by=staff, contact={"head": "Stara Glava"})
    publish("nis", at=start + HOUR, by=staff)
    update("becej", at=start + 2 * HOUR, by=staff, contact={"head": "Nova Glava"}, learning={"training_needs": "Nešto drugo"})
    update("becej", at=start + 3 * HOUR, by=staff, contact={"head": "Nova Glava"}, learning={"training_needs": "Opet drugo"})
    confirming.confirm(
        office("nis"), ["sites"], revision=office("nis").published_revision_id, via=ConfirmedBy.PHONE, by=None, at=start + 4 * HOUR
    )
    for number, (slug, status, successor) in enumerate(
        [("nis", "closed", None), ("nis", "exists", None), ("ada", "closed", "becej"), ("ub", "being_set_up", None)]
    ):
        place = office(slug)
        change_status(
            place, status, office(successor) if successor else None, version=place.version, by=staff, at=start + (5 + number) * HOUR
        )
    publish("kula", at=start + 9 * HOUR, by=staff).office.municipality.active = False
    return {"becej": office()}


@pytest.fixture
def world(app):
    return shared_world(app, make)


def read(world, path):
    answer = world.browser().get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml"), path
    found = feedparser.parse(answer.data)
    assert not found.bozo
    return found


ALL = [
    ("Ub: Office being set up", "Before: It is not known whether there is an office"),
    ("Ada: Office merged into another", "Its tasks were taken over by the office of: Bečej"),
    ("Niš: There is an office again", "Before: Office closed"),
    ("Niš: Office closed", "Before: There is an office"),
    ("Bečej: Entry updated", "Changed: Contact"),
    ("Niš: New entry", "The office's entry is public for the first time."),
    ("Bečej: New entry", "The office's entry is public for the first time."),
]


TOLD = {
    "/novosti.atom": {"Ub", "Ada", "Niš", "Bečej"},
    "/okruzi/juznobacki/novosti.atom": {"Bečej"},
    "/kancelarije/nis/novosti.atom": {"Niš"},
    "/kancelarije/vrbas/novosti.atom": set(),
    "/kancelarije/novosti.atom?q=nis": {"Niš"},
    "/kancelarije/novosti.atom?okrug=nisavski&okrug=juznobacki": {"Niš", "Bečej"},
    "/kancelarije/novosti.atom?q=nis&okrug=juznobacki": set(),
}


def test_a_feed_tells_what_changed_the_newest_first(world):
    for path, places in TOLD.items():
        told = [(entry.title, entry.summary) for entry in read(world, path).entries]
        assert told == [each for each in ALL if each[0].partition(":")[0] in places], path


@pytest.mark.parametrize("asked", ["okrug=nisavski&okrug=juznobacki", "q=nis", "q=nis&okrug=juznobacki"])
def test_of_many_offices_the_feed_tells_the_same_as_of_few(world, monkeypatch, asked):
    told = [entry.title for entry in read(world, f"/kancelarije/novosti.atom?{asked}").entries]
    monkeypatch.setattr(change_queries, "FEW", 1)
    assert [entry.title for entry in read(world, f"/kancelarije/novosti.atom?{asked}&strana=1").entries] == told


@pytest.mark.database("sqlite")
def test_an_entry_leads_to_the_office_and_says_when_it_was(world):
    entry = read(world, "/novosti.atom").entries[-1]
    at = (NOW - timedelta(days=9)).timetuple()[:6]
    assert (entry.link, entry.published_parsed[:6], entry.updated_parsed[:6]) == (f"{BASE}/kancelarije/becej/", at, at)
    assert [tag.term for tag in entry.tags] == ["published"]
    assert [tag.term for tag in read(world, "/kancelarije/becej/novosti.atom").entries[0].tags] == ["updated", "contact"]


@pytest.mark.database("sqlite")
def test_names_stay_the_same_and_are_nobody_elses(world):
    everything, again = read(world, "/novosti.atom"), read(world, "/novosti.atom")
    names = [entry.id for entry in everything.entries]
    assert names == [entry.id for entry in again.entries] and len(set(names)) == len(names)
    assert all(name.startswith("tag:127.0.0.1,2026:promena/") for name in names)
    assert {entry.id for entry in read(world, "/kancelarije/nis/novosti.atom").entries} < set(names)
    paths = (
        "/novosti.atom",
        "/okruzi/juznobacki/novosti.atom",
        "/kancelarije/nis/novosti.atom",
        "/kancelarije/novosti.atom?q=nis",
        "/en/novosti.atom",
    )
    assert len({read(world, path).feed.id for path in paths}) == len(paths)


@pytest.mark.database("sqlite")
def test_no_feed_names_who_led_an_office(world):
    for path in ("/novosti.atom", "/kancelarije/becej/novosti.atom"):
        text = world.browser().get(path).text
        assert "Glava" not in text and "drugo" not in text


@pytest.mark.parametrize(
    "path",
    ["/novosti.atom", "/okruzi/juznobacki/novosti.atom", "/kancelarije/nis/novosti.atom", "/kancelarije/novosti.atom?q=u%C5%A1%C4%87e"],
)
@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_a_feed_says_where_it_is_and_where_people_read_the_same(world, prefix, path):
    found = read(world, prefix + path).feed
    links = {link.rel: link.href for link in found.links}
    assert links["self"] == f"{BASE}{prefix}{path}" and links["alternate"].startswith(f"{BASE}{prefix}/")
    assert world.browser().get(links["alternate"].removeprefix(BASE)).status_code == 200


@pytest.mark.database("sqlite")
def test_each_version_of_the_register_has_its_feeds(translated):
    world = make_world(translated, make)
    titles = {prefix: read(world, f"{prefix}/kancelarije/becej/novosti.atom").entries[0] for prefix in ("", "/cir", "/en")}
    assert [(each.title, each.summary) for each in titles.values()] == [
        ("Bečej: Zapis izmenjen", "Izmenjeno: Kontakt"), ("Бечеј: Запис измењен", "Измењено: Контакт"),
        ("Bečej: Entry updated", "Changed: Contact"),
    ]  # fmt: skip
    assert [each.link for each in titles.values()] == [f"{BASE}{prefix}/kancelarije/becej/" for prefix in titles]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/okruzi/nema/novosti.atom", 404),
        ("/kancelarije/nema/novosti.atom", 404),
        ("/kancelarije/kula/novosti.atom", 410),
        ("/kancelarije/novosti.atom?okrug=nema", 404),
    ],
)
def test_of_what_is_not_in_the_register_there_is_no_feed(world, path, status):
    assert world.browser().get(path).status_code == status


@pytest.mark.database("sqlite")
def test_an_empty_register_has_a_feed_without_news(client):
    found = feedparser.parse(client.get("/novosti.atom").data)
    assert not found.bozo and found.entries == [] and found.feed.updated


BELONG = {
    "/": ["/novosti.atom"],
    "/kancelarije/becej/": ["/kancelarije/becej/novosti.atom", "/novosti.atom"],
    "/kancelarije/ub/": ["/kancelarije/ub/novosti.atom", "/novosti.atom"],
    "/kancelarije/": ["/novosti.atom"],
    "/kancelarije/?okrug=juznobacki": ["/okruzi/juznobacki/novosti.atom", "/novosti.atom"],
    "/kancelarije/?q=ni%C5%A1&okrug=nisavski&poredak=name": [FEEDS[3], "/novosti.atom"],
    "/o-registru/": [],
    "/kancelarije/nema/": [],
}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_a_page_leads_programs_to_its_feeds(world, prefix):
    visitor = world.browser()
    for path, feeds in BELONG.items():
        links = visitor.get(prefix + path).page.xpath("//head/link[@rel='alternate'][@type='application/atom+xml']")
        assert [link.get("href") for link in links] == [prefix + feed for feed in feeds], path
        assert len({link.get("title") for link in links}) == len(feeds)
        assert {visitor.get(prefix + feed).status_code for feed in feeds} <= {200}


@pytest.mark.database("sqlite")
def test_the_number_of_queries_does_not_grow_with_the_news(world):
    with counted_queries() as few:
        read(world, "/kancelarije/vrbas/novosti.atom")
    with counted_queries() as many:
        read(world, "/novosti.atom")
    assert len(many) <= len(few) + 3
