"""A worker that dies at any moment of a job leaves it to the next one: in the end it is done once, with one mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.jobs import actions, results, work
from ledportal.jobs.models import Job, JobFile
from ledportal.outbox.models import OutboxMessage
from tests.crash.harness import kill_at_every_event
from tests.crash.steps import rows
from tests.factories import make_moderator
from tests.jobs.sample import NAME, registered

pytestmark = pytest.mark.every_database


@pytest.fixture
def asked(app):
    with registered():
        with app.app_context():
            actions.ask(NAME, subject="edition:5", by=make_moderator(), at=clock.now() - timedelta(days=1))
            db.session.commit()
        yield


def is_done() -> bool:
    """Say whether the job is done; raise where it is so in part. Its claim runs out, and its tries begin anew."""
    job = db.session.scalars(select(Job)).one()
    done = job.state == "done"
    assert (rows(AuditEvent, AuditEvent.verb == "job.done"), rows(OutboxMessage)) == (int(done), int(done))
    for file in db.session.scalars(select(JobFile)):
        assert results.path_of(file).read_bytes() == b"%PDF-1.7 edition:5"
    assert not done or rows(JobFile) == 1
    job.tries, job.free_at = 0, clock.now() - timedelta(days=1)
    db.session.commit()
    return done


def test_a_job_is_done_once_however_often_its_worker_dies(app, asked):
    def act():
        with app.app_context():
            work.step(clock=clock.now)

    before, _ = kill_at_every_event(app, act, is_done)
    assert before > 15
