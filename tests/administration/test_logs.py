from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from ledportal import audit
from ledportal.administration.verbs import VERBS
from ledportal.audit import AuditEvent
from ledportal.dates import BELGRADE
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW, make_member, make_moderator, make_user, office
from tests.people import counted_queries, make_world, shared_world

LOG = "/moderacija/dnevnik/"
MAIL = "/moderacija/posta/"
TOKEN = "A" * 43


def make_mail(number, state, **values):
    message = OutboxMessage(
        **{
            "message_id": f"<{number}@example.org>", "template": "x", "locale": "sr_Cyrl", "to_address": f"a{number}@example.org",
            "to_name": "Mira", "subject": f"Naslov {number}", "body_text": f"Поштована\nhttp://localhost/nalog/lozinka/{TOKEN}/\n",
            "body_html": "<script>", "state": state, "attempts": 8, "created_at": NOW + timedelta(minutes=number), "next_attempt_at": NOW,
            **values,
        }
    )  # fmt: skip
    db.session.add(message)
    db.session.flush()
    return message


@pytest.fixture
def world(app):
    def make():
        staff, mira = make_moderator(email="staff@example.org"), make_user(email="mira@becej.rs", name="Mira Đorđević")
        midnight = datetime(2026, 11, 20, 0, 0, tzinfo=BELGRADE)
        audit.record("office.status_changed", office(), by=staff, at=midnight, office=office(), reason="Čuvena")
        audit.record("user.enabled", mira, by=mira, at=midnight - timedelta(seconds=1))
        audit.record("profile.swept", office("ub"), by=None, at=midnight + timedelta(days=1), office=office("ub"))
        mails = {f"mail{number}": make_mail(number, state) for number, state in enumerate(("sent", "failed", "queued"))}
        return {"staff": staff, "mira": mira, "member": make_member(office()), **mails}

    return shared_world(app, make)


def events(world, query=""):
    verbs = {label: verb for verb, label in VERBS.items()}
    texts = world.browser("staff").get(LOG + query).page.xpath("//tbody//td[1]//text()")
    return [verbs.get(text, text) for text in texts]


def test_events_stand_the_newest_first(world):
    assert events(world) == ["profile.swept", "office.status_changed", "user.enabled"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=bečej", []),
        ("?q=BECEJ", ["office.status_changed"]),
        ("?q=Čuvena", ["office.status_changed"]),
        ("?q=Чувена", ["office.status_changed"]),
        ("?q=%25", []),
        ("?verb=user.enabled", ["user.enabled"]),
        ("?verb=nema", ["profile.swept", "office.status_changed", "user.enabled"]),
        ("?office=ub", ["profile.swept"]),
        ("?actor=staff@", ["office.status_changed"]),
        ("?actor=MIRA", ["user.enabled"]),
        ("?since=2026-11-20&until=2026-11-20", ["office.status_changed"]),
        ("?until=2026-11-19", ["user.enabled"]),
        ("?since=21.11.2026.", ["profile.swept"]),
        ("?since=20.11.2026&until=20.+11.+2026.", ["office.status_changed"]),
        ("?since=x&until=2026-13-45", ["profile.swept", "office.status_changed", "user.enabled"]),
        ("?until=9999-12-31&since=0001-01-01", ["profile.swept", "office.status_changed", "user.enabled"]),
    ],
)
def test_events_are_searched(world, query, found):
    assert events(world, query) == found


def test_a_day_that_is_none_is_said_beside_its_field_and_stays(world):
    page = world.browser("staff").get(f"{LOG}?since=juče&until=1.2.2026.").page
    assert page.xpath("normalize-space(//*[@id='since-error']/text()[last()])") == "Enter a date in the form 11.12.2026."
    assert page.xpath("//input[@name='since' or @name='until']/@value") == ["juče", "1.2.2026."]
    assert not page.xpath("//*[@id='until-error']")


