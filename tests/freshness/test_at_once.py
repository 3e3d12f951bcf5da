"""Two runs at once, on two machines or in two workers: each stage once, and nobody left out."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from ledportal.extensions import db
from ledportal.freshness import reminders
from ledportal.freshness.models import Reminder
from ledportal.offices.actions import lock_office
from tests.factories import office
from tests.freshness.entries import DUE, mails, noon, publish, queued

pytestmark = pytest.mark.every_database

SLUGS = ("ada", "apatin", "arilje", "bac", "becej", "bor", "brus", "senta", "ub", "topola")


@pytest.fixture
def offices(app, monkeypatch):
    monkeypatch.setattr(reminders, "BATCH", 3)
    with app.app_context():
        for slug in SLUGS:
            publish(slug)
        db.session.commit()


def run(app, at, barrier=None) -> reminders.Figures:
    with app.app_context():
        if barrier is not None:
            barrier.wait(30)
        try:
            return reminders.run(at=at)
        finally:
            db.session.remove()


def test_each_stage_once(app, offices):
    for stage, day in enumerate((0, 14, 28), start=1):
        barrier = Barrier(3)
        with ThreadPoolExecutor(3) as pool:
            done = list(pool.map(lambda _: run(app, noon(DUE, day), barrier), range(3)))  # noqa: B023  # all are done within the turn
        assert sum(each.first + each.second + each.third for each in done) == len(SLUGS)
        assert [each.failed for each in done] == [0, 0, 0]
        with app.app_context():
            assert sorted(row[0] for row in queued() if row[1] == "due" and row[2] == stage) == sorted(SLUGS)
            assert len(mails()) == len(SLUGS) * stage
            assert len({each.to_address for each in mails("no_answer")}) == len(mails("no_answer"))


def test_an_office_that_somebody_writes_about_comes_last(app, offices, backend):
    """On SQLite nobody writes beside somebody else: there the whole run waits."""

    def count() -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(Reminder)) or 0

    with ThreadPoolExecutor(1) as pool, app.app_context():
        lock_office(office("becej").id)
        running = pool.submit(run, app, noon(DUE))
        deadline = time.monotonic() + 60
        while backend.name == "postgresql" and count() < len(SLUGS) - 1:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert not running.done()
        db.session.rollback()
        assert running.result(60).first == len(SLUGS)
