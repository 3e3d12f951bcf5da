"""Keeping the list of links as the public profiles have it, noting how a probe ended, and telling whom it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from ledportal.extensions import db
from ledportal.links import emails, queries
from ledportal.links.found import WHEN_FAILING, WHEN_FINE, first_after, links
from ledportal.links.models import CheckedLink
from ledportal.links.problems import Problem
from ledportal.offices.actions import lock_office
from ledportal.offices.models import Listing, Office, is_gone
from ledportal.outbox.emails import enqueue
from ledportal.todo.actions import close_by_itself, describe, open_task
from ledportal.todo.kinds import Kind

PACE = timedelta(seconds=10)
"""Between two probes of all workers together: six a minute, one at a time."""
LEASE = timedelta(hours=1)
"""After which a link is probed again whose worker was killed."""
BATCH = 200

Found = dict[tuple[str, str], None]


def synchronise(*, at: datetime) -> int:
    """Take the links over from the public profiles and return how many came or went; commits a batch of offices after the other."""
    changed, last = 0, 0
    while batch := db.session.execute(_offices_after(last)).all():
        stored = defaultdict(set)
        for link in db.session.scalars(select(CheckedLink).where(CheckedLink.office_id.in_([row[0] for row in batch]))):
            stored[link.office_id].add((link.path, link.url))
        for office_id, status, content in batch:
            wanted = {} if content is None or is_gone(status) else links(content)
            if set(wanted) != stored[office_id]:
                changed += take_over(office_id, at=at)
        last = batch[-1][0]
        db.session.commit()
    return changed


def _offices_after(last: int):  # type: ignore[no-untyped-def]  # a Select of columns
    """Select the next offices that have a listing or links."""
    relevant = Listing.office_id.is_not(None) | exists().where(CheckedLink.office_id == Office.id)
    query = select(Office.id, Office.status, Listing.content).outerjoin(Listing, Listing.office_id == Office.id)
    return query.where(Office.id > last, relevant).order_by(Office.id).limit(BATCH)


def take_over(office_id: int, *, at: datetime) -> int:
    """Make an office's links those of its profile as it is now; nobody else writes about the office meanwhile."""
    lock_office(office_id)
    office = db.session.get_one(Office, office_id)
    listing = db.session.get(Listing, office_id, populate_existing=True)
    wanted: Found = {} if listing is None or is_gone(office.status) else links(listing.content)
    stored = {(each.path, each.url): each for each in db.session.scalars(select(CheckedLink).where(CheckedLink.office_id == office_id))}
    gone = [link for key, link in stored.items() if key not in wanted]
    for link in gone:
        db.session.delete(link)
    new = [key for key in wanted if key not in stored]
    for path, url in new:
        first = at + first_after(office_id, path, url)
        db.session.add(CheckedLink(office_id=office_id, path=path, url=url, found_at=at, next_at=first))
    db.session.flush()
    if any(link.noted_at for link in gone):
        _tell_staff(office, at=at)
    return len(gone) + len(new)


def claim(*, at: datetime) -> CheckedLink | None:
    """Take the link whose turn it is, commit, and return it detached; None where none is due, or it is too early for the next one."""
    lately = exists().where(CheckedLink.checked_at > at - PACE, CheckedLink.checked_at <= at)
    query = select(CheckedLink).where(CheckedLink.next_at <= at, ~lately).order_by(CheckedLink.next_at, CheckedLink.id)
    link = db.session.scalar(query.limit(1).with_for_update())
    if link is None:
        db.session.rollback()
        return None
    link.checked_at, link.next_at = at, at + LEASE
    db.session.flush()
    db.session.refresh(link)
    db.session.expunge(link)
    db.session.commit()
    return link


def note_outcome(link: CheckedLink, problem: Problem | None, *, at: datetime) -> None:
    """Write how the probe of a claimed link ended, where the link still is."""
    lock_office(link.office_id)
    found = db.session.get(CheckedLink, link.id, populate_existing=True)
    if found is None:
        return
    found.problem = problem or ""
    if problem is None:
        _answered(found, at=at)
    else:
        found.failing_since = found.failing_since or at
        found.failures += 1
        found.next_at = at + WHEN_FAILING


def _answered(link: CheckedLink, *, at: datetime) -> None:
    was_noted = link.noted_at is not None
    link.failing_since, link.failures, link.noted_at = None, 0, None
    link.next_at = at + WHEN_FINE
    if was_noted:
        db.session.flush()
        _tell_staff(link.office, at=at)


def tell(*, at: datetime) -> int:
    """Tell the offices and staff of the links that have failed for a week, each once; commits one office after the other."""
    told = 0
    for office_id in queries.dead_and_not_noted(at):
        told += tell_office(office_id, at=at)
        db.session.commit()
    return told


def tell_office(office_id: int, *, at: datetime) -> int:
    """Tell the members of an office, and staff, of its links that are dead by now, and return their number."""
    lock_office(office_id)
    own = (CheckedLink.office_id == office_id, CheckedLink.noted_at.is_(None), queries.dead(at))
    new = db.session.scalars(select(CheckedLink).where(*own).order_by(CheckedLink.id)).all()
    if new:
        _tell(db.session.get_one(Office, office_id), new, at=at)
    return len(new)


def _tell(office: Office, new: Sequence[CheckedLink], *, at: datetime) -> None:
    for member in office.active_members:
        enqueue(emails.dead_link(office, new, member), at=at)
    for link in new:
        link.noted_at = at
    db.session.flush()
    _tell_staff(office, at=at)


def _tell_staff(office: Office, *, at: datetime) -> None:
    """Keep the office's one task as it should be: open, with all dead links, as long as there are any."""
    own = (CheckedLink.office_id == office.id, CheckedLink.noted_at.is_not(None))
    urls = list(db.session.scalars(select(CheckedLink.url).where(*own).order_by(CheckedLink.id)))
    if not urls:
        close_by_itself(Kind.DEAD_LINK, office, at=at)
    elif open_task(Kind.DEAD_LINK, office, at=at, links=urls) is None:
        describe(Kind.DEAD_LINK, office, links=urls)
