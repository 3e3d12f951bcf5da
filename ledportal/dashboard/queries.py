"""What the figures are counted from: the published entries of offices that are there, in the municipalities of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import contains_eager

from ledportal.dashboard.counting import BITS, WINDOWS, Entry, bound
from ledportal.days import BELGRADE, belgrade_day
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.models import EXPECTED, Confirmation, Decision, Listing, Office, Revision
from ledportal.offices.periods import Periods
from ledportal.offices.standing import Standing
from ledportal.offices.workflow import WAS_PUBLIC


@dataclass(frozen=True)
class Count:
    """How many entries there are, how many were confirmed in the last months, and how many have each standing."""

    total: int
    confirmed: Mapping[int, int]
    standings: Mapping[Standing, int]


@dataclass(frozen=True)
class Condition:
    """What the standing and the windows say of a listing, as SQL, on one day."""

    periods: Periods
    today: date

    def confirmed_within(self, months: int) -> ColumnElement[bool]:
        return Listing.confirmed_at >= _start(bound(self.today, months) + timedelta(days=1))

    def has(self, standing: Standing) -> ColumnElement[bool]:
        outdated = Listing.due_on <= self.today - self.periods.outdated_after
        late = or_(Listing.confirmed_at.is_(None), Listing.due_on <= self.today - self.periods.grace)
        if standing is Standing.OUTDATED:
            return outdated
        return ~outdated & (late if standing is Standing.UNCONFIRMED else ~late)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), BELGRADE)


def _counted(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(Listing).join(Listing.office).join(Office.municipality).where(*EXPECTED)


def by_district(condition: Condition) -> dict[str, Count]:
    """Return the figures of each district with an entry, by its code."""
    columns = [*(condition.confirmed_within(months) for months in WINDOWS), *(condition.has(standing) for standing in Standing)]
    query = _counted(Municipality.district_code, func.count(), *(func.sum(case((each, 1), else_=0)) for each in columns))
    return {
        code: Count(total, dict(zip(WINDOWS, sums, strict=False)), dict(zip(Standing, sums[len(WINDOWS) :], strict=True)))
        for code, total, *sums in db.session.execute(query.group_by(Municipality.district_code))
    }


def added(counts: Sequence[Count]) -> Count:
    """Return the figures of several districts together."""
    return Count(
        sum(each.total for each in counts),
        {months: sum(each.confirmed[months] for each in counts) for months in WINDOWS},
        {standing: sum(each.standings[standing] for each in counts) for standing in Standing},
    )


def median_day(total: int) -> date | None:
    """Return the day since which half of the entries were confirmed; None where half of them never were as a whole."""
    query = _counted(Listing.confirmed_at).where(Listing.confirmed_at.is_not(None)).order_by(Listing.confirmed_at.desc())
    found = db.session.scalar(query.offset((total + 1) // 2 - 1).limit(1)) if total else None
    return belgrade_day(found) if found else None


def entries(since: date) -> Iterator[Entry]:
    """Yield what happened to each entry: when it was published, and its confirmations after a day."""
    published: dict[int, datetime] = dict(db.session.execute(_first_published()).all())
    for office_id, rows in groupby(db.session.execute(_confirmations(since)), key=lambda row: row[0]):
        if (first := published.pop(office_id, None)) is not None:
            yield Entry(belgrade_day(first), [(belgrade_day(at), bits) for _, at, bits in rows])
    yield from (Entry(belgrade_day(first)) for first in published.values())


def _first_published() -> Select[Any]:
    query = _counted(Revision.office_id, func.min(Decision.decided_at)).join(Revision, Revision.office_id == Office.id)
    return query.join(Decision, Decision.revision_id == Revision.id).where(Revision.status.in_(WAS_PUBLIC)).group_by(Revision.office_id)


def _confirmations(since: date) -> Any:
    bits = func.sum(case(BITS, value=Confirmation.section, else_=0).distinct())
    columns = (Confirmation.office_id, Confirmation.confirmed_at)
    query = select(*columns, bits).where(Confirmation.confirmed_at >= _start(since + timedelta(days=1)))
    return query.group_by(*columns).order_by(*columns)


def offices(condition: Condition, *, standing: str = "", confirmed: str = "", district: str = "") -> Select[Any]:
    """Select the listings behind a figure, the longest due first.

    Args:
        standing: a code of ``Standing``.
        confirmed: a number of months, ``older`` than the last of them, or ``never``.
        district: a district's slug.
    """
    office = contains_eager(Listing.office)
    place = office.contains_eager(Office.municipality)
    query = _counted(Listing).join(Municipality.district).options(place.contains_eager(Municipality.district))
    if standing:
        query = query.where(condition.has(Standing(standing)))
    if confirmed:
        query = query.where(_confirmed(condition, confirmed))
    if district:
        query = query.where(District.slug == district)
    return query.order_by(Listing.due_on, Municipality.sort_key, Municipality.code)


def _confirmed(condition: Condition, confirmed: str) -> ColumnElement[bool]:
    if confirmed == "never":
        return Listing.confirmed_at.is_(None)
    if confirmed == "older":
        return or_(Listing.confirmed_at.is_(None), ~condition.confirmed_within(WINDOWS[-1]))
    return condition.confirmed_within(int(confirmed))
