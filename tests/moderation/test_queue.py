"""The queue: who waits, for how long, for what, with whom."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from ledportal import clock
from ledportal.dates import BELGRADE, local_day
from ledportal.extensions import db
from ledportal.moderation import actions
from ledportal.offices import actions as decisions
from ledportal.offices.actions import Ruling
from ledportal.offices.models import Revision
from tests.factories import make_member, make_moderator, office
from tests.moderation.steps import QUEUE, publish, send_back, submit, url, words
from tests.people import World, counted_queries, made_once, make_world


@pytest.fixture
def now():
    """Noon of today: an hour near midnight is another day on the other side of a change to summer time."""
    return datetime.combine(local_day(clock.now()), time(12), BELGRADE)


@pytest.fixture
def world(app, now):
    def make():
        staff, other = make_moderator(name="Ana Šefić"), make_moderator(name="Đura Žikić")
        head = make_member(office("becej"))
        publish(office("becej"), head, staff, at=now - timedelta(days=90))
        changed = submit(office("becej"), head, at=now - timedelta(days=3), contact={"head": "Petar Savić", "position": "šef"},
                         office={"staff": "7"})  # fmt: skip
        oldest = submit(office("cacak"), make_member(office("cacak")), at=now - timedelta(days=40))
        actions.assign(oldest, staff, seen=0, by=staff, at=now)
        newest = submit(office("ub"), make_member(office("ub")), at=now)
        returned = submit(office("ada"), make_member(office("ada")), at=now - timedelta(days=9))
        send_back(returned, other, at=now - timedelta(days=8))
        rejected = submit(office("bor"), make_member(office("bor")), at=now - timedelta(days=6))
        decisions.reject(rejected, version=rejected.version, ruling=Ruling(("wrong",)), by=other, at=now - timedelta(days=5))
        return {"staff": staff, "other": other, "head": head, "changed": changed, "oldest": oldest, "newest": newest, "returned": returned}

    return World(app, dict(made_once(app, (__name__, now), lambda: make_world(app, make).ids)))


def rows(world, query="", by="staff"):
    page = world.browser(by).get(QUEUE + query).page
    return [[words(each) for each in row.xpath("./th | ./td")] for row in page.xpath("//tbody/tr")]


def test_the_oldest_stands_first_with_its_age_in_days_its_changes_and_who_has_it(world):
    found = rows(world)
    assert [row[0] for row in found] == ["ČačakMoravica District", "BečejSouth Bačka District", "UbKolubara District"]
    assert all(row[1].startswith(age) for row, age in zip(found, ("40 days", "3 days", "since today"), strict=True))
    assert [row[2] for row in found] == ["First submission", "Office (1), Contact (2)", "First submission"]
    assert [row[3] for row in found] == ["Ana Šefić", "nobody", "nobody"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?stanje=mine", ["Čačak"]),
        ("?stanje=returned", ["Ada"]),
        ("?stanje=decided", ["Bor", "Ada", "Bečej"]),
        ("?q=cacak", ["Čačak"]),
        ("?q=ЧАЧ", ["Čačak"]),
        ("?q=bečej", ["Bečej"]),
        ("?q=%25", ["Čačak", "Bečej", "Ub"]),
        ("?okrug=06", ["Bečej"]),
        ("?okrug=06&q=cacak", []),
        ("?okrug=nema", ["Čačak", "Bečej", "Ub"]),
        ("?stanje=decided&q=ada", ["Ada"]),
    ],
)
def test_the_queue_is_narrowed_by_its_address(world, query, found):
    got = [row[0] for row in rows(world, query)]
    assert len(got) == len(found) and all(text.startswith(name) for text, name in zip(got, found, strict=True))


def test_the_numbers_of_each_state_follow_the_filters_and_the_filters_stay_in_the_links(world):
    page = world.browser("staff").get(f"{QUEUE}?okrug=06&q=becej").page
    links = page.xpath("//ul[@class='switch']//a")
    assert [words(each) for each in links] == ["Waiting (1)", "Mine (0)", "With the office for correction (0)", "Decided"]
    assert links[1].get("href") == f"{QUEUE}?stanje=mine&q=becej&okrug=06"
    assert page.xpath("//input[@name='q']/@value") == ["becej"] and page.xpath("//option[@selected]/@value") == ["06"]


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("?q=nema", "Nothing found"),
        ("?stanje=mine", "You have no submission"),
    ],
)
def test_an_empty_list_says_what_will_stand_there(world, query, heading):
    page = world.browser("other").get(QUEUE + query).page
    assert [words(each) for each in page.xpath("//div[@class='empty']/h2")] == [heading]


def test_an_empty_queue_says_so_in_each_state(app):
    world = make_world(app, lambda: {"staff": make_moderator()})
    headings = [
        words(world.browser("staff").get(f"{QUEUE}?stanje={state}").page.xpath("//div[@class='empty']/h2")[0])
        for state in ("waiting", "mine", "returned", "decided")
    ]
    assert headings == [
        "Nothing waits for review",
        "You have no submission",
        "No office is correcting its profile",
        "Nothing was decided yet",
    ]


def test_a_correction_is_marked_and_leaves_the_list_of_returned_ones(world, now):
    make_world(world.app, lambda: {"again": submit(office("ada"), make_member(office("ada"), role="editor"), at=now)})
    assert [row[2] for row in rows(world, "?q=ada")] == ["First submission Corrected"]
    assert rows(world, "?stanje=returned") == []


def test_a_confirmation_without_changes_says_that_nothing_changed(world, now):
    def make():
        revision = db.session.get_one(Revision, world["changed"])
        revision.content = revision.office.published_revision.content
        return {}

    make_world(world.app, make)
    assert [row[2] for row in rows(world, "?q=becej")] == ["Nothing"]
    assert "Nothing changed." in words(world.browser("staff").get(url(world["changed"])).page.xpath("//main")[0])


@pytest.mark.parametrize("query", ["?stanje=x", "?strana=2", "?strana=0", "?stanje=" + "x" * 5000])
def test_a_list_that_is_none_is_not_found(world, query):
    assert world.browser("staff").get(QUEUE + query).status_code == 404


def test_only_staff_see_the_queue(world):
    assert {each: world.browser(each).get(QUEUE).status_code for each in ("head", None, "other")} == {"head": 404, None: 303, "other": 200}


SLUGS = ("nis", "uzice", "vrsac", "pozega", "kanjiza", "arilje", "backa-topola", "paracin", "pirot", "prokuplje")


@pytest.mark.parametrize("state", ["waiting", "mine", "returned", "decided"])
def test_a_long_queue_takes_as_many_queries_as_a_short_one(world, now, state):
    staff = world.browser("staff")
    with counted_queries() as few:
        staff.get(f"{QUEUE}?stanje={state}")

    def make():
        person = db.session.get_one(Revision, world["oldest"]).assignee
        for slug in SLUGS:
            head = make_member(office(slug))
            publish(office(slug), head, person, at=now - timedelta(days=30))
            revision = submit(office(slug), head, at=now - timedelta(days=2))
            if state == "returned":
                send_back(revision, person, at=now)
            else:
                actions.assign(revision, person, seen=0, by=person, at=now)
        return {}

    make_world(world.app, make)
    with counted_queries() as many:
        page = staff.get(f"{QUEUE}?stanje={state}").page
    assert len(page.xpath("//tbody/tr")) > len(SLUGS)
    assert len(many) == len(few)
