"""The large registers that ``make bench`` measures stand as a daily run of yesterday would have left them."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from bench.filling import fill
from ledportal import clock
from ledportal.extensions import db
from ledportal.freshness import reminders
from ledportal.offices import listing
from ledportal.offices.models import Listing
from ledportal.offices.settings import current_periods
from tests.factories import NOW


def test_the_days_run_finds_its_share_of_each_stage_and_of_ends_and_nothing_twice(context):
    with time_machine.travel(NOW, tick=False):
        fill(400)
        done = reminders.run(at=clock.now())
        assert (done.first, done.second, done.third, done.ending, done.without_address, done.failed) == (1, 1, 1, 1, 0, 0)
        assert reminders.run(at=clock.now()) == reminders.Figures()
        assert reminders.run(at=clock.now() + timedelta(days=1)).first == 1


def test_what_is_filled_in_bulk_is_what_publishing_writes(context):
    fill(3)
    found = db.session.scalars(select(Listing).order_by(Listing.office_id)).all()
    assert len(found) == db.session.scalar(select(func.count(Listing.office_id))) == 3
    before = [(each.content, each.sections, each.due_on, each.published_at, each.confirmed_at) for each in found]
    for each in found:
        listing.refresh(each.office, periods=current_periods())
    assert [(each.content, each.sections, each.due_on, each.published_at, each.confirmed_at) for each in found] == before
