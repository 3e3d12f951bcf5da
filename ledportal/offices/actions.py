"""What can be done to a profile: one verb, one function, each in the caller's transaction with its audit row and its mail.

Each takes a lock on the office's row first, so that two people who act at once come one after the other, and then compares
the version that the caller saw with the one that is stored.
"""

from __future__ import annotations

import copy
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.offices import changes, content, emails, listing
from ledportal.offices.content import Problem
from ledportal.offices.declaration import Section
from ledportal.offices.directory_models import ChangeKind
from ledportal.offices.models import Comment, Confirmation, Decision, Office, OfficeStatus, Provenance, Revision
from ledportal.offices.opening import is_open, opened
from ledportal.offices.profile import BY_KEY, SCHEMA
from ledportal.offices.queries import draft_source, open_revision
from ledportal.offices.workflow import MEANING, Status, Verb, next_status
from ledportal.outbox.emails import enqueue


class StaleError(Exception):
    """The revision is not what the caller saw; ``revision`` is as it is now."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(f"revision {revision.id} is at version {revision.version}, {revision.status}")
        self.revision = revision


class ClosedError(Exception):
    """The section is not open for a change in this draft."""


class IncompleteError(Exception):
    """The draft may not be submitted yet; ``problems`` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Ruling:
    """What staff say with a decision: reasons from the list, a text, and comments to fields, each a path (``content.path``) and a text."""

    reasons: tuple[str, ...] = ()
    text: str = ""
    comments: tuple[tuple[str, str], ...] = ()


def lock(revision: Revision) -> None:
    """Wait until nobody else writes about this office, and read it and the revision again."""
    lock_office(revision.office_id)
    db.session.refresh(revision)


def lock_office(office_id: int) -> None:
    """Wait until nobody else writes about this office, and read it again."""
    fresh = select(Office).where(Office.id == office_id).with_for_update().execution_options(populate_existing=True)
    db.session.scalars(fresh).one()


def _check(revision: Revision, version: int) -> None:
    lock(revision)
    if revision.version != version:
        raise StaleError(revision)


def start_draft(office: Office, *, by: User, at: datetime, provenance: Provenance = Provenance.OFFICE) -> Revision:
    """Return the office's open revision, or a new draft with the text of ``queries.draft_source``."""
    lock_office(office.id)
    if found := open_revision(office):
        return found
    return _new_draft(office, draft_source(office), by=by, at=at, provenance=provenance)


def change_section(office: Office, section: Section, *, by: User, at: datetime, provenance: Provenance = Provenance.OFFICE) -> Revision:
    """Open a section for a change: in the draft that is there, else in a new one of what is public, in which only this section is open.

    Raises:
        StaleError: staff are checking a submission.
    """
    lock_office(office.id)
    draft = open_revision(office)
    if draft is None:
        public = office.published_revision
        sections = [section.key] if public is not None else None
        return _new_draft(office, public or draft_source(office), sections=sections, by=by, at=at, provenance=provenance)
    if draft.status != Status.DRAFT:
        raise StaleError(draft)
    draft.open_sections = opened(draft.open_sections, section.key)
    return draft


def _new_draft(
    office: Office, source: Revision | None, *, sections: list[str] | None = None, by: User, at: datetime, provenance: str
) -> Revision:
    highest = db.session.scalar(select(func.max(Revision.number)).where(Revision.office == office))
    draft = Revision(
        office=office,
        number=(highest or 0) + 1,
        status=Status.DRAFT,
        schema=SCHEMA,
        content=copy.deepcopy(source.content) if source else content.empty_content(),
        copied_from=source,
        provenance=provenance,
        confirmed_sections=[],
        open_sections=sections,
        created_at=at,
        created_by=by,
    )
    db.session.add(draft)
    db.session.flush()
    only = {"sections": sections} if sections is not None else {}
    record(MEANING[Status.DRAFT].audit, draft, by=by, at=at, office=office, provenance=provenance, **only)
    return draft


def set_provenance(revision: Revision, provenance: Provenance, *, version: int, by: User, at: datetime) -> None:
    """Mark how a draft came in, when somebody else than the office goes on with it.

    Raises:
        StaleError: somebody changed it meanwhile, or it is no draft any more.
    """
    _check(revision, version)
    if revision.status != Status.DRAFT:
        raise StaleError(revision)
    if revision.provenance != provenance:
        record("revision.attributed", revision, by=by, at=at, office=revision.office, before=revision.provenance, after=provenance)
        revision.provenance = provenance
        revision.version += 1


def save_section(revision: Revision, section: Section, values: dict[str, Any], *, seen: str, by: User, at: datetime) -> str:
    """Store a section of a draft and return its digest, the next ``seen``.

    Args:
        values: canonical content, from ``content.canonical_section``.
        seen: the digest of the section that the form was filled from.

    Raises:
        StaleError: somebody else changed this section meanwhile, or the draft is no draft any more.
        ClosedError: the draft was begun for other sections only.
    """
    lock(revision)
    if revision.status == Status.DRAFT and not is_open(revision.open_sections, section.key):
        raise ClosedError
    stored = revision.content.get(section.key) or content.empty_section(section)
    digest = content.digest(values)
    if revision.status != Status.DRAFT or content.digest(stored) not in (seen, digest):
        raise StaleError(revision)
    if stored != values:
        revision.content = {**revision.content, section.key: values}
        revision.version += 1
        revision.saved_at, revision.saved_by = at, by
    return digest


