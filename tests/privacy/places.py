"""A register in which every private place carries the mark: what offices keep to themselves, what staff write, who people are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Index, String, Table, UniqueConstraint, or_, update

from ledportal import clock
from ledportal.access import Role
from ledportal.accounts.models import User, UserSession
from ledportal.administration.actions import change_municipality, change_status
from ledportal.attachments import files
from ledportal.cycles import actions as cycles
from ledportal.cycles import inviting
from ledportal.cycles.actions import Plan
from ledportal.cycles.states import State
from ledportal.extensions import db
from ledportal.memberships import actions as memberships
from ledportal.memberships import colleague_actions
from ledportal.offices import actions, confirming
from ledportal.offices.actions import Ruling
from ledportal.offices.changes import UNSEEN
from ledportal.offices.models import Comment, ConfirmedBy, Office, Revision
from ledportal.offices.profile import BY_KEY, CONTACT, SECTIONS
from ledportal.outbox.models import BlockedAddress, Reason
from ledportal.reports import actions as reports
from tests.attachments.files import pdf
from tests.catalogue.editions import make_edition, publish_edition
from tests.distribution.people import make_recipient
from tests.factories import make_member, make_user, office
from tests.invitations.making import make_run
from tests.privacy.marks import MARK, PHONE, everywhere, marked, where_hidden

SHOWN = {
    "regions", "districts", "municipalities", "offices", "listings", "revisions", "changes", "directory_state", "search_words",
    "search_documents", "freshness_settings", "cycles", "attachments",
    "editions", "edition_entries", "edition_files", "edition_logos",
}  # fmt: skip
"""The tables that public pages are made from; of the others nothing is for everybody."""

PUBLIC = [section.key for section in SECTIONS if not section.internal]
NAME = f"{MARK.title()} {MARK.title()}ić"
RULING = Ruling(reasons=("unclear",), text=f"{MARK} odluka", comments=(("office.about", f"{MARK} primedba"),))


class Maker:
    """Makes the register, each thing a minute after the one before."""

    def __init__(self) -> None:
        self.now = clock.now() - timedelta(days=200)
        self.staff = self.person("osoblje", role=Role.ADMINISTRATOR)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def person(self, what: str, **values: Any) -> User:
        return make_user(name=f"{NAME} {what}", email=f"{MARK}.{what}@example.org", **values)

    def draft(self, slug: str, content: dict[str, Any]) -> tuple[Revision, User]:
        place = office(slug)
        member = next(iter(place.members), None) or make_member(place, user=self.person(f"clan-{slug}"))
        made = actions.start_draft(place, by=member, at=self.tick())
        made.content = content
        return made, member

    def submitted(self, slug: str, content: dict[str, Any]) -> Revision:
        made, member = self.draft(slug, content)
        actions.submit(made, version=made.version, confirmed=PUBLIC, by=member, at=self.tick())
        return made

    def publish(self, slug: str, content: dict[str, Any]) -> Revision:
        made = self.submitted(slug, content)
        made.comments.append(Comment(field="", text=f"{MARK} interno", internal=True, created_at=self.now, author=self.staff))
        actions.approve(made, version=made.version, ruling=Ruling(reasons=(), text=f"{MARK} odobreno"), by=self.staff, at=self.tick())
        return made


def make() -> dict[str, Any]:
    maker = Maker()
    _entries(maker)
    _unfinished(maker)
    _people(maker, office())
    made = {"letter": _letter(maker), "cycle": _cycles(maker), "staff": maker.staff}
    _printed(maker)
    _session(maker)
    _mark_the_rest()
    return made


def _entries(maker: Maker) -> None:
    """An entry whose former version named people; one of an office that closed; one of a municipality that left the register."""
    former = where_hidden()
    former["contact"] |= {spec.key: marked(spec) for spec in CONTACT.fields if spec.personal and marked(spec)}
    former["contact"] |= {"head": NAME, "mobile_public": True}
    former["contact"]["team"][0] |= {"name": f"{NAME} mlađi", "phone": PHONE, "email": f"{MARK}.tim@example.org"}
    former["office"]["about"] = f"Kancelariju vodi {NAME}, telefon {PHONE}."
    maker.publish("becej", former)
    maker.publish("becej", where_hidden())
    maker.publish("nis", where_hidden())
    closed = office("nis")
    change_status(closed, "closed", office(), version=closed.version, by=maker.staff, at=maker.tick())
    left = maker.publish("kula", everywhere()).office.municipality
    kept = {"registry_email": f"{MARK}.pisarnica@example.org", "registry_phone": PHONE, "postal_street": f"{MARK} ulica"}
    change_municipality(left, {"active": False, **kept}, version=left.version, by=maker.staff, at=maker.tick())
    own = office().municipality
    change_municipality(own, {**kept, "email_domains": [f"{MARK}.rs"]}, version=own.version, by=maker.staff, at=maker.tick())


def _unfinished(maker: Maker) -> None:
    """What is being written, waits, or came back."""
    maker.draft("becej", everywhere())
    maker.draft("vrbas", everywhere())
    maker.submitted("ada", everywhere())
    for slug, decide in (("bor", actions.return_to_office), ("ub", actions.reject)):
        made = maker.submitted(slug, everywhere())
        decide(made, version=made.version, ruling=RULING, by=maker.staff, at=maker.tick())


def _people(maker: Maker, place: Office) -> None:
    """Whoever asks, is invited, reports, confirms by mail or bounces. The audit log names each of them."""
    memberships.claim(place, message=f"{MARK} molba", letter=None, by=maker.person("molilac"), at=maker.tick())
    colleague_actions.invite(place, f"{MARK}.koleginica@example.org", by=place.members[0], at=maker.tick())
    reports.receive(place, BY_KEY["contact"], f"{MARK} greška", email=f"{MARK}.citalac@example.org", locale="sr_Latn", at=maker.tick())
    given = {"revision": place.published_revision_id, "via": ConfirmedBy.MAIL, "address": f"{MARK}.potvrda@example.org"}
    confirming.confirm(place, ["sites"], **given, by=None, at=maker.tick())
    blocked = BlockedAddress(address=f"{MARK}.stara@example.org", reason=Reason.BOUNCED, office_slug=place.slug, since=maker.now)
    db.session.add(blocked)


def _letter(maker: Maker) -> Any:
    """A letter of authorisation whose name names a person."""
    return files.store(pdf(), "letter", office(), by=maker.staff, at=maker.tick(), filename=f"{MARK}.pdf")


def _cycles(maker: Maker) -> Any:
    """A closed cycle in which staff noted what they heard."""
    day = maker.now.date()
    plan = Plan("Mapiranje", "", day, day + timedelta(days=30), text=f"{MARK} poziv", text_en="")
    cycle = cycles.create(plan, by=maker.staff, at=maker.tick())
    cycles.open_(cycle, version=1, by=maker.staff, at=maker.tick())
    inviting.go_on(at=maker.tick())
    noted = next(each for each in cycle.answers if each.office.slug == "ub")
    cycles.note(noted, State.PHONE, f"{MARK} beleška", version=noted.version, by=maker.staff, at=maker.tick())
    db.session.refresh(cycle)
    cycles.close(cycle, version=cycle.version, by=maker.staff, at=maker.tick())
    return cycle


def _printed(maker: Maker) -> None:
    """An edition of the catalogue, who gets it, and letters."""
    publish_edition(make_edition(by=maker.staff, at=maker.tick()), by=maker.staff, at=maker.tick())
    make_recipient(maker.staff, name=f"{MARK} primalac", note=f"{MARK} napomena")
    make_run(maker.staff, "bor")


def _session(maker: Maker) -> None:
    values = {"token_hash": "0" * 64, "created_at": maker.now, "last_seen_at": maker.now, "user_agent": MARK, "address": MARK}
    db.session.add(UserSession(user_id=maker.staff.id, **values))


def private_tables() -> list[Table]:
    return [table for table in db.metadata.sorted_tables if table.name not in SHOWN]


def _mark_the_rest() -> None:
    """Put the mark into every text of the private tables in which nothing stands."""
    db.session.flush()
    for table in private_tables():
        for column in table.c:
            if isinstance(column.type, String) and not column.foreign_keys and not _is_one_of_its_kind(column):
                nothing = or_(column.is_(None), column == "")
                db.session.execute(update(table).where(nothing).values({column.name: MARK}), execution_options={UNSEEN: True})
    db.session.expire_all()


def _is_one_of_its_kind(column: Column[Any]) -> bool:
    unique = (*(each for each in column.table.constraints if isinstance(each, UniqueConstraint)), *_unique_indexes(column.table))
    return any(column.name in each.columns for each in unique)


def _unique_indexes(table: Any) -> list[Index]:
    return [each for each in table.indexes if each.unique]
