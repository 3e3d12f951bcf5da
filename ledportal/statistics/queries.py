"""What the statistics are counted from: the published entries of offices that are there, in the municipalities of the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, func, select

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.extracting import with_values
from ledportal.offices.models import EXPECTED, Listing, Office, is_gone
from ledportal.statistics.counting import Facts, Situation, Tally

BATCH = 500
FACTS = (
    ("office", "form"), ("office", "staff"), ("office", "founded"), ("environment", "certificate"), ("environment", "sectors"),
    ("sites", "sites"), ("documents", "documents"),
)  # fmt: skip
"""Where in an entry that stands which is counted, in the order of ``Facts``."""


def tallies(districts: Collection[str] | None = None) -> dict[str, Tally]:
    """Count the entries of the districts, or of all, by the code of the district; a few of them are in memory at a time."""
    found: defaultdict[str, Tally] = defaultdict(Tally)
    query = select(Municipality.district_code).select_from(Listing).join(Listing.office).join(Office.municipality)
    query = with_values(query.where(*EXPECTED, *_within(districts)), Listing.content, FACTS, name="facts", dialect=db.engine.dialect.name)
    with db.session.connection().execute(query, execution_options={"yield_per": BATCH}) as rows:
        for row in rows:
            found[row.district_code].add(Facts(*row.facts))
    return dict(found)


def changed_districts(version: int) -> set[str] | None:
    """Return the districts in which something changed after a version of the directory; None where something did that all depends on."""
    if (db.session.scalar(select(func.min(Office.changed_in))) or 0) > version:
        return None
    query = select(Municipality.district_code).join(Office, Office.municipality_code == Municipality.code)
    return set(db.session.scalars(query.where(Office.changed_in > version).distinct()))


def _within(districts: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if districts is None else [Municipality.district_code.in_(districts)]


def situations(*, since: int) -> Iterator[tuple[int, str, Situation | None]]:
    """Yield the offices that changed after a version of the directory, each with its district, and its situation while it counts."""
    columns = (Office.id, Municipality.district_code, Municipality.active, Office.status, Listing.due_on, Listing.confirmed_at.is_not(None))
    query = select(*columns).select_from(Office).join(Office.municipality).outerjoin(Listing, Listing.office_id == Office.id)
    rows = db.session.execute(query.where(Office.changed_in > since), execution_options={"yield_per": BATCH})
    for office_id, code, is_active, status, due_on, is_confirmed in rows:
        situation = Situation(status, None if is_gone(status) else due_on, is_confirmed)
        yield office_id, code, situation if is_active else None
