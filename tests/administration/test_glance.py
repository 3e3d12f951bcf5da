"""What staff see at one glance on an office's page."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from babel.dates import format_date
from sqlalchemy import select

from ledportal import clock
from ledportal.days import BELGRADE
from ledportal.extensions import db
from ledportal.offices.models import Listing
from ledportal.offices.profile import CONTACT
from ledportal.outbox.models import BlockedAddress
from ledportal.reports import actions as reports
from ledportal.reports.models import ErrorReport
from ledportal.todo import actions
from ledportal.todo.kinds import Kind
from ledportal.todo.models import StaffTask
from tests.factories import make_moderator, office
from tests.freshness.entries import publish, run
from tests.people import World, counted_queries, make_world, shared_world

NOW = datetime(2026, 11, 20, 12, tzinfo=BELGRADE)
DAY = timedelta(days=1)


def block(address, reason="bounced", slug=None):
    found = BlockedAddress(address=address, reason=reason, office_slug=slug, since=NOW - 3 * DAY)
    db.session.add(found)
    db.session.flush()
    return found


@pytest.fixture
def world(app, monkeypatch) -> World:
    """Bečej got two reminders and has things to do; Ada is fresh; Bor was never confirmed whole; Ub has no entry."""

    def make():
        publish("becej", at=NOW - 201 * DAY)
        publish("ada", at=NOW - 20 * DAY)
        publish("bor", at=NOW - 20 * DAY, confirmed=["services"])
        db.session.commit()
        for late in (16, 1):
            run(NOW - late * DAY)
        tasks = [
            actions.open_task(kind, office("becej"), at=NOW - days * DAY)
            for kind, days in ((Kind.NO_ANSWER, 4), (Kind.NO_HEAD, 40), (Kind.NO_MEMBER, 9))
        ]
        tasks[1].wake_at = NOW + 5 * DAY
        actions.end(tasks[2], "reached", by=None, at=NOW)
        reports.receive(office("becej"), CONTACT, "Star telefon.", locale="sr_Latn", at=NOW)
        return {"staff": make_moderator(), "answer": tasks[0], "head": tasks[1]}

    monkeypatch.setattr(clock, "now", lambda: NOW)
    return shared_world(app, make)


def card(world, slug="becej"):
    """Return the rows of the card: what stands in each, and where its links lead."""
    page = world.browser("staff").get(f"/moderacija/kancelarije/{slug}/").page
    rows = page.xpath("//section[@aria-labelledby='glance']//dl/div")
    return {row.xpath("string(dt)"): (text_of(row), row.xpath(".//a/@href")) for row in rows}


def text_of(row):
    return " ".join(" ".join(row.xpath("dd//text()[not(ancestor::*[contains(@class, 'visually-hidden')])]")).split())


def shown(day):
    return format_date(day, "d. LLLL y.", locale="sr_Latn")


def due_day(world, slug):
    return shown(world.ask(lambda: db.session.scalars(select(Listing.due_on).where(Listing.slug == slug)).one()))


def test_an_entry_that_is_due_says_since_when_and_what_of_it(world):
    rows = card(world)
    assert rows["Entry"][0] == f"Due To be confirmed: {due_day(world, 'becej')}"
    assert rows["Last confirmed"][0] == f"{shown(NOW - 201 * DAY)} (6 months ago)"
    assert rows["Sections that are due"] == (
        "Contact Confirm on behalf of the office",
        ["/moja-kancelarija/becej/potvrda/#section-contact", "/moja-kancelarija/becej/potvrda/"],
    )


def test_its_links_lead_to_what_is_there(world):
    confirmation = world.browser("staff").get("/moja-kancelarija/becej/potvrda/").page
    assert confirmation.xpath("//*[@id='section-contact']")
    links = {link for _, links in card(world).values() for link in links if link.startswith("/")}
    assert {link: world.browser("staff").get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_reminders_of_the_present_due_day_and_the_next_one(world):
    text, links = card(world)["Reminders"]
    assert text == (
        f"First reminder: {shown(NOW - 16 * DAY)} Second reminder: {shown(NOW - DAY)}"
        f" Next, if nobody answers: Third reminder, {shown(NOW + 13 * DAY)} Reminders sent"
    )
    assert links == ["/moderacija/podsetnici/?view=sent&q=Be%C4%8Dej"]


def test_after_the_last_stage_the_office_is_called(world):
    world.ask(lambda: run(NOW + 13 * DAY))
    assert "Third reminder" in card(world)["Reminders"][0]
    assert "No more will come; call the office." in card(world)["Reminders"][0]


def test_a_fresh_entry(world):
    rows = card(world, "ada")
    assert rows["Entry"][0] == f"Confirmed To be confirmed: {due_day(world, 'ada')}"
    assert rows["Sections that are due"][0] == "none Confirm on behalf of the office"
    following = f"Next, if nobody answers: First reminder, {due_day(world, 'ada')}"
    assert rows["Reminders"][0] == f"None for this due day {following} Reminders sent"
    assert [rows[each][0] for each in ("To do", "Reports from readers", "Addresses that are not written to")] == [
        "Nothing to do",
        "none waits for an answer All reports",
        "none",
    ]


def test_an_entry_of_which_a_part_was_never_confirmed(world):
    rows = card(world, "bor")
    assert rows["Entry"][0].startswith("Not confirmed ")
    assert rows["Last confirmed"][0] == f"not all of it yet Latest: Services and cooperation, {shown(NOW - 20 * DAY)}"
    assert rows["Sections that are due"][0].startswith("Office , Contact , ") and "Services" not in rows["Sections that are due"][0]


def test_without_an_entry_there_is_nothing_to_confirm(world):
    rows = card(world, "ub")
    assert rows["Entry"][0] == "Nothing is public yet, so there is nothing to confirm."
    assert not {"Last confirmed", "Sections that are due", "Reminders"} & rows.keys()
    assert rows["To do"][0] == "Nothing to do"


def test_of_an_office_that_closed_nothing_is_expected(world):
    world.ask(lambda: setattr(office("becej"), "status", "closed") or db.session.commit())
    rows = card(world)
    assert rows["Entry"][0] == "It need not be confirmed any more."
    assert rows["Reminders"][0] == "None: no entry is expected of this office."
    assert "Sections that are due" not in rows


def test_what_is_to_be_done_the_most_urgent_first(world):
    text, links = card(world)["To do"]
    report = world.ask(lambda: db.session.scalars(select(StaffTask.id).where(StaffTask.kind == Kind.ERROR_REPORT)).one())
    assert links == [f"/moderacija/zadaci/{each}/" for each in (report, world["answer"], world["head"])]
    assert "No answer , 4 days ago" in text and "Section: Contact" in text
    assert f"Head left , 1 month ago Put off until: {shown(NOW + 5 * DAY)}" in text
    assert "Nobody keeps the entry" not in text


def test_reports_count_until_they_are_answered(world):
    assert card(world)["Reports from readers"] == (
        "1 reader says that something is out of date. All reports",
        ["/moja-kancelarija/becej/prijave/"],
    )
    world.ask(lambda: setattr(db.session.scalars(select(ErrorReport)).one(), "outcome", "right") or db.session.commit())
    assert card(world)["Reports from readers"][0] == "none waits for an answer All reports"


@pytest.mark.parametrize("address", ["ler.becej@example.org", "ler@example.org", "head.becej@example.org", "pisarnica@becej.rs"])
def test_an_address_at_which_the_office_is_written_to(world, address):
    def make():
        office("becej").municipality.registry_email = "Pisarnica@becej.rs"
        return {"blocked": block(address), "foreign": block("drugi@example.org", slug="ada")}

    blocked = make_world(world.app, make)["blocked"]
    assert card(world)["Addresses that are not written to"] == (
        f"{address} : No mail arrives, {shown(NOW - 3 * DAY)}",
        [f"/moderacija/posta/adrese/{blocked}/"],
    )


def test_an_address_that_the_office_had_once(world):
    make_world(world.app, lambda: {"blocked": block("stara@example.org", "unsubscribed", "ub")})
    said = f"stara@example.org : Wants no reminders, {shown(NOW - 3 * DAY)} The office does not use it any more."
    assert card(world, "ub")["Addresses that are not written to"][0] == said


def test_how_the_office_is_phoned(world):
    assert card(world)["Telephone"] == ("021 691 2345", ["tel:+381216912345"])
    assert card(world, "ub")["Telephone"] == ("No telephone is known: enter that of the registry office", ["/moderacija/opstine/71218/"])
    world.ask(lambda: setattr(office("ub").municipality, "registry_phone", "+38114411622") or db.session.commit())
    assert card(world, "ub")["Telephone"] == ("Registry office: 014 411 622", ["tel:+38114411622"])


def test_a_long_history_takes_no_more_queries(world):
    staff = world.browser("staff")

    def queries():
        with counted_queries() as found:
            staff.get("/moderacija/kancelarije/becej/")
        return len(found)

    before = queries()
    make_world(world.app, lambda: {f"more{number}": block(f"n{number}@example.org", slug="becej") for number in range(9)})
    assert queries() == before
