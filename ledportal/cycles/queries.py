"""Reading cycles, and what has happened to each municipality in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ledportal.cycles.models import Cycle, CycleAnswer
from ledportal.cycles.states import Facts, State, state
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.models import Confirmation, ConfirmedBy, Decision, Office, Provenance, Revision
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.offices.workflow import Status, Verb
from ledportal.outbox.models import DeliveryFailure, MailState, OutboxMessage

OPEN_CLAIM = ("requested", "granted")
Times = dict[str, datetime]


@dataclass(frozen=True)
class Place:
    """One municipality in a cycle."""

    answer: CycleAnswer
    facts: Facts

    @property
    def office(self) -> Office:
        return self.answer.office

    @property
    def municipality(self) -> Municipality:
        return self.answer.office.municipality

    @property
    def state(self) -> State:
        return state(self.facts)


def find(cycle_id: int) -> Cycle | None:
    return db.session.get(Cycle, cycle_id)


def cycles() -> Sequence[Cycle]:
    """Return all cycles, the latest first."""
    return db.session.scalars(select(Cycle).order_by(Cycle.starts_on.desc(), Cycle.id.desc())).all()


def open_cycle() -> Cycle | None:
    return db.session.scalar(select(Cycle).where(Cycle.is_open.is_(True)))


def closed() -> Sequence[Cycle]:
    """Return the closed cycles, the latest first."""
    return db.session.scalars(select(Cycle).where(Cycle.closed_at.is_not(None)).order_by(Cycle.closed_at.desc(), Cycle.id.desc())).all()


def find_closed(slug: str) -> Cycle | None:
    return db.session.scalar(select(Cycle).where(Cycle.slug == slug[:300], Cycle.closed_at.is_not(None)))


def latest_closed() -> Cycle | None:
    return next(iter(closed()), None)


def find_answer(cycle: Cycle, slug: str) -> CycleAnswer | None:
    """Return what a cycle has of the office with a slug."""
    query = _with_places(select(CycleAnswer).where(CycleAnswer.cycle_id == cycle.id, Office.slug == slug[:300]))
    return db.session.scalar(query)


def active_offices() -> Select[Any]:
    """Select the offices of the active municipalities with what an invitation needs, in Serbian order."""
    place = contains_eager(Office.municipality).joinedload(Municipality.district)
    query = select(Office).join(Office.municipality).where(Municipality.active).options(place, _members())
    return query.order_by(Municipality.sort_key, Municipality.code)


def answers(cycle: Cycle) -> Sequence[CycleAnswer]:
    """Return the answers of a cycle, in Serbian order of their municipalities."""
    query = _with_places(select(CycleAnswer).where(CycleAnswer.cycle_id == cycle.id))
    return db.session.scalars(query.order_by(Municipality.sort_key, Municipality.code)).all()


def next_answers(cycle: Cycle, *, after: int, most: int, uninvited: bool = False) -> Sequence[CycleAnswer]:
    """Return a batch of the answers of a cycle, by the ids of their offices: in this order everybody locks several of them."""
    query = _with_places(select(CycleAnswer).where(CycleAnswer.cycle_id == cycle.id, CycleAnswer.office_id > after))
    if uninvited:
        query = query.where(CycleAnswer.invited_at.is_(None))
    return db.session.scalars(query.order_by(CycleAnswer.office_id).limit(most)).all()


def count_uninvited(cycle: Cycle) -> int:
    waiting = (CycleAnswer.cycle_id == cycle.id, CycleAnswer.invited_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(CycleAnswer).where(*waiting)) or 0


def _with_places(query: Select[Any]) -> Select[Any]:
    office = contains_eager(CycleAnswer.office)
    place = office.contains_eager(Office.municipality).joinedload(Municipality.district).joinedload(District.region)
    query = query.join(CycleAnswer.office).join(Office.municipality)
    return query.options(place, office.options(_members()), joinedload(CycleAnswer.noted_by))


def _members() -> Any:
    return selectinload(Office.memberships).joinedload(Office.memberships.entity.class_.user)


def places(cycle: Cycle, answers: Sequence[CycleAnswer]) -> list[Place]:
    """Return the answers with what has happened since the cycle opened."""
    since, offices = cycle.opened_at, [each.office_id for each in answers]
    if since is None:
        return []
    times: dict[int, Times] = defaultdict(dict)
    for part in (_revisions, _approvals, _confirmations):
        for office, name, time in part(offices, since):
            times[office][name] = max(time, times[office].get(name, time))
    returned = _returned(cycle, offices)
    return [Place(each, _facts(each, times[each.office_id], since, returned=each.office_id in returned)) for each in answers]


def _facts(answer: CycleAnswer, times: Times, since: datetime, *, returned: bool) -> Facts:
    claims = [each.requested_at for each in answer.office.memberships if each.requested_at >= since and each.status in OPEN_CLAIM]
    started = max([*claims, *(time for name, time in times.items() if name == "started")], default=None)
    return Facts(answer.reached, returned, answer.said, answer.noted_at, **{**times, "started": started})


def _revisions(offices: Sequence[int], since: datetime) -> list[tuple[int, str, datetime]]:
    """Return what was written since then, and what waits for staff, however long."""
    times = (Revision.created_at, Revision.saved_at, Revision.submitted_at)
    recent = or_(*(time >= since for time in times), Revision.status == Status.SUBMITTED)
    query = select(Revision.office_id, Revision.status, *times, Revision.provenance).where(Revision.office_id.in_(offices), recent)
    rows = db.session.execute(query).all()
    return [(row[0], _written(row.status, row.provenance), row.submitted_at or max(filter(None, row[2:4]))) for row in rows]


def _written(status: str, provenance: str) -> str:
    if status == Status.SUBMITTED:
        return "phoned" if provenance == Provenance.PHONE else "submitted"
    return "drafted" if status == Status.DRAFT else "started"


def _approvals(offices: Sequence[int], since: datetime) -> list[tuple[int, str, datetime]]:
    latest = func.max(Decision.decided_at)
    query = select(Revision.office_id, Revision.provenance, latest).join(Decision, Decision.revision_id == Revision.id)
    query = query.where(Revision.office_id.in_(offices), Decision.verb == Verb.APPROVE, Decision.decided_at >= since)
    rows = db.session.execute(query.group_by(Revision.office_id, Revision.provenance))
    return [(office, "phoned" if provenance == Provenance.PHONE else "approved", time) for office, provenance, time in rows]


def _confirmations(offices: Sequence[int], since: datetime) -> list[tuple[int, str, datetime]]:
    """Return who confirmed every public section since then; who confirmed only some has started."""
    how = (Confirmation.office_id, Confirmation.section, Confirmation.via, Revision.provenance)
    query = select(*how, func.max(Confirmation.confirmed_at)).join(Revision, Confirmation.revision_id == Revision.id)
    query = query.where(Confirmation.office_id.in_(offices), Confirmation.confirmed_at >= since)
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    themselves = set()
    for office, section, via, provenance, time in db.session.execute(query.group_by(*how)):
        found[office][section] = max(time, found[office].get(section, time))
        if not _by_phone(via, provenance):
            themselves.add(office)
    return [(office, _confirmed(times, by_itself=office in themselves), max(times.values())) for office, times in found.items()]


def _by_phone(via: str, provenance: str) -> bool:
    """Say whether staff confirmed a section on the phone, or handed in what they were told there."""
    return via == ConfirmedBy.PHONE or (via == ConfirmedBy.SUBMISSION and provenance == Provenance.PHONE)


def _confirmed(times: Times, *, by_itself: bool) -> str:
    if not times.keys() >= {section.key for section in PUBLIC_SECTIONS}:
        return "started"
    return "confirmed" if by_itself else "phoned"


def _returned(cycle: Cycle, offices: Sequence[int]) -> set[int]:
    """Return the offices of which no mail of the cycle arrived."""
    failed = exists().where(DeliveryFailure.message_id == OutboxMessage.id, DeliveryFailure.permanent)
    lost = or_(OutboxMessage.state.in_((MailState.FAILED, MailState.WITHHELD)), failed)
    ours = and_(OutboxMessage.office_slug == Office.slug, OutboxMessage.key.startswith(f"cycle:{cycle.id}:"))
    query = select(Office.id).join(OutboxMessage, ours).where(Office.id.in_(offices)).group_by(Office.id)
    return set(db.session.scalars(query.having(func.sum(case((lost, 0), else_=1)) == 0)))
