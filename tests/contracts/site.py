"""A small world in which every address of the site leads to something, and everybody who may come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from ledportal import clock
from ledportal.accounts.models import OneTimeToken, User
from ledportal.attachments.models import Attachment
from ledportal.cycles import actions as cycles
from ledportal.cycles import inviting
from ledportal.cycles.actions import Plan
from ledportal.cycles.models import Cycle
from ledportal.distribution import actions as recipients
from ledportal.extensions import db
from ledportal.invitations import actions as invitations
from ledportal.invitations.codes import new_code
from ledportal.jobs.models import Job, JobFile
from ledportal.jobs.work import UNKNOWN
from ledportal.letters.models import LetterRun
from ledportal.memberships import colleague_actions
from ledportal.memberships.models import Membership
from ledportal.offices import actions, confirmation_links
from ledportal.offices.models import Listing, Office, OfficeStatus, Revision
from ledportal.offices.profile import BY_KEY
from ledportal.outbox.models import BlockedAddress, OutboxMessage, Reason
from ledportal.outbox.unsubscribing import token
from ledportal.reports import actions as reports
from ledportal.todo.models import StaffTask
from tests.catalogue.editions import give_files, give_logo, make_edition, publish_edition
from tests.client import Client
from tests.distribution.people import RECIPIENT, send
from tests.factories import full_content, make_administrator, make_member, make_moderator, make_user, office
from tests.invitations.making import make_run
from tests.people import made_once

VISITOR = "visitor"
UNCONFIRMED = "unconfirmed"
NEWCOMER = "user without an office"
MEMBER = "member"
OUTSIDER = "member of another office"
MODERATOR = "moderator"
ADMINISTRATOR = "administrator"
ROLES = (VISITOR, UNCONFIRMED, NEWCOMER, MEMBER, OUTSIDER, MODERATOR, ADMINISTRATOR)
OF_PUBLISHED = (
    "edition", "send", "shipment", "undo", "slips_page", "slips_pdf", "prepare_slips", "announce", "announce_now", "sample_announcement",
)  # fmt: skip
"""What of the distribution is about a published edition."""
WRITES = ("POST", "PUT", "PATCH", "DELETE")


def make_people() -> dict[str, User]:
    return {
        UNCONFIRMED: make_user(confirmed=False),
        NEWCOMER: make_user(),
        MEMBER: make_member(office("becej")),
        OUTSIDER: make_member(office("ada")),
        MODERATOR: make_moderator(),
        ADMINISTRATOR: make_administrator(),
    }


def publish(place: Office, member: User, staff: User) -> Revision:
    now = clock.now()
    draft = actions.start_draft(place, by=member, at=now)
    draft.content = full_content()
    actions.submit(draft, version=draft.version, by=member, at=now)
    actions.approve(draft, version=draft.version, by=staff, at=now)
    return draft


def make_attachment(place: Office, member: User) -> Attachment:
    now = clock.now()
    file = Attachment(id="a" * 32, office_id=place.id, purpose="document", sha256="0" * 64, filename="plan.pdf",
                      media_type="application/pdf", size=1, created_at=now, created_by_id=member.id)  # fmt: skip
    db.session.add(file)
    return file


def make_job(staff: User) -> tuple[Job, JobFile]:
    """Make a job that failed after its first file."""
    now = clock.now()
    job = Job(
        kind="sample.files", subject="edition:1", args={}, state="failed", error=UNKNOWN, asked_by_id=staff.id, asked_at=now, free_at=now
    )
    db.session.add(job)
    db.session.flush()
    file = JobFile(job_id=job.id, name="katalog.pdf", media_type="application/pdf", sha256="0" * 64, size=1, made_at=now, kept_until=now)
    db.session.add(file)
    db.session.flush()
    return job, file


def make_cycles(staff: User) -> tuple[Cycle, Cycle, Cycle]:
    """Make a cycle that is to come, one that is open, and one that is closed."""
    now = clock.now()
    made = [cycles.create(plan(name), by=staff, at=now) for name in ("Buduće mapiranje", "Mapiranje", "Prošlo mapiranje")]
    for cycle in reversed(made[1:]):
        cycles.open_(cycle, version=1, by=staff, at=now)
        inviting.go_on(at=now)
        if cycle is made[2]:
            cycles.close(cycle, version=2, by=staff, at=now)
    return made[0], made[1], made[2]


def make_letters(staff: User) -> tuple[LetterRun, LetterRun]:
    """Make letters that are planned, and a letter that was printed and may be printed again."""
    drafted, printed = make_run(staff, "ada"), make_run(staff, "bor")
    letter, town, now = printed.letters[0], office("bor").municipality, clock.now()
    town.postal_street, town.postal_place = "Moše Pijade 3", "Bor"
    invitations.issue(letter.office, letter.id, new_code(), expires_at=now + timedelta(days=60), by=staff, at=now)
    printed.made_at, printed.deadline = now, now.date() + timedelta(days=60)
    return drafted, printed


def plan(name: str) -> Plan:
    days = clock.now().date(), clock.now().date() + timedelta(days=30)
    return Plan(name, "", *days, text="Molimo vas da proverite podatke o svojoj kancelariji.", text_en="")


@dataclass
class Site:
    """The world: ids of the people, and what stands for each variable of an address."""

    app: Flask
    people: dict[str, int]
    values: dict[str, Any]

    def browser(self, role: str) -> Client:
        """Return a browser of somebody with the role."""
        client = self.app.test_client()
        client.buffers = True
        if role != VISITOR:
            with self.app.app_context():
                client.sign_in(db.session.get_one(User, self.people[role]))
        return client

    def rules(self, *methods: str) -> Iterator[Rule]:
        yield from (rule for rule in self.app.url_map.iter_rules() if rule.methods & set(methods) and rule.endpoint != "static")

    def url(self, rule: Rule) -> str:
        """Return an address that leads to what belongs to the office of the member."""
        own = {name: self.values.get(f"{rule.endpoint}:{name}", self.values.get(name)) for name in rule.arguments}
        unknown = [name for name, value in own.items() if value is None]
        assert not unknown, f"{rule.endpoint}: say in tests/contracts/site.py what {unknown} stands for"
        with self.app.test_request_context(environ_overrides={"SERVER_NAME": "localhost"}):
            return str(self.app.url_map.bind("localhost").build(rule.endpoint, own))


def make_site(app: Flask) -> Site:
    """Make the member's office (published, another version submitted, a colleague, an invitation, a claim) and one with a draft."""
    with app.app_context():
        people = make_people()
        place, now = office("becej"), clock.now()
        publish(place, people[MEMBER], people[MODERATOR])
        colleague = make_member(place, role="editor")
        submission = actions.start_draft(place, by=people[MEMBER], at=now + timedelta(minutes=1))
        actions.submit(submission, version=submission.version, by=people[MEMBER], at=now + timedelta(minutes=2))
        actions.start_draft(office("ada"), by=people[OUTSIDER], at=now)
        claim = Membership(office=place, user=make_user(), role="head", status="requested", requested_at=now)
        db.session.add(claim)
        file = make_attachment(place, people[MEMBER])
        reported = reports.receive(place, BY_KEY["contact"], "Telefon je pogrešan.", locale="sr_Latn", at=now)
        colleague_actions.invite(place, "koleginica@example.org", by=people[MEMBER], at=now)
        planned, running, over = make_cycles(people[MODERATOR])
        published = publish_edition(make_edition(by=people[MODERATOR], at=now), by=people[MODERATOR], at=now)
        draft = give_files(make_edition(by=people[MODERATOR], at=now, year=published.year + 1))
        drafted, printed = make_letters(people[MODERATOR])
        logo = give_logo(draft)
        office("kula").status = OfficeStatus.BEING_SET_UP  # so that something is newer than the draft
        link = _confirmation_link(place)
        blocked = BlockedAddress(address="stara@example.org", reason=Reason.BOUNCED, office_slug=place.slug, since=now)
        db.session.add(blocked)
        recipient = recipients.add(RECIPIENT, by=people[MODERATOR], at=now)
        job, made = make_job(people[MODERATOR])
        recipient = recipients.add(RECIPIENT | {"wish": "both", "email": "biblioteka@example.org"}, by=people[MODERATOR], at=now)
        shipment = send(published, recipient, by=people[MODERATOR])
        recipients.add(RECIPIENT | {"name": "Druga biblioteka"}, by=people[MODERATOR], at=now)
        db.session.commit()
        values = {
            "directory.office_version:number": 1, "version": "cir", "rest": "kancelarije/becej/",
            "office": place.slug, "slug": place.slug, "municipality": place.municipality_code, "section": "kontakt",
            "revision": submission.id, "number": submission.number, "found": claim.id, "request_id": claim.id,
            "member": _id_of(Membership.user_id == colleague.id), "invitation_id": _invitation_id(), "attachment_id": file.id,
            **{f"unsubscribing.{name}:token": token("ler@example.org", place.slug) for name in ("show", "unsubscribe", "subscribe")},
            **{f"reminders.{name}:{variable}": value for name in ("text", "change_text", "sample_mail", "try_text")
               for variable, value in (("name", "reminder_1"), ("version", "latinica"))},
            **{f"reminders.{name}:token": link for name in ("confirm", "confirm_all")},
            "feeds.district:slug": place.municipality.district.slug,
            "message": db.session.scalars(select(OutboxMessage.id)).first(), "user": people[NEWCOMER].id, "token": "0" * 43,
            "report": reported.id,
            "cycle": running.id, "answer": place.slug, "cycles.edit:cycle": planned.id, "cycles.open_cycle:cycle": planned.id,
            **{f"cycles.{name}:slug": over.slug for name in ("report", "response_file", "outcomes_file")},
            "run": printed.id, "letter": printed.letters[0].id, "letters.edit:run": drafted.id, "letters.discard:run": drafted.id,
            "task": db.session.scalars(select(StaffTask.id)).first(),
            "edition": draft.id, "catalogue.correct:edition": published.id, "catalogue.proof_page:number": 1,
            "kind": "screen", "logo": logo.id,
            **{f"catalogue.{name}:slug": published.slug for name in ("published_edition", "published_file")},
            **{f"distribution.{name}:edition": published.id for name in OF_PUBLISHED}, "shipment": shipment.id,
            "recipient": recipient.id, "blocked": blocked.id, "statistics.table:name": "oblik", "file": "lokacije",
            "job": job.id, "jobs.file:file": made.id, "jobs.delete_file:file": made.id,
        }  # fmt: skip
        return Site(app, {role: user.id for role, user in people.items()}, values)


def shared_site(app: Flask) -> Site:
    """Return what ``make_site`` returns, made once and put back for each other test."""

    def make() -> tuple[dict[str, int], dict[str, Any]]:
        made = make_site(app)
        return made.people, made.values

    people, values = made_once(app, make_site, make)
    return Site(app, dict(people), dict(values))


def _confirmation_link(place: Office) -> str:
    listing = db.session.get_one(Listing, place.id)
    given = {"due_on": listing.due_on, "address": place.members[0].email}
    return confirmation_links.token(confirmation_links.issue(confirmation_links.Purpose.REMINDER, place, **given, at=clock.now()))


def _id_of(condition: Any) -> int:
    return db.session.scalars(select(Membership.id).where(condition)).one()


def _invitation_id() -> int:
    return db.session.scalars(select(OneTimeToken.id)).one()