def submit(revision: Revision, *, version: int, confirmed: Collection[str] = (), by: User, at: datetime) -> None:
    """Hand a draft to staff; what a member submits comes from the office. ``confirmed`` names the sections that are right today.

    Raises:
        StaleError, TransitionError, IncompleteError
    """
    _check(revision, version)
    status = next_status(revision.status, Verb.SUBMIT)
    if problems := content.problems(revision.content, today=local_day(at)):
        raise IncompleteError(problems)
    revision.submitted_at, revision.submitted_by = at, by
    if revision.office.has_member(by):
        revision.provenance = Provenance.OFFICE
    revision.confirmed_sections = [key for key in BY_KEY if key in confirmed]
    _enter(revision, status, by=by, at=at)


def withdraw(revision: Revision, *, version: int, by: User, at: datetime) -> None:
    """Take a draft or a submission back.

    Raises:
        StaleError, TransitionError
    """
    _close(revision, Verb.WITHDRAW, None, version=version, by=by, at=at)


def approve(revision: Revision, *, version: int, ruling: Ruling = Ruling(), by: User, at: datetime) -> None:
    """Publish a submission: it takes the place of the published revision, and the directory shows it.

    Raises:
        StaleError, TransitionError
    """
    _check(revision, version)
    status = next_status(revision.status, Verb.APPROVE)
    office = revision.office
    before = office.published_revision
    if before is not None:
        _supersede(before, by=by, at=at)
    _decide(revision, Verb.APPROVE, ruling, by=by, at=at)
    office.published_revision = revision
    office.status = OfficeStatus.EXISTS
    office.version += 1
    for key in revision.confirmed_sections:
        db.session.add(Confirmation(office_id=office.id, section=key, confirmed_at=revision.submitted_at, user_id=revision.submitted_by_id,
                                    revision_id=revision.id))  # fmt: skip
    _enter(revision, status, by=by, at=at)
    db.session.flush()
    listing.refresh(office)
    changes.announce(office, ChangeKind.UPDATED if before is not None else ChangeKind.PUBLISHED, revision=revision, at=at)
    _tell_the_named(revision, before, at=at)


def _supersede(revision: Revision, *, by: User, at: datetime) -> None:
    """Close the published revision; written at once, since an office has one published revision at most at any moment."""
    revision.closed_at = at
    _enter(revision, next_status(revision.status, Verb.SUPERSEDE), by=by, at=at)
    db.session.flush()


def return_to_office(revision: Revision, *, version: int, ruling: Ruling, by: User, at: datetime) -> Revision:
    """Close a submission with comments and open a new draft with its text.

    Raises:
        StaleError, TransitionError
    """
    _close(revision, Verb.RETURN, ruling, version=version, by=by, at=at)
    db.session.flush()
    return _new_draft(revision.office, revision, by=by, at=at, provenance=revision.provenance)


def reject(revision: Revision, *, version: int, ruling: Ruling, by: User, at: datetime) -> None:
    """Close a submission for good, with a reason.

    Raises:
        StaleError, TransitionError
    """
    _close(revision, Verb.REJECT, ruling, version=version, by=by, at=at)


def _close(revision: Revision, verb: Verb, ruling: Ruling | None, *, version: int, by: User, at: datetime) -> None:
    """End a revision's way without publishing it."""
    _check(revision, version)
    status = next_status(revision.status, verb)
    revision.closed_at = at
    if ruling is not None:
        _decide(revision, verb, ruling, by=by, at=at)
    _enter(revision, status, by=by, at=at)


def _decide(revision: Revision, verb: Verb, ruling: Ruling, *, by: User, at: datetime) -> None:
    revision.decision = Decision(verb=verb, reasons=list(ruling.reasons), text=ruling.text, decided_at=at, decided_by=by)
    revision.comments += [Comment(field=field, text=text, internal=False, created_at=at, author=by) for field, text in ruling.comments]


def _enter(revision: Revision, status: Status, *, by: User, at: datetime) -> None:
    """Write a status with its audit row and its mail: the one place that does."""
    revision.status = status
    revision.version += 1
    record(MEANING[status].audit, revision, by=by, at=at, office=revision.office, number=revision.number)
    for email in emails.entered(revision):
        enqueue(email, at=at)


def _tell_the_named(revision: Revision, before: Revision | None, *, at: datetime) -> None:
    """Tell the colleagues who are named in public for the first time (ZZPL, article 24: notice to whom data is not taken from)."""
    known = {person.email for person in emails.named(before)} if before else set()
    for person in emails.named(revision):
        if person.email not in known:
            enqueue(emails.named_in_profile(revision, person), at=at)
