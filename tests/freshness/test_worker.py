"""When the worker queues the reminders, and that it does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ledportal import clock, worker
from ledportal.days import BELGRADE
from ledportal.extensions import db
from ledportal.worker import AGAIN, Reminding
from tests.freshness.entries import noon, publish, queued

pytestmark = pytest.mark.every_database

HOUR = timedelta(hours=1)
DAYS = {"winter": date(2026, 1, 14), "to summer time": date(2026, 3, 29), "from summer time": date(2026, 10, 25)}


def dues(start: datetime, hours: int, *, works=True) -> list[str]:
    """Return the hours in Belgrade at which a worker that looks each hour reminds."""
    reminding, found = Reminding(), []
    for hour in range(hours):
        now = start + hour * HOUR
        if reminding.is_due(now):
            found.append(f"{now.astimezone(BELGRADE):%d. %H:%M}")
            reminding.note(now, worked=works)
    return found


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_once_a_day_from_eight_on(day):
    midnight = datetime(day.year, day.month, day.day, tzinfo=BELGRADE).astimezone(UTC)
    days = [day + timedelta(days=later) for later in range(3)]
    assert dues(midnight, 72) == [f"{each:%d}. 08:00" for each in days]


def test_soon_after_a_late_start_and_the_next_morning():
    assert dues(noon(date(2026, 1, 14), 0) + 3 * HOUR, 30) == ["14. 15:00", "15. 08:00"]


def test_what_failed_is_tried_again_after_a_while():
    now, reminding = noon(date(2026, 1, 14)), Reminding()
    reminding.note(now, worked=False)
    assert [reminding.is_due(now + wait) for wait in (AGAIN - timedelta(seconds=1), AGAIN)] == [False, True]


def test_the_worker_queues_them(app, monkeypatch):
    with app.app_context():
        publish(confirmed=())
        db.session.commit()
        stop = worker.Stop()

        def now() -> datetime:
            stop.tell()
            return noon(date(2026, 1, 14))

        monkeypatch.setattr(clock, "now", now)
        worker.run(stop, interval=0.01)
        assert [row[:3] for row in queued()] == [("becej", "due", 1)]
