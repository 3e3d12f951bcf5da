"""Who would be reminded when by other periods: seen before they are saved, beside what holds now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bench.filling import fill
from ledportal import clock
from ledportal.days import belgrade_day, months_later
from ledportal.extensions import db
from ledportal.freshness import period_queries
from ledportal.freshness.period_queries import effect
from ledportal.offices.models import Listing, OfficeStatus
from ledportal.offices.periods import DEFAULT
from ledportal.outbox.models import BlockedAddress
from tests.client import form_values
from tests.factories import make_administrator, make_moderator, office
from tests.freshness.entries import publish, run
from tests.people import counted_queries, make_world, shared_world

PAGE = "/en/moderacija/podsetnici/rokovi/"
COMING = "/en/moderacija/podsetnici/"
NOW = clock.now()
DAY = timedelta(days=1)
TODAY = belgrade_day(NOW)


@pytest.fixture
def world(app):
    """Ada is due soon; Bečej had a reminder; Bor can be written to by nobody; Senta was never confirmed; Ub is closed."""

    def make():
        publish("ada", at=NOW - 170 * DAY)
        publish("becej", at=NOW - 190 * DAY)
        publish("bor", at=NOW - 20 * DAY)
        publish("senta", at=NOW - 4 * DAY, confirmed=())
        publish("ub", at=NOW - 170 * DAY).status = OfficeStatus.CLOSED
        for address in ("ler.bor@example.org", "head.bor@example.org"):
            db.session.add(BlockedAddress(address=address, reason="bounced", since=NOW))
        db.session.commit()
        run(NOW - 3 * DAY)
        return {"staff": make_moderator()}

    return shared_world(app, make)


def look(world, *, staff=None, **numbers):
    numbers = {name: str(number) for name, number in numbers.items()}
    return (staff or world.browser("staff")).submit(PAGE, numbers, button="verb=look", form=0)


def cells(row):
    return [" ".join(" ".join(cell.itertext()).split()) for cell in row.xpath("./th | ./td")]


def preview(page):
    """Return the rows of who would be reminded when: place, now, then, receiver."""
    return [cells(row) for row in page.xpath("//h2[@id='ko-kada']/following-sibling::table/tbody/tr")]


def english(day):
    return f"{day.day} {day:%B} {day.year}"


def test_each_office_stands_with_its_next_reminder_now_and_then(world):
    ada, becej, bor = (belgrade_day(NOW - days * DAY) for days in (170, 190, 20))
    assert preview(look(world, months_contact=7).page) == [
        [
            "Bečej",
            f"Second reminder: {english(TODAY + 11 * DAY)} Due day: {english(months_later(becej, 6))}",
            f"First reminder: {english(months_later(becej, 7))} Due day: {english(months_later(becej, 7))}",
            "ler.becej@example.org",
        ],
        [
            "Ada",
            f"First reminder: {english(months_later(ada, 6))} Due day: {english(months_later(ada, 6))}",
            f"First reminder: {english(months_later(ada, 7))} Due day: {english(months_later(ada, 7))}",
            "ler.ada@example.org",
        ],
        [
            "Bor",
            f"First reminder: {english(months_later(bor, 6))} Due day: {english(months_later(bor, 6))}",
            f"First reminder: {english(months_later(bor, 7))} Due day: {english(months_later(bor, 7))}",
            "Nobody",
        ],
        [
            "Senta",
            f"Second reminder: {english(TODAY + 11 * DAY)} Due day: {english(TODAY - 4 * DAY)}",
            "Unchanged",
            "ler.senta@example.org",
        ],
    ]


def test_a_shorter_wait_moves_the_reminder_and_leaves_the_due_day(world):
    found = {row[0]: row for row in preview(look(world, second=5).page)}
    becej = f"Due day: {english(months_later(belgrade_day(NOW - 190 * DAY), 6))}"
    assert found["Bečej"][1:3] == [
        f"Second reminder: {english(TODAY + 11 * DAY)} {becej}",
        f"Second reminder: {english(TODAY + 2 * DAY)} {becej}",
    ]
    assert list(found)[:2] == ["Bečej", "Senta"] and found["Ada"][2] == found["Bor"][2] == "Unchanged"


def test_those_whose_due_day_changes_come_before_those_who_only_wait_shorter(world):
    assert [row[0] for row in preview(look(world, months_contact=7, second=1).page)] == ["Bečej", "Ada", "Bor", "Senta"]


def test_whom_no_reminder_awaits_any_more_is_told_so(world):
    for later in (20, 40):
        world.ask(lambda later=later: run(NOW + later * DAY))
    found = {row[0]: row for row in preview(look(world, months_contact=7).page)}
    assert found["Senta"][1].startswith("No reminder any more")


def test_a_notice_of_an_end_is_shown_where_it_comes_soon(world):
    def end(slug, days):
        db.session.get_one(Listing, office(slug).id).ends_on = TODAY + days * DAY

    world.ask(lambda: (end("ada", 80), end("bor", 150), db.session.commit()))
    found = {row[0]: row for row in preview(look(world, ending=70).page)}
    assert found["Ada"][1].endswith(f"Notice of an end: {english(TODAY + 50 * DAY)}")
    assert found["Ada"][2].endswith(f"Notice of an end: {english(TODAY + 10 * DAY)}")
    assert next(iter(found)) == "Ada" and found["Bor"][2] == "Unchanged"
    found = {row[0]: row for row in preview(look(world, ending=100).page)}
    assert "Notice" not in found["Bor"][1] and found["Bor"][2].endswith(f"Notice of an end: {english(TODAY + 50 * DAY)}")


def test_what_was_shown_is_what_the_page_of_reminders_shows_once_it_is_saved(world):
    staff = world.browser("staff")
    page = look(world, staff=staff, months_contact=3, second=20).page
    said = {row[0]: (row[1] if row[2] == "Unchanged" else row[2], row[3]) for row in preview(page)}
    form = page.xpath("//main//form[@method='post']")[-1]
    assert staff.post(PAGE, data=form_values(form) | {"verb": "apply"}).status_code == 303
    coming = {row[0]: row for row in map(cells, staff.get(COMING).page.xpath("//main//tbody/tr"))}
    assert said.keys() == {"Ada", "Bečej", "Bor", "Senta"} and coming.keys() >= {"Ada", "Bečej", "Senta"}
    for place, row in coming.items():
        stage = re.match(r"\w+ reminder", row[2])[0]
        assert said[place][0].startswith(f"{stage}: {row[1]} ") and said[place][1] == row[3]


def test_the_figures_count_who_gets_a_mail_soon(world):
    page = look(world, months_contact=12).page
    assert ["Get a mail in the next 60 days", "3", "1"] in [cells(row) for row in page.xpath("//main//table[2]/tbody/tr")]
    said = " ".join(page.xpath("string(//h2[@id='ko-kada']/following-sibling::p[1])").split())
    assert said == "For 3 offices a day changes; they stand first. The days hold if nobody answers until then."


def test_where_nothing_is_published_nobody_would_be_reminded(app):
    page = look(make_world(app, lambda: {"staff": make_moderator()}), months_contact=7).page
    assert page.xpath("string(//*[@class='empty']//h2)") == "Nobody would be reminded"


@pytest.mark.parametrize("verb", ["look", "apply", "reset"])
def test_a_session_that_ended_loses_nothing_that_was_typed(world, verb):
    staff = world.browser("staff")
    data = form_values(staff.get(PAGE).page.xpath("//main//form[@method='post']")[0])
    data |= {"months_contact": "8", "verb": verb, "csrf_token": "of another session"}
    response = staff.post(PAGE, data=data)
    assert response.status_code == 400 and "Your session had ended" in response.text
    kept = response.page.xpath("//input[@name='months_contact']/@value")
    assert kept == ["6" if verb == "reset" else "8"]
    again = staff.post(PAGE, data=form_values(response.page.xpath("//main//form[@method='post']")[0]) | {"verb": "look"})
    assert again.status_code == (303 if verb == "reset" else 200)


@pytest.fixture
def many(app, monkeypatch):
    """Sixty entries, read in batches."""
    monkeypatch.setattr(period_queries, "BATCH", 7)

    def make():
        fill(60)
        return {"staff": make_administrator()}

    return make_world(app, make)


def test_many_offices_stand_on_pages_and_the_numbers_come_along(many):
    staff = many.browser("staff")
    first = look(many, staff=staff, months_contact=7, months_office=7).page
    [button] = first.xpath("//main//button[@formaction]")
    assert len(preview(first)) == 50 and button.xpath("normalize-space()") == "Next page"
    sent = form_values(first.xpath("//main//form[@method='post']")[-1]) | {"verb": "look"}
    second = staff.post(button.get("formaction"), data=sent).page
    assert len({row[0] for row in preview(first) + preview(second)}) == 60
    [form] = second.xpath("//main//form[@method='post']")
    assert staff.post(form.get("action"), data=form_values(form) | {"verb": "edit"}).page.xpath("//input[@id='months_contact']/@value") == [
        "7"
    ]


def test_of_very_many_the_first_are_kept_and_all_are_counted(many, monkeypatch):
    def ask():
        after = replace(DEFAULT, months={**DEFAULT.months, "contact": 7})
        every = effect(DEFAULT, after, today=TODAY)
        with monkeypatch.context() as patch, counted_queries() as statements:
            patch.setattr(period_queries, "LISTED", 20)
            some = effect(DEFAULT, after, today=TODAY)
        assert (some.total, some.moved, some.now, some.then) == (60, every.moved, every.now, every.then)
        assert (len(every.listed), list(some.listed)) == (60, list(every.listed)[:20])
        assert every.listed == sorted(every.listed, key=lambda each: each.now.due_on == each.then.due_on)
        assert not [each for each in statements if "content" in each]
        stored = dict(db.session.execute(select(Listing.office_id, Listing.due_on)).all())
        assert {each.office_id: each.now.due_on for each in every.listed} == stored

    many.ask(ask)
    monkeypatch.setattr(period_queries, "LISTED", 20)
    assert "The first 20 of 60 offices are listed." in look(many, months_contact=7).page.xpath("string(//main)")