def test_people_are_named_as_they_are_called_now_and_the_system_too(world):
    page = world.browser("staff").get(LOG).page
    cells = [" ".join(each.xpath("string()").split()) for each in page.xpath("//tbody//td[3]")]
    assert cells[0] == "the register itself" and cells[2] == "Mira Đorđević"


def test_the_log_has_pages_of_fifty_with_the_filter_kept(world):
    staff = world.browser("staff")
    with counted_queries() as few:
        staff.get(LOG)
    make_world(world.app, lambda: [audit.record("many.done", office(), by=make_user(), at=NOW) for _ in range(60)] and {})
    with counted_queries() as many:
        page = staff.get(f"{LOG}?verb=many.done").page
    assert (len(page.xpath("//tbody/tr")), len(many)) == (50, len(few))
    (following,) = page.xpath("//a[@rel='next']/@href")
    assert len(staff.get(following).page.xpath("//tbody/tr")) == 10


def test_failed_mail_stands_first(world):
    page = world.browser("staff").get(MAIL).page
    assert page.xpath("//tbody//th//text()") == ["Naslov 1", "Naslov 2", "Naslov 0"]
    assert world.browser("staff").get(f"{MAIL}?state=sent").page.xpath("//tbody//th//text()") == ["Naslov 0"]
    assert world.browser("staff").get(f"{MAIL}?q=A2@").page.xpath("//tbody//th//text()") == ["Naslov 2"]


def test_a_mail_is_shown_without_the_secrets_in_its_links(world):
    page = world.browser("staff").get(f"{MAIL}{world['mail1']}/").page
    text = page.xpath("string(//div[@class='letter'])")
    assert "Поштована" in text and "/nalog/lozinka/…/" in text and TOKEN not in page.xpath("string(//html)")
    assert page.xpath("//div[@class='letter']/@lang") == ["sr-Cyrl"]


def test_a_failed_mail_is_tried_again_once(world):
    staff = world.browser("staff")
    assert staff.submit(f"{MAIL}{world['mail1']}/").status_code == 303
    message = world.ask(lambda: db.session.get_one(OutboxMessage, world["mail1"]))
    assert (message.state, message.attempts) == ("queued", 8)
    assert message.next_attempt_at > NOW
    assert staff.send(f"{MAIL}{world['mail1']}/", {"attempts": "8"}).status_code == 409
    assert world.ask(lambda: list(db.session.scalars(select(AuditEvent.verb).where(AuditEvent.verb == "mail.retried")))) == ["mail.retried"]


@pytest.mark.parametrize("attempts", ["7", "", "x", "-1", "9" * 30])
def test_trying_again_names_the_attempts_that_were_seen(world, attempts):
    assert world.browser("staff").send(f"{MAIL}{world['mail1']}/", {"attempts": attempts}).status_code == 409
    assert world.ask(lambda: db.session.get_one(OutboxMessage, world["mail1"]).state) == "failed"


@pytest.mark.parametrize("name", ["mail0", "mail2"])
def test_mail_that_has_not_failed_is_not_sent_again(world, name):
    assert world.browser("staff").get(f"{MAIL}{world[name]}/").page.xpath("//main//form") == []
    assert world.browser("staff").send(f"{MAIL}{world[name]}/").status_code == 409


@pytest.mark.parametrize(
    "path", [f"{MAIL}9223372036854775808/", f"{MAIL}0/", f"{MAIL}x/", f"{MAIL}%00/", f"{MAIL}?strana=9", f"{LOG}?strana=9"]
)
def test_bad_addresses_are_not_found(world, path):
    assert world.browser("staff").get(path).status_code == 404


def test_members_may_not(world):
    assert [world.browser("member").get(each).status_code for each in (LOG, MAIL, f"{MAIL}{world['mail1']}/")] == [404] * 3


def test_nothing_found_is_said(world):
    for path in (LOG, MAIL):
        assert "found" in world.browser("staff").get(f"{path}?q=nemaovoga").page.xpath("string(//main)")
