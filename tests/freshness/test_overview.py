"""The staff's page of reminders."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.extensions import db
from ledportal.freshness.models import Reminder
from ledportal.offices.models import Listing
from ledportal.outbox.models import BlockedAddress
from tests.factories import make_moderator, make_user, office
from tests.freshness.entries import publish, run
from tests.people import World, shared_world

PAGE = "/moderacija/podsetnici/"
NOW = clock.now()
DAY = timedelta(days=1)


@pytest.fixture
def world(app) -> World:
    """Ada is due soon, Bečej got two reminders, Bor has nobody who can be written to, and Ub is not due for long."""

    def make():
        publish("ada", at=NOW - 170 * DAY)
        publish("becej", at=NOW - 201 * DAY)
        publish("bor", at=NOW - 170 * DAY)
        publish("ub", at=NOW - 20 * DAY)
        for address in ("ler.bor@example.org", "head.bor@example.org"):
            db.session.add(BlockedAddress(address=address, reason="bounced", since=NOW))
        db.session.commit()
        for late in (16, 1):
            run(NOW - late * DAY)
        return {"staff": make_moderator(), "person": make_user(), "office": office()}

    return shared_world(app, make)


def rows(world: World, query: str = "") -> list[list[str]]:
    page = world.browser("staff").get(PAGE + query).page
    return [[" ".join("".join(cell.itertext()).split()) for cell in row.xpath("./th | ./td")] for row in page.xpath("//main//tbody/tr")]


def test_what_is_coming_if_nobody_answers(world):
    found = rows(world)
    stages = {row[0]: re.sub(r": \d+\. \w+ \d{4}\.", "; ", row[2]) for row in found}
    every = "First reminderSecond reminder; Third reminder; "
    assert stages == {"Bečej": "Third reminder", "Ada": every, "Bor": every}
    assert {row[0]: row[3] for row in found} == {"Bečej": "ler.becej@example.org", "Ada": "ler.ada@example.org", "Bor": "Nobody"}
    assert len(found) == 3


def test_who_had_every_reminder_gets_none_any_more(world):
    def queue_the_last():
        due_on = db.session.get_one(Listing, office().id).due_on
        db.session.add(Reminder(office_id=office().id, kind="due", due_on=due_on, stage=3, queued_at=NOW, recipient=""))
        db.session.commit()

    world.ask(queue_the_last)
    assert {row[0] for row in rows(world)} == {"Ada", "Bor"}


def test_who_has_not_answered(world):
    assert [(row[0], row[2], row[4]) for row in rows(world, "?view=waiting")] == [("Bečej", "Second reminder", "ler.becej@example.org")]


def test_what_was_sent_last(world):
    assert [(row[0], row[1], row[3]) for row in rows(world, "?view=sent")] == [
        ("Bečej", "Second reminder", "ler.becej@example.org"),
        ("Bečej", "First reminder", "ler.becej@example.org"),
    ]


@pytest.mark.parametrize("view", ["coming", "waiting", "sent"])
def test_a_search_narrows_each_list(world, view):
    assert {row[0] for row in rows(world, f"?view={view}&q=becej")} == {"Bečej"}
    nothing = f"?view={view}&q=nema"
    assert rows(world, nothing) == []
    assert world.browser("staff").get(f"{PAGE}{nothing}").page.xpath("string(//*[@class='empty']/h2)") == "Nothing found"


def test_it_is_for_staff(world):
    assert world.browser("person").get(PAGE).status_code == 404


def test_a_page_that_is_not_there(world):
    assert world.browser("staff").get(f"{PAGE}?strana=2").status_code == 404
