"""What holds when many claim, or ask, at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.jobs import actions, claims
from ledportal.jobs.models import Job
from tests.factories import make_moderator
from tests.jobs.sample import NAME

pytestmark = pytest.mark.every_database
THREADS = 4


def together(app, work):
    """Return what the work returns in threads that begin at the same moment, each in a context of its own."""
    barrier = Barrier(THREADS)

    def one():
        with app.app_context():
            db.session.connection()
            db.session.rollback()
            barrier.wait(60)
            return work()

    with ThreadPoolExecutor(THREADS) as pool:
        return [each.result(120) for each in [pool.submit(one) for _ in range(THREADS)]]


def test_no_job_is_claimed_twice(app):
    with app.app_context():
        ana = make_moderator()
        for number in range(40):
            actions.ask(NAME, subject=f"edition:{number}", by=ana, at=clock.now())
        db.session.commit()

    def take_all():
        taken = []
        while (job := claims.take(at=clock.now())) is not None:
            taken.append(job.id)
        return taken

    assert sorted(each for taken in together(app, take_all) for each in taken) == list(range(1, 41))


def test_what_many_ask_for_at_once_is_one_job(app):
    with app.app_context():
        ana = make_moderator().id
        db.session.commit()

    def ask(subject):
        job = actions.ask(NAME, subject=subject, by=db.session.get_one(User, ana), at=clock.now()).id
        db.session.commit()
        return job

    for subject in range(5):
        assert len(set(together(app, lambda: ask(f"edition:{subject}")))) == 1  # noqa: B023  # it is over before the next one
    with app.app_context():
        assert db.session.scalar(select(func.count(Job.id))) == 5
