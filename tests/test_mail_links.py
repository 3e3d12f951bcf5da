"""A link in a mail only shows a page, whoever follows it and how often; what it is for happens at the press of the page's button, once."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.access import Role
from ledportal.accounts import actions, factor_actions, leaving_actions, staff_actions
from ledportal.accounts.actions import Registration
from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.cycles import actions as cycles
from ledportal.cycles import inviting
from ledportal.cycles.actions import Plan
from ledportal.extensions import db
from ledportal.links import actions as links
from ledportal.links.models import CheckedLink
from ledportal.links.problems import Problem
from ledportal.memberships import actions as memberships
from ledportal.memberships import colleague_actions, queries
from ledportal.memberships.models import Membership
from ledportal.offices import actions as offices
from ledportal.offices.actions import Ruling
from ledportal.offices.profile import CONTACT
from ledportal.outbox.models import OutboxMessage
from ledportal.paths import TEMPLATES
from ledportal.reports import actions as reports
from ledportal.todo.kinds import Outcome
from tests.accounts.steps import NEW_PASSWORD, PASSWORD, person
from tests.factories import full_content, make_administrator, make_member, make_moderator, make_user, office
from tests.freshness.entries import DUE, noon, publish, run
from tests.people import World, make_world

TOKEN = re.compile(r"/[\w-]{43}/$")
MIRA = "mira@example.org"
PRESSES: dict[str, tuple[str | None, dict[str, str], int]] = {
    "confirm_email": (None, {"password": PASSWORD}, 303),
    "reset_password": (None, {"new_password": NEW_PASSWORD}, 303),
    "change_email": ("mira", {}, 303),
    "staff_invited": (None, {"name": "Nova", "locale": "en", "new_password": NEW_PASSWORD}, 303),
    "colleague_invited": ("friend", {}, 303),
}
"""For each mail whose link does something: who presses the button, what they type, and the answer."""


def token_in(email: str) -> str:
    """Return the token of the latest mail to an address."""
    query = select(OutboxMessage.body_text).where(OutboxMessage.to_address == email).order_by(OutboxMessage.id.desc())
    return re.search(r"/([\w-]{43})/", db.session.scalars(query).first() or "")[1]  # type: ignore[index]


def write_account_mails(mira: User, admin: User) -> None:
    at = clock.now()
    for turn in range(2):
        actions.register(Registration("nova@example.org" if turn else MIRA, "Nova", "sr_Cyrl", PASSWORD), at=at)
    changing = make_user(email="staro@example.org")
    actions.ask_for_email(changing, "novo@example.org", at=at)
    actions.change_email(changing, token_in("novo@example.org"), keep=None, at=at)
    factor_actions.switch_on(changing, "S", 1, keep=None, at=at)
    factor_actions.switch_off(changing, at=at)
    factor_actions.switch_on(changing, "S", 2, keep=None, at=at)
    db.session.refresh(changing)
    administration.reset_second_factor(changing, version=changing.version, by=admin, at=at)
    actions.change_password(changing, NEW_PASSWORD, keep=None, at=at)
    leaving_actions.delete_account(make_user(), at=at)
    staff_actions.invite_staff("osoblje@example.org", Role.MODERATOR, by=admin, at=at)
    actions.ask_for_reset("zaboravio@example.org", "en", at=at)
    actions.ask_for_email(mira, "mira.nova@example.org", at=at)


def claim(slug: str, user: User) -> Membership:
    return memberships.claim(office(slug), message="", letter=None, by=user, at=clock.now())


def write_membership_mails(admin: User) -> None:
    at, place, user = clock.now(), office("bor"), make_user()
    memberships.grant(claim("bor", user), replacing=None, by=admin, at=at)
    former = queries.head_of(place)
    assert former is not None
    memberships.grant(claim("bor", make_user()), replacing=former.id, by=admin, at=at)
    memberships.refuse(claim("bor", user), reason="ne", by=admin, at=at)
    for _ in range(2):
        colleague_actions.invite(place, "kolega@example.org", by=admin, at=at)
        token = token_in("kolega@example.org")
        invitation = queries.invitation(token, at=at)
        assert invitation is not None
        editor = colleague_actions.accept(invitation, token, by=make_user(), at=at)
    head = queries.head_of(place)
    assert head is not None
    colleague_actions.hand_over(editor, head=head.id, by=admin, at=at)
    db.session.refresh(head)
    colleague_actions.remove(head, by=admin, at=at)
    colleague_actions.invite(place, "prijatelj@example.org", by=admin, at=at)


def write_mails_of_a_cycle(staff: User) -> None:
    at = clock.now()
    cycle = cycles.create(Plan("Mapiranje", "", at.date(), at.date(), "Javite se.", ""), by=staff, at=at)
    cycles.open_(cycle, version=cycle.version, by=staff, at=at)
    office("ada").municipality.registry_email = "pisarnica@ada.rs"
    inviting.go_on(at=at)


def write_office_mails(mira: User, staff: User) -> None:
    at, place = clock.now(), office("becej")

    def submitted() -> Any:
        draft = offices.start_draft(place, by=mira, at=at)
        draft.content = full_content()
        offices.submit(draft, version=draft.version, by=mira, at=at)
        return draft

    found = submitted()
    offices.return_to_office(found, version=found.version, ruling=Ruling(text="Dopunite"), by=staff, at=at)
    found = submitted()
    offices.reject(found, version=found.version, ruling=Ruling(text="Ne"), by=staff, at=at)
    found = submitted()
    offices.withdraw(found, version=found.version, by=mira, at=at)
    found = submitted()
    offices.approve(found, version=found.version, by=staff, at=at)
    report = reports.receive(place, CONTACT, "Pogrešan telefon.", email="citalac@example.org", locale="en", at=at)
    reports.answer(report, Outcome.CORRECTED, "Hvala.", version=report.version, by=mira, at=at)


def write_mail_of_dead_links() -> None:
    """The note of a link that has failed each day for a week, while the others answered."""
    at = clock.now()
    place = office("becej")
    links.take_over(place.id, at=at)
    for day in range(8):
        for number, each in enumerate(db.session.scalars(select(CheckedLink).order_by(CheckedLink.id)).all()):
            each.checked_at = at + timedelta(days=day)
            links.note_outcome(each, None if number else Problem.NOT_FOUND, at=each.checked_at)
    links.tell_office(place.id, at=at + timedelta(days=7))


def write_reminders() -> None:
    """The three reminders, the last of which staff hear of, and a notice of an end."""
    publish("ada", environment={"certificate": "certified", "certificate_valid_to": DUE.isoformat()})
    db.session.commit()
    for later in (0, 14, 28):
        run(noon(DUE, later))


@pytest.fixture
def world(app) -> World:
    """Every mail that the register writes, on its way."""

    def make():
        admin, staff = make_administrator(), make_moderator()
        mira = make_member(office("becej"), user=person(email=MIRA))
        person(email="zaboravio@example.org")
        write_account_mails(mira, admin)
        write_membership_mails(admin)
        write_office_mails(mira, staff)
        write_mails_of_a_cycle(staff)
        write_mail_of_dead_links()
        names = {"mira": mira, "friend": make_user(email="prijatelj@example.org"), "staff": staff}
        found = {name: SimpleNamespace(id=each.id) for name, each in names.items()}
        write_reminders()
        return found

    return make_world(app, make)


def mails(world: World) -> list[OutboxMessage]:
    return world.ask(lambda: list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))))


def links_in(mail: OutboxMessage) -> set[str]:
    """Return the addresses in both parts of a mail; each part has the same."""
    text, html = (set(re.findall(r"https?://[^\s\"<>]+", part)) for part in (mail.body_text, mail.body_html))
    assert {each for each in text if TOKEN.search(each)} == {each for each in html if TOKEN.search(each)}
    return {each.rstrip(".") for each in text | html}


def rows(world: World) -> dict[str, list[str]]:
    tables = db.metadata.sorted_tables
    return world.ask(
        lambda: {
            table.name: sorted(str(row) for row in db.session.execute(select(*(each for each in table.c if each.name != "last_seen_at"))))
            for table in tables
        }
    )


def test_every_mail_is_looked_at(world):
    folders = {each.name for each in (TEMPLATES / "email").iterdir() if each.is_dir()}
    assert {each.template for each in mails(world)} == folders
    assert {each.template for each in mails(world) if any(TOKEN.search(link) for link in links_in(each))} == set(PRESSES)


def test_following_links_changes_nothing(world):
    browsers = [world.browser(name) for name in (None, "mira", "friend", "staff")]
    found = sorted({urlsplit(link).path or "/" for mail in mails(world) for link in links_in(mail)})
    before = rows(world)
    for path in found:
        for browser in browsers:
            for method in ("GET", "HEAD", "GET"):
                assert browser.open(path, method=method).status_code in {200, 303, 404, 410}, path
    assert rows(world) == before


@pytest.mark.parametrize("template", PRESSES)
def test_the_button_works_after_any_number_of_looks_and_once(world, template):
    who, typed, status = PRESSES[template]
    mail = [each for each in mails(world) if each.template == template][-1]
    path = next(urlsplit(link).path for link in links_in(mail) if TOKEN.search(link))
    for _ in range(3):
        assert world.browser(None).open(path, method="GET").status_code in {200, 303}
    before = rows(world)
    assert world.browser(who).submit(path, typed).status_code == status
    assert rows(world) != before
    again = world.browser(who)
    assert (again.get(path).status_code, again.send(path, typed).status_code) == (410, 410)
