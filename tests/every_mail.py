"""Every mail that the register writes, as a test finds them on their way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import event, select

from ledportal import clock
from ledportal.access import Role
from ledportal.accounts import actions, factor_actions, leaving_actions, staff_actions
from ledportal.accounts.actions import Registration
from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.cycles import actions as cycles
from ledportal.cycles import inviting
from ledportal.cycles.actions import Plan
from ledportal.distribution import sending
from ledportal.distribution.kinds import Wish
from ledportal.extensions import db
from ledportal.invitations.models import InvitationCode
from ledportal.jobs import actions as jobs
from ledportal.jobs import claims, kinds, work
from ledportal.links import actions as links
from ledportal.links.models import CheckedLink
from ledportal.links.problems import Problem
from ledportal.memberships import actions as memberships
from ledportal.memberships import code_actions, colleague_actions, queries
from ledportal.memberships.models import Membership
from ledportal.offices import actions as offices
from ledportal.offices.actions import Ruling
from ledportal.offices.profile import CONTACT
from ledportal.outbox.models import OutboxMessage
from ledportal.reports import actions as reports
from ledportal.todo.kinds import Outcome
from tests.accounts.steps import NEW_PASSWORD, PASSWORD, person
from tests.catalogue.editions import make_edition, publish_edition
from tests.distribution.people import make_recipient
from tests.factories import full_content, make_administrator, make_member, make_moderator, make_user, office
from tests.freshness.entries import DUE, noon, publish, run
from tests.invitations.making import make_code
from tests.people import World

MIRA = "mira@example.org"


def write_every_mail(locale: str = "en") -> dict[str, Any]:
    """Let everything happen of which the register tells somebody; ``locale`` is the version of those who have no account."""
    admin, staff = make_administrator(), make_moderator()
    mira = make_member(office("becej"), user=person(email=MIRA))
    person(email="zaboravio@example.org")
    write_account_mails(mira, admin, locale)
    write_membership_mails(admin)
    write_office_mails(mira, staff, locale)
    write_mails_of_a_cycle(staff)
    write_mail_of_dead_links()
    write_announcement(staff, locale)
    write_mails_of_jobs(staff)
    names = {"mira": mira, "friend": make_user(email="prijatelj@example.org"), "staff": staff}
    found = {name: SimpleNamespace(id=each.id) for name, each in names.items()}
    write_reminders()
    return found


def mails(world: World) -> list[OutboxMessage]:
    return world.ask(lambda: list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))))


@contextmanager
def everybody_reads(locale: str) -> Iterator[None]:
    """Let each account that is made have a version of the register."""

    def choose(_mapper: object, _connection: object, user: User) -> None:
        user.locale = locale

    event.listen(User, "before_insert", choose)
    try:
        yield
    finally:
        event.remove(User, "before_insert", choose)


def token_in(email: str) -> str:
    """Return the token of the latest mail to an address."""
    query = select(OutboxMessage.body_text).where(OutboxMessage.to_address == email).order_by(OutboxMessage.id.desc())
    return re.search(r"/([\w-]{43})/", db.session.scalars(query).first() or "")[1]  # type: ignore[index]


def write_account_mails(mira: User, admin: User, locale: str) -> None:
    at = clock.now()
    for turn in range(2):
        actions.register(Registration("nova@example.org" if turn else MIRA, "Nova", locale, PASSWORD), at=at)
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
    actions.ask_for_reset("zaboravio@example.org", locale, at=at)
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
    write_mail_of_a_code(admin)


def write_mail_of_a_code(admin: User) -> None:
    """Somebody with a letter takes an office over."""
    former = queries.head_of(office("bor"))
    assert former is not None
    make_code("bor", by=admin)
    code = db.session.scalars(select(InvitationCode).order_by(InvitationCode.id.desc())).first()
    assert code is not None
    code_actions.accept(code, replacing=former.id, by=make_user(), at=clock.now())


def write_mails_of_a_cycle(staff: User) -> None:
    """The invitations to members and to a registry office, and a reminder of each."""
    at = clock.now()
    cycle = cycles.create(Plan("Mapiranje", "", at.date(), at.date(), "Javite se.", ""), by=staff, at=at)
    cycles.open_(cycle, version=cycle.version, by=staff, at=at)
    office("ada").municipality.registry_email = "pisarnica@ada.rs"
    inviting.go_on(at=at)
    later = at + inviting.BETWEEN
    cycles.ask_for_reminders(cycle, version=cycle.version, by=staff, at=later)
    inviting.go_on(at=later)


def write_announcement(staff: User, locale: str) -> None:
    """The mail about an edition to one who wants the PDF; those abroad get it in English."""
    edition = publish_edition(make_edition(by=staff), by=staff)
    make_recipient(staff, wish=Wish.MAIL, email="donator@example.org", country="Austria" if locale == "en" else "")
    sending.announce(edition, seen=sending.named(sending.whom_to_tell(edition).able), by=staff, at=clock.now())


def write_office_mails(mira: User, staff: User, locale: str) -> None:
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
    report = reports.receive(place, CONTACT, "Pogrešan telefon. " * 60, email="citalac@example.org", locale=locale, at=at)
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


def write_mails_of_jobs(staff: User) -> None:
    """One job that is done, and one that cannot be."""
    at = clock.now()
    kinds.register(kinds.Kind("sample.files", "Preparation of files", lambda _job, _progress: None))
    for subject in ("edition:1", "edition:2"):
        jobs.ask("sample.files", subject=subject, by=staff, at=at)
    done, failed = claims.take(at=at), claims.take(at=at)
    assert done and failed
    jobs.finish(done, at=at)
    jobs.fail(failed, work.UNKNOWN, {}, at=at)
    kinds.forget("sample.files")


def write_reminders() -> None:
    """The three reminders, the last of which staff hear of, and a notice of an end."""
    make_user(email="ler.ada@example.org", name="Ana Anić")
    publish("ada", environment={"certificate": "certified", "certificate_valid_to": DUE.isoformat()})
    db.session.commit()
    for later in (0, 14, 28):
        run(noon(DUE, later))
