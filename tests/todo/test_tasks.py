"""The staff's to-do list: what there is to do, how, and what was done."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.audit import AuditEvent
from ledportal.days import BELGRADE, as_typed, belgrade_day
from ledportal.extensions import db
from ledportal.offices.profile import CONTACT
from ledportal.outbox.models import BlockedAddress
from ledportal.reports import actions as reports
from ledportal.todo import actions
from ledportal.todo.kinds import MEANING, OUTCOMES, Kind, Outcome, Step
from ledportal.todo.models import StaffTask
from tests.directory.entries import publish
from tests.factories import NOW, make_member, make_moderator, make_user, office
from tests.people import at_once, counted_queries, make_world, shared_world

TASKS = "/moderacija/zadaci/"
NO_DAYS = ("", "sutra", "30.2.2027.", "2026-02-30", "31.12.9999.", "20260101", "٢٠٢٦-٠١-٠١")


def opened(kind, slug="becej", days=0, **details):
    return actions.open_task(kind, office(slug), at=NOW - timedelta(days=days), **details)


@pytest.fixture
def world(app):
    def make():
        publish("becej")
        place = office("ub").municipality
        place.registry_phone, place.registry_email = "+38114411622", "pisarnica@ub.rs"
        place.postal_street, place.postal_postcode, place.postal_place = "Kralja Petra 44", "14210", "Ub"
        return {
            "staff": make_moderator(name="Ana Anić"),
            "colleague": make_moderator(),
            "member": make_member(office("ada")),
            "answer": opened(Kind.NO_ANSWER, days=9, due_on="2026-10-01"),
            "head": opened(Kind.NO_HEAD, "ub", days=30),
            "report": reports.receive(office(), CONTACT, "Star telefon.", locale="sr_Latn", at=NOW) and db.session.scalars(
                select(StaffTask).where(StaffTask.kind == Kind.ERROR_REPORT)).one(),
        }  # fmt: skip

    return shared_world(app, make)


def url(world, name="answer"):
    return f"{TASKS}{world[name]}/"


def listed(world, query=""):
    return world.browser("staff").get(f"{TASKS}{query}").page.xpath("//tbody//strong/text()")


def do(world, name="answer", by="staff", **data):
    return world.browser(by).submit(url(world, name), {"outcome": "reached", "note": "Javila se.\r\nPotvrdiće.", **data})


def state(world, name="answer"):
    row = world.ask(lambda: db.session.get_one(StaffTask, world[name]))
    return row.outcome, row.note, row.closed_by_id, row.wake_at


def said_last(world):
    event = world.ask(lambda: db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first())
    return event.verb, event.details


def days_from_now(days):
    return as_typed(belgrade_day(clock.now()) + timedelta(days=days))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words_its_steps_and_its_ends(kind):
    meaning = MEANING[kind]
    assert meaning.label and meaning.sentence and meaning.steps
    assert set(meaning.outcomes) <= set(OUTCOMES)
    assert meaning.outcomes or Step.REPORT in meaning.steps
    assert bool(meaning.request) == (Step.WRITE in meaning.steps)


def test_no_two_kinds_are_as_urgent():
    assert sorted(each.urgency for each in MEANING.values()) == list(range(1, len(Kind) + 1))


def test_the_most_urgent_stands_first_and_of_these_the_oldest(world):
    make_world(world.app, lambda: {"older": opened(Kind.NO_ANSWER, "ub", days=40, due_on="2026-08-01")})
    assert listed(world) == ["Error report", "No answer", "No answer", "Head left"]
    assert [cell.strip() for cell in world.browser("staff").get(TASKS).page.xpath("//tbody//th/a/text()")] == ["Bečej", "Ub", "Bečej", "Ub"]


def test_the_menu_says_how_much_there_is_to_do(world):
    links = world.browser("staff").get("/moderacija/").page.xpath("//nav[@class='nav']//a/text()")
    assert "To do (3)" in links


def test_it_says_whom_to_call_and_where_to_write(world):
    page = world.browser("staff").get(TASKS).page
    rows = {row.xpath("string(.//strong)"): row for row in page.xpath("//tbody/tr")}
    assert rows["No answer"].xpath(".//a[starts-with(@href, 'tel:')]/@href") == ["tel:+381216912345"]
    assert rows["Head left"].xpath(".//a[starts-with(@href, 'tel:')]/text()") == ["014 411 622"]
    assert "Kralja Petra 44, 14210 Ub" in rows["Head left"].xpath("string()")
    assert rows["No answer"].xpath(".//a[contains(@href, '/opstine/')]/text()") == [
        "Enter the email of the registry office",
        "Enter the postal address",
    ]


@pytest.mark.parametrize("missing", ["postal_street", "postal_place"])
def test_a_part_of_an_address_is_none(world, missing):
    world.ask(lambda: setattr(office("ub").municipality, missing, "") or db.session.commit())
    assert "Enter the postal address" in world.browser("staff").get(url(world, "head")).text


def test_the_mail_to_the_registry_office_is_prepared(world):
    (link,) = world.browser("staff").get(url(world, "head")).page.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    parts = urlsplit(link)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert parts.path == "pisarnica%40ub.rs"
    assert asked["subject"] == "Register of LED offices: Ub"
    assert "Please tell us who leads the office now" in asked["body"] and "/kancelarije/ub/" in asked["body"]


@pytest.mark.parametrize("path", ["", "head"])
def test_nobody_is_sent_to_write_to_an_address_at_which_mail_does_not_arrive(world, path):
    def bounce():
        db.session.add(BlockedAddress(address="pisarnica@ub.rs", reason="bounced", since=NOW))
        db.session.commit()

    world.ask(bounce)
    page = world.browser("staff").get(url(world, path) if path else TASKS).page
    assert not page.xpath("//a[starts-with(@href, 'mailto:pisarnica')]")
    assert "Enter the email of the registry office" in page.xpath("string(//main)")


def test_a_task_about_no_office_can_be_read_and_closed(world):
    addresses = ("nepoznat@example.org", "drugi@example.org")
    tasks = [
        lambda each=each: actions.open_task(Kind.DEAD_ADDRESS, None, about=each, at=NOW, address=each, answer="550") for each in addresses
    ]
    made = make_world(world.app, lambda: {"task": tasks[0](), "other": tasks[1]()})
    assert [each for each in addresses if each not in world.browser("staff").get(TASKS).page.xpath("string(//tbody)")] == []
    page = world.browser("staff").get(url(made, "task")).text
    assert addresses[0] in page and addresses[1] not in page
    assert world.browser("staff").submit(url(made, "task"), {"outcome": "not_needed"}).location == TASKS
    assert world.ask(lambda: db.session.get_one(StaffTask, made["task"]).outcome) == "not_needed"


def test_what_staff_did_is_written_down_and_can_be_read_later(world):
    assert do(world).status_code == 303
    assert state(world) == ("reached", "Javila se.\nPotvrdiće.", world["staff"], None)
    assert listed(world) == ["Error report", "Head left"]
    closed = world.browser("staff").get(f"{TASKS}?stanje=closed").page.xpath("string(//tbody)")
    assert "Reached, will confirm" in closed and "Ana Anić" in closed and "Potvrdiće." in closed
    assert said_last(world) == ("task.closed", {"outcome": "reached"})
    assert not world.browser("staff").get(url(world)).page.xpath("//main//form")


def test_a_task_is_put_off_until_a_day_and_comes_back(world):
    assert do(world, outcome="later", until=days_from_now(3)).status_code == 303
    outcome, note, _, wake_at = state(world)
    assert (outcome, note) == (None, "Javila se.\nPotvrdiće.")
    assert wake_at == datetime.combine(belgrade_day(clock.now()) + timedelta(days=3), time(), BELGRADE)
    verb, details = said_last(world)
    assert (verb, datetime.fromisoformat(details["until"])) == ("task.put_off", wake_at)
    assert listed(world) == ["Error report", "Head left"]
    assert listed(world, "?stanje=put_off") == ["No answer"]
    assert world.browser("staff").get(url(world)).page.xpath("//textarea[@name='note']")[0].text.strip() == note
    make_world(world.app, lambda: setattr(db.session.get_one(StaffTask, world["answer"]), "wake_at", NOW - timedelta(days=400)) or {})
    assert listed(world) == ["Error report", "No answer", "Head left"]


def test_what_a_mail_server_said_stands_in_plain_words_in_the_list_and_word_by_word_on_the_page(world):
    said = {"address": "ler@example.org", "answer": "550 5.1.1 <ler@example.org>: unknown"}
    made = make_world(world.app, lambda: {"task": opened(Kind.DEAD_ADDRESS, "ada", about="ler@example.org", **said)})
    pages = [world.browser("staff").get(path).text for path in (TASKS, url(made, "task"))]
    assert ["There is no such mailbox." in page for page in pages] == [True, True]
    assert ["550 5.1.1" in page for page in pages] == [False, True]


def test_where_there_is_no_office_any_more_its_status_is_next(world):
    assert do(world, outcome="no_office").location == "/moderacija/kancelarije/becej/"


@pytest.mark.parametrize(
    ("data", "control"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "spam"}, "outcome"),
        ({"outcome": "cause_gone"}, "outcome"),
        ({"note": "a" * 1501}, "note"),
        *(({"outcome": "later", "until": until}, "until") for until in NO_DAYS),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_field_and_the_note_stays(world, data, control):
    response = do(world, **data)
    assert response.status_code == 422
    assert response.page.xpath(f"//*[@id='{control}-error']")
    assert response.page.xpath("string(//textarea)").strip().startswith(data.get("note", "Javila se.")[:9])
    assert state(world)[0] is None


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("sutra", "Enter a date in the form 11.12.2026."),
        ("", "Enter a day after today, within a year"),
        ("1.1.2020.", "Enter a day after today, within a year"),
        (0, "Enter a day after today, within a year"),
        (400, "Enter a day after today, within a year"),
    ],
)
def test_a_day_on_which_a_task_cannot_come_back_is_refused_in_words_and_stays(world, until, message):
    until = days_from_now(until) if isinstance(until, int) else until
    page = do(world, outcome="later", until=until).page
    assert page.xpath("normalize-space(//*[@id='until-error']/text()[last()])") == message
    assert page.xpath("//input[@name='until']/@value") == [until]
    assert page.xpath("//input[@name='until']/@type") == ["text"]


def test_a_day_of_no_matter_does_not_keep_a_task_from_being_closed(world):
    assert do(world, outcome="reached", until="sutra").status_code == 303


def test_an_error_report_is_answered_on_its_own_page_and_can_only_be_put_off_here(world):
    page = world.browser("staff").get(url(world, "report")).page
    assert page.xpath("//a[contains(@href, '/moja-kancelarija/becej/prijave/')]")
    assert page.xpath("//input[@name='outcome']/@type") == ["hidden"]
    assert do(world, "report", outcome="corrected").status_code == 422
    assert world.browser("staff").submit(url(world, "report"), {"until": days_from_now(3)}).status_code == 303
    assert state(world, "report")[3] is not None


def test_the_list_leads_to_the_reminders(world):
    assert world.browser("staff").get(TASKS).page.xpath("//main//a[@href='/moderacija/podsetnici/']")


def test_the_filters(world):
    assert listed(world, "?kind=no_head") == ["Head left"]
    district = world.ask(lambda: office("ub").municipality.district_code)
    assert listed(world, f"?okrug={district}") == ["Head left"]
    assert listed(world, "?kind=nema&okrug=99") == ["Error report", "No answer", "Head left"]
    assert "Nothing found" in world.browser("staff").get(f"{TASKS}?kind=dead_link").text
    assert "Nothing is put off" in world.browser("staff").get(f"{TASKS}?stanje=put_off").text
    counted = [link.strip() for link in world.browser("staff").get(f"{TASKS}?kind=no_head").page.xpath("//*[@class='switch']//a/text()")]
    assert counted == ["Open (1)", "Put off (0)", "Closed"]


def test_the_page_of_a_task_tells_what_is_known_of_the_office(world):
    make_world(world.app, lambda: make_member(office(), role="editor", user=make_user(email="bivsi@becej.rs", disabled_at=NOW)) and {})
    do(world)
    page = world.browser("staff").get(url(world, "report")).page.xpath("string(//main)")
    assert "bivsi@becej.rs (account disabled)" in page
    assert "Other tasks of this office" in page and "Potvrdiće." in page


def test_a_second_one_to_close_it_sees_what_happened_and_keeps_the_note(world):
    do(world)
    response = world.browser("colleague").send(url(world), {"outcome": "letter", "note": "kasno", "version": "1"})
    assert response.status_code == 409
    text = response.page.xpath("string(//main)")
    assert "Reached, will confirm" in text and "kasno" in text
    assert world.browser("colleague").send(url(world), {"outcome": "letter", "version": "2"}).status_code == 409
    assert state(world)[0] == "reached"


@pytest.mark.parametrize("data", [{"outcome": "reached"}, {"outcome": "later", "until": days_from_now(3)}])
@pytest.mark.parametrize("version", ["", "x", "0", "2", "9" * 30])
def test_a_write_that_saw_another_version_does_nothing(world, version, data):
    assert world.browser("staff").send(url(world), {**data, "version": version}).status_code == 409
    assert state(world) == (None, "", None, None)


def test_who_closes_what_was_put_off_meanwhile_is_told_so(world):
    do(world, outcome="later", until=days_from_now(3))
    assert world.browser("colleague").send(url(world), {"outcome": "letter", "note": "kasno", "version": "1"}).status_code == 409
    assert state(world)[:2] == (None, "Javila se.\nPotvrdiće.")


def test_what_ends_by_itself_keeps_the_note_of_who_put_it_off(world):
    do(world, outcome="later", until=days_from_now(3))
    world.ask(lambda: actions.close_by_itself(Kind.NO_ANSWER, office(), at=NOW) and db.session.commit())
    assert state(world)[:2] == ("cause_gone", "Javila se.\nPotvrdiće.")


def test_of_two_who_close_a_task_at_once_one_does(world):
    browsers = [world.browser("staff"), world.browser("colleague")]
    for name in ("answer", "head"):
        calls = [lambda b=each, n=name: b.send(url(world, n), {"outcome": "letter", "version": "1"}) for each in browsers]
        assert at_once(*calls) == [303, 409]
        assert state(world, name)[0] == Outcome.LETTER


@pytest.mark.parametrize("path", ["0/", "2147483648/", "x/", "?stanje=x", "?strana=2", "?strana=x"])
def test_bad_addresses_are_not_found(world, path):
    assert world.browser("staff").get(f"{TASKS}{path}").status_code == 404


def test_only_staff_see_what_there_is_to_do(world):
    for path in (TASKS, url(world)):
        assert [world.browser(who).get(path).status_code for who in ("member", None)] == [404, 303]


def test_the_list_takes_as_many_queries_for_many_as_for_one(world):
    staff = world.browser("staff")
    staff.get(TASKS)
    with counted_queries() as few:
        staff.get(TASKS)
    slugs = ("ada", "arilje", "cacak", "kanjiza", "sombor")
    make_world(world.app, lambda: [opened(Kind.NO_MEMBER, slug) for slug in slugs] and {})
    with counted_queries() as many:
        staff.get(TASKS)
    assert len(many) == len(few)
