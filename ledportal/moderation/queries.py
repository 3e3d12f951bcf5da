"""What the review of submissions reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased, joinedload, load_only, selectinload

from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Comment, Decision, Office, Revision
from ledportal.offices.queries import revisions
from ledportal.offices.workflow import MEANING, WAS_PUBLIC, Status
from ledportal.script import fold

STATES = ("waiting", "mine", "returned", "decided")
SENT_BACK = (Status.RETURNED, Status.REJECTED)
PLACE = joinedload(Revision.office).joinedload(Office.municipality).joinedload(Municipality.district)


def find(revision_id: int) -> Revision | None:
    """Return a revision that was submitted, whatever became of it."""
    query = select(Revision).where(Revision.id == revision_id, Revision.submitted_at.is_not(None))
    people = joinedload(Revision.submitted_by), joinedload(Revision.assignee), joinedload(Revision.decision).joinedload(Decision.decided_by)
    return db.session.scalar(query.options(PLACE, *people, selectinload(Revision.comments).joinedload(Comment.author)))


def queue(state: str, *, of: User, text: str = "", district: str = "") -> Select[Any]:
    """Select the submissions in a state: those that wait, the oldest first, or those that were decided, the latest decision first."""
    people = joinedload(Revision.submitted_by), joinedload(Revision.assignee), joinedload(Revision.decision).joinedload(Decision.decided_by)
    source = joinedload(Revision.copied_from).load_only(Revision.status)
    query = _narrowed(state, of, text, district).options(PLACE, *people, source)
    if state == "decided":
        return query.join(Revision.decision).order_by(Decision.decided_at.desc(), Revision.id.desc())
    return query.order_by(Revision.closed_at if state == "returned" else Revision.submitted_at, Revision.id)


def _narrowed(state: str, of: User, text: str, district: str) -> Select[Any]:
    named = Municipality.search_text.contains(fold(text), autoescape=True)
    query = select(Revision).join(Revision.office).join(Office.municipality).where(named, *_in_state(state, of))
    return query.where(Municipality.district_code == district) if district else query


def _in_state(state: str, of: User) -> Sequence[Any]:
    if state == "decided":
        return (Revision.decision.has(),)
    if state == "returned":
        draft = aliased(Revision)
        corrected = select(draft.id).where(draft.copied_from_id == Revision.id, draft.status == Status.DRAFT).exists()
        return Revision.status == Status.RETURNED, corrected
    waiting = (Revision.status == Status.SUBMITTED,)
    return (*waiting, Revision.assignee_id == of.id) if state == "mine" else waiting


def counts(*, of: User, text: str, district: str) -> dict[str, int]:
    """Return how many submissions are in each state that asks for somebody's work."""
    states = [state for state in STATES if state != "decided"]
    numbers = [
        select(func.count()).select_from(_narrowed(state, of, text, district).with_only_columns(Revision.id).subquery()).scalar_subquery()
        for state in states
    ]
    return dict(zip(states, db.session.execute(select(*numbers)).one(), strict=True))


def public_before(found: Sequence[Revision]) -> dict[int, Revision]:
    """Return for each revision the one that was public when it was submitted; a first one has none."""
    before, earlier = aliased(Revision), aliased(Revision)
    number = (
        select(func.max(earlier.number))
        .where(earlier.office_id == Revision.office_id, earlier.number < Revision.number, earlier.status.in_(WAS_PUBLIC))
        .correlate(Revision)
        .scalar_subquery()
    )
    same = and_(before.office_id == Revision.office_id, before.number == number)
    rows = db.session.execute(select(Revision.id, before).join(before, same).where(Revision.id.in_([each.id for each in found])))
    return {row[0]: row[1] for row in rows}


def sent_back(revision: Revision) -> Revision | None:
    """Return the version that staff returned or rejected and that this one corrects."""
    by_id: Mapping[int | None, Revision] = {each.id: each for each in revisions(revision.office)}
    found = by_id.get(revision.copied_from_id)
    while found is not None and found.status == Status.WITHDRAWN:
        found = by_id.get(found.copied_from_id)
    return found if found is not None and found.status in SENT_BACK else None


def decisions_before(revision: Revision) -> Sequence[Decision]:
    """Return what was decided about the office's earlier revisions, the latest first."""
    query = select(Decision).join(Decision.revision).where(Revision.office_id == revision.office_id, Revision.number < revision.number)
    whose = joinedload(Decision.revision).options(load_only(Revision.number, Revision.status))
    return db.session.scalars(query.order_by(Revision.number.desc()).options(whose, joinedload(Decision.decided_by)).limit(20)).all()


def notes(revision: Revision) -> Sequence[Comment]:
    """Return what staff wrote for each other about this revision of the office and those before it, the earliest first."""
    so_far = Revision.office_id == revision.office_id, Revision.number <= revision.number
    query = select(Comment).join(Comment.revision).where(Comment.internal, *so_far).order_by(Comment.id.desc()).limit(50)
    whose = joinedload(Comment.revision).load_only(Revision.number)
    return db.session.scalars(query.options(whose, joinedload(Comment.author))).all()[::-1]


def latest_event(revision: Revision) -> tuple[AuditEvent, User | None] | None:
    """Return how a revision came into its status, and who brought it there."""
    about = AuditEvent.subject_type == "revisions", AuditEvent.subject_id == revision.audit_id
    verb = AuditEvent.verb == MEANING[Status(revision.status)].audit
    event = db.session.scalar(select(AuditEvent).where(*about, verb).order_by(AuditEvent.id.desc()).limit(1))
    if event is None:
        return None
    return event, db.session.get(User, event.actor_id) if event.actor_id is not None else None
