"""What holds when workers are processes that run at once, are told to stop, or are killed in the middle."""

from __future__ import annotations

import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ledportal import clock
from ledportal.extensions import db
from ledportal.jobs import actions, claims, results, work
from ledportal.jobs.models import Job
from ledportal.outbox.models import OutboxMessage
from tests.factories import make_moderator
from tests.jobs.sample import NAME
from tests.outbox.mails import queue
from tests.outbox.processes import command
from tests.outbox.smtp import smtp_server

pytestmark = pytest.mark.every_database

PROGRAM = "tests.jobs.sample"


@pytest.fixture
def smtp(app):
    with smtp_server(app) as server:
        yield server


def worker(app, smtp):
    return command(app, smtp, "worker", "--interval", "0.1", program=PROGRAM)


def ask(app, folder, *subjects, workers=1):
    """Ask for jobs in which so many workers wait for each other."""
    with app.app_context():
        ana = make_moderator()
        args = {"folder": str(folder), "workers": workers}
        made = [actions.ask(NAME, subject=each, args=args, by=ana, at=clock.now()).id for each in subjects]
        db.session.commit()
        return made


def wait_until(condition, within=60):
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def states(app):
    with app.app_context():
        return dict(db.session.execute(select(Job.state, func.count()).group_by(Job.state)).all())


def begun(folder: Path, job: int) -> list[str]:
    """Return which processes began a job."""
    path = folder / str(job)
    return path.read_text().split() if path.exists() else []


def row(app, number):
    with app.app_context():
        job = db.session.get_one(Job, number)
        mails = db.session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.template == "job_ready"))
        return job.state, job.tries, [each.name for each in job.files], mails


def test_two_workers_do_each_job_once(app, smtp, tmp_path):
    made = ask(app, tmp_path, *(f"edition:{number}" for number in range(12)), workers=2)
    with worker(app, smtp), worker(app, smtp):
        wait_until(lambda: states(app) == {"done": 12})
    assert [len(begun(tmp_path, each)) for each in made] == [1] * 12
    assert len(Counter(pid for each in made for pid in begun(tmp_path, each))) == 2, "both took part"


def test_a_job_whose_worker_was_killed_in_the_middle_is_done_by_another(app, smtp, tmp_path):
    (job,) = ask(app, tmp_path, "edition:5", workers=2)
    with worker(app, smtp) as killed:
        wait_until(lambda: begun(tmp_path, job))
        killed.kill()
        assert killed.wait(60) == -signal.SIGKILL
    assert row(app, job) == ("running", 1, [], 0)
    (tmp_path / "worker of the test").touch()
    with app.app_context():
        assert not work.step(clock=clock.now), "it is held for a while"
        later = clock.now() + claims.HELD + timedelta(seconds=5)
        assert work.step(clock=lambda: later)
        (file,) = db.session.get_one(Job, job).files
        assert results.path_of(file).read_bytes() == b"%PDF-1.7 edition:5"
    assert row(app, job) == ("done", 2, ["sample.pdf"], 1)


def test_a_worker_told_to_stop_in_the_middle_gives_the_job_back(app, smtp, tmp_path):
    (job,) = ask(app, tmp_path, "edition:5", workers=2)
    with worker(app, smtp) as stopped:
        wait_until(lambda: begun(tmp_path, job))
        stopped.terminate()
        (tmp_path / "worker of the test").touch()
        assert stopped.wait(60) == 0
    assert row(app, job) == ("queued", 0, ["sample.pdf"], 0), "what was committed stays"


def test_mail_goes_out_while_a_worker_does_a_job(app, smtp, tmp_path):
    (job,) = ask(app, tmp_path, "edition:5", workers=3)
    with worker(app, smtp), worker(app, smtp):
        wait_until(lambda: begun(tmp_path, job))
        queue(app, "mira")
        smtp.wait_for("mira@example.org", within=60)
        assert states(app) == {"running": 1}
