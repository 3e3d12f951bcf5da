"""A link that has failed for a week, in the profile of an office whose head can be tried."""

from __future__ import annotations

from sqlalchemy import select

from ledportal.demo.stage import Story, office
from ledportal.extensions import db
from ledportal.links import actions
from ledportal.links.models import CheckedLink
from ledportal.links.problems import Problem

SLUG = "becej"


def dead_link() -> Story:
    actions.take_over(office(SLUG).id, at=(yield 10))
    query = select(CheckedLink).where(CheckedLink.office_id == office(SLUG).id).order_by(CheckedLink.id)
    for days in range(9, 0, -1):
        at = yield days
        dead, *others = db.session.scalars(query)
        for link in (*others, dead):
            link.checked_at = at
            actions.note_outcome(link, Problem.NOT_FOUND if link is dead else None, at=at)
    actions.tell_office(office(SLUG).id, at=at)
