"""The listing: the public projection of a published revision, which the directory, search and exports read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices import ends, standing
from ledportal.offices.content import Content
from ledportal.offices.history import versions
from ledportal.offices.masking import as_data, mask
from ledportal.offices.models import Listing, Office, is_gone
from ledportal.offices.periods import PUBLIC_SECTIONS, Periods
from ledportal.offices.queries import last_confirmed
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import SectionDays
from ledportal.search import indexing

BATCH = 1000
"""How many offices are locked and read at a time where all are dated anew."""

REBUILT = 100
"""How many listings one transaction writes anew: whoever writes about their offices meanwhile waits for a second at most."""

MISSING = or_(Office.published_revision_id.is_not(None) & ~exists().where(Listing.office_id == Office.id), indexing.UNWRITTEN)
"""What tells a published office that has no listing, and any that search does not know."""

History = list[tuple[datetime, Content]]
"""When each public version of a profile was approved, with its public content, the latest first."""


def refresh(office: Office, *, periods: Periods | None = None) -> Listing | None:
    """Write an office's listing from its published revisions, or take it away where none is public; in the caller's transaction."""
    found = db.session.get(Listing, office.id)
    if office.published_revision is None:
        if found is not None:
            db.session.delete(found)
        indexing.write(office, None)
        return None
    listing = found or Listing(office_id=office.id)
    with db.session.no_autoflush:  # a listing is written once, and only where it comes out otherwise
        _fill(listing, office)
        _date(listing, office, periods or current_periods())
    db.session.add(listing)
    indexing.write(office, listing.content)
    return listing


def _fill(listing: Listing, office: Office) -> None:
    place, history = office.municipality, _history(office)
    listing.published_at, published = history[0]
    content = as_data(published, mask(published, (each for _, each in history), gone=is_gone(office.status)))
    listing.changed_at = _since(published, history)
    listing.slug, listing.sort_key = office.slug, place.sort_key
    listing.district_code, listing.region_code = place.district_code, place.district.region_code
    listing.name = content["office"]["name"]
    listing.content = dict(content)
    listing.ends_on = ends.first(ends.ends(content), since=belgrade_day(listing.published_at))
    listing.sections = {
        section.key: {"changed": belgrade_day(_since(published, history, itemgetter(section.key))).isoformat(), "confirmed": None}
        for section in PUBLIC_SECTIONS
    }


def _history(office: Office) -> History:
    return [(version.since, version.content) for version in versions(office)]


def _since(content: Content, history: History, part: Callable[[Content], Any] = lambda content: content) -> datetime:
    """Return since when the content, or a part of it, has been public as it is."""
    found = history[0][0]
    for moment, before in history:
        if part(before) != part(content):
            break
        found = moment
    return found


def redate(office: Office, periods: Periods) -> None:
    """Write into an office's listing when its sections were confirmed, after they were or the periods changed."""
    if (found := db.session.get(Listing, office.id)) is not None:
        _date(found, office, periods)


def redate_all(periods: Periods) -> int:
    """Write into all listings when they are due, after the periods changed, and return how many moved.

    It takes the locks of all offices on its way, so that nobody dates one by the old periods at the same time.
    """
    moved, last = 0, 0
    while ids := _lock_offices(after=last, most=BATCH):
        rows = db.session.execute(select(Listing.office_id, Listing.sections, Listing.due_on).where(Listing.office_id.in_(ids)))
        days = ((office_id, standing.due(standing.from_values(sections), periods), due_on) for office_id, sections, due_on in rows)
        late = [{"office_id": office_id, "due_on": day} for office_id, day, due_on in days if day != due_on]
        if late:
            db.session.execute(update(Listing), late)
        moved, last = moved + len(late), ids[-1]
    return moved


def _lock_offices(*which: ColumnElement[bool], after: int, most: int) -> Sequence[int]:
    """Lock the next offices by their ids, and return these."""
    following = select(Office.id).where(Office.id > after, *which).order_by(Office.id)
    return db.session.scalars(following.limit(most).with_for_update()).all()


def _date(listing: Listing, office: Office, periods: Periods) -> None:
    confirmed = last_confirmed(office)
    sections = {
        key: SectionDays(belgrade_day(confirmed[key]) if key in confirmed else None, days.changed)
        for key, days in standing.from_values(listing.sections).items()
    }
    listing.sections = {key: days.values() for key, days in sections.items()}
    listing.due_on = standing.due(sections, periods)
    listing.confirmed_at = None if standing.confirmed_on(sections) is None else min(confirmed[key] for key in sections)


def rebuild(*which: ColumnElement[bool]) -> int:
    """Write the listings anew from the published revisions, those of all offices or of some, and return their number.

    A batch of offices is locked, written and committed after the other: what is confirmed or approved meanwhile counts.
    """
    written, last = 0, 0
    while ids := _lock_offices(*which, after=last, most=REBUILT):
        offices = select(Office).where(Office.id.in_(ids)).execution_options(populate_existing=True)
        periods = current_periods()
        written += sum(refresh(office, periods=periods) is not None for office in db.session.scalars(offices).all())
        last = ids[-1]
        db.session.commit()
    return written


def rebuild_missing() -> int:
    """Write the listings that are not there, as after an update that changed what they hold, and return their number."""
    return rebuild(MISSING)


def any_missing() -> bool:
    """Say whether the directory lacks an office that is published, or search one of all."""
    return bool(db.session.scalar(select(exists().where(MISSING))))
