"""What holds of one job: done step by step, tried again, given up, told to who asked."""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import func, select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.jobs import actions, claims, kinds, results, work
from ledportal.jobs.models import Job, JobFile
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW, make_moderator
from tests.jobs.sample import KEPT_FOR, KIND, NAME, registered, running

LATER = NOW + timedelta(hours=1)


def ask(subject="edition:5", *, by=None, at=NOW, **args):
    job = actions.ask(NAME, subject=subject, args=args, by=by or make_moderator(), at=at)
    db.session.commit()
    return job


def step(at=LATER, **options):
    return work.step(clock=lambda: at, **options)


def now(job):
    db.session.expire_all()
    return db.session.get_one(Job, job.id)


def mails():
    return [(each.template, each.to_address) for each in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]


def verbs():
    return list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))


def test_a_job_is_done_with_its_file_its_mail_and_its_audit_row(context):
    ana = make_moderator(email="ana@example.org", locale="en")
    job = ask(by=ana)
    assert (job.state, job.tries, mails()) == ("queued", 0, [])
    assert step()
    job = now(job)
    assert (job.state, job.tries, job.finished_at, job.done, job.total) == ("done", 1, LATER, 2, 2)
    (file,) = job.files
    assert (file.name, file.media_type, file.size, file.kept_until) == ("sample.pdf", "application/pdf", 18, LATER + KEPT_FOR)
    assert results.path_of(file).read_bytes() == b"%PDF-1.7 edition:5"
    assert mails() == [("job_ready", "ana@example.org")]
    assert verbs() == ["job.asked", "job.done"]
    assert not step(), "it is done once"


def test_the_mail_says_what_is_ready_and_where(context):
    job = ask(by=make_moderator(locale="en"))
    step()
    mail = db.session.scalars(select(OutboxMessage)).one()
    assert mail.subject == "Ready: Sample files"
    for body in (mail.body_text, mail.body_html):
        assert "of edition:5" in body and f"/en/moderacija/poslovi/{job.id}/" in body


def test_the_same_that_waits_or_runs_is_not_asked_for_twice(context):
    job = ask()
    assert ask().id == job.id
    assert ask("edition:6").id != job.id
    claims.take(at=LATER)
    assert ask().id == job.id
    assert verbs() == ["job.asked"] * 2


def test_what_is_done_is_asked_for_anew(context):
    job = ask()
    step()
    assert ask().id != job.id


def test_an_unknown_kind_is_refused(context):
    with pytest.raises(KeyError):
        actions.ask("nothing.known", subject="x", by=make_moderator(), at=NOW)


def test_the_one_that_waits_longest_comes_first(context):
    first, second = ask("edition:1", at=NOW), ask("edition:2", at=NOW)
    earlier = ask("edition:3", at=NOW - timedelta(minutes=1))
    taken = [claims.take(at=LATER).id for _ in range(3)]
    assert taken == [earlier.id, first.id, second.id]
    assert claims.take(at=LATER) is None


def test_a_job_of_a_kind_that_this_release_does_not_know_waits(context):
    job = ask()
    kinds.forget(NAME)
    assert not step()
    assert now(job).state == "queued"
    with registered():
        assert step()
    kinds.register(KIND)


def test_what_cannot_be_done_fails_at_once_and_says_why(context):
    job = ask(by=make_moderator(email="ana@example.org", locale="en"), error="grb.png")
    step()
    job = now(job)
    assert (job.state, job.error, job.error_values) == ("failed", "The picture %(name)s is broken", {"name": "grb.png"})
    assert (job.files, mails()) == ([], [("job_failed", "ana@example.org")])
    assert "The picture grb.png is broken" in db.session.scalars(select(OutboxMessage.body_text)).one()
    assert verbs()[-1] == "job.failed"


def test_a_surprise_is_tried_three_times_and_then_given_up(context, caplog):
    job, at = ask(surprise="no such shelf"), LATER
    with caplog.at_level(logging.WARNING, logger=context.logger.name):
        for tries in (1, 2):
            assert step(at)
            assert (now(job).state, now(job).tries, mails()) == ("queued", tries, [])
            assert not step(at), "not again at once"
            at += work.AGAIN
        assert step(at)
    job = now(job)
    assert (job.state, job.error) == ("failed", work.UNKNOWN)
    assert [each.message for each in caplog.records] == ["job waits", "job waits", "job given up"]
    assert "no such shelf" in caplog.text
    assert not step(at + work.AGAIN)


def test_a_failed_job_can_be_tried_again_three_times(context):
    job = ask(error="grb.png")
    step()
    job, bojan = now(job), make_moderator(email="bojan@example.org")
    actions.retry(job, version=job.version, by=bojan, at=LATER)
    db.session.commit()
    job = now(job)
    assert (job.state, job.tries, job.error, job.asked_by_id) == ("queued", 0, "", bojan.id)
    job.args = {}
    db.session.commit()
    step()
    assert (now(job).state, mails()[-1]) == ("done", ("job_ready", "bojan@example.org"))


def test_a_stale_page_tries_nothing_again(context):
    job = ask(error="grb.png")
    with pytest.raises(actions.Stale):
        actions.retry(job, version=job.version, by=make_moderator(), at=LATER)
    step()
    job = now(job)
    ask(error="grb.png")
    with pytest.raises(actions.Stale):
        actions.retry(job, version=job.version, by=make_moderator(), at=LATER)


def test_a_claim_that_ran_out_is_taken_again_and_the_first_worker_writes_nothing(context):
    job = ask()
    slow = claims.take(at=LATER)
    assert claims.take(at=LATER + claims.HELD - timedelta(seconds=1)) is None
    assert step(LATER + claims.HELD)
    with pytest.raises(claims.TakenOver):
        actions.finish(slow, at=LATER + claims.HELD)
    db.session.rollback()
    assert (now(job).state, now(job).tries, len(mails())) == ("done", 2, 1)


def test_each_step_holds_the_job_for_longer(context):
    job, seen, minutes = ask(), [], count(1)

    def run(job, progress):
        seen.append(claims.take(at=LATER + timedelta(minutes=2)))
        progress.step("Pages are set", done=1, total=2)
        row = now(job)
        seen.append((row.step, row.done, row.total, row.free_at))

    with running(run):
        work.step(clock=lambda: LATER + timedelta(minutes=next(minutes)))
    assert seen == [None, ("Pages are set", 1, 2, LATER + timedelta(minutes=2) + claims.HELD)]
    assert now(job).state == "done"


@pytest.mark.parametrize("steps", [True, False])
def test_a_worker_that_lost_its_claim_leaves_nothing_of_its_work(context, steps):
    job = ask()

    def run(job, progress):
        assert claims.take(at=LATER + claims.HELD) is not None
        results.store(job, "late.pdf", "application/pdf", b"late", at=LATER)
        if steps:
            progress.step("Pages are set")

    with running(run):
        step()
    assert (now(job).state, now(job).step, now(job).files, mails()) == ("running", "", [], [])


def test_a_job_that_killed_its_worker_three_times_is_given_up(context):
    job, at = ask(), LATER
    for _ in range(claims.TRIES):
        assert claims.take(at=at) is not None
        at += claims.HELD
    step(at)
    assert (now(job).state, now(job).error, now(job).files) == ("failed", work.BROKEN_OFF, [])


def test_a_worker_that_is_told_to_stop_gives_the_job_back(context):
    job = ask()
    assert step(stopping=lambda: True)
    assert (now(job).state, now(job).tries, now(job).files) == ("queued", 0, [])
    assert step()
    assert now(job).state == "done"


def test_a_file_of_an_earlier_try_gives_way(context):
    job = ask()
    taken = claims.take(at=LATER)
    for data in (b"first", b"second"):
        results.store(taken, "sample.pdf", "application/pdf", data, at=LATER)
    db.session.commit()
    (file,) = results.stored(taken)
    assert results.path_of(file).read_bytes() == b"second"
    assert db.session.scalar(select(func.count(JobFile.id))) == 1
    assert now(job).state == "running"


def test_who_left_the_staff_gets_no_mail(context):
    ana = make_moderator()
    job = ask(by=ana)
    ana.disabled_at = NOW
    db.session.commit()
    step()
    assert (now(job).state, mails()) == ("done", [])


def test_the_command_does_all_that_waits_where_there_is_no_worker(context):
    jobs = [ask("edition:1"), ask("edition:2", error="grb.png")]
    result = context.test_cli_runner().invoke(args=["jobs", "run"])
    assert (result.exit_code, result.output) == (0, "2 taken\n")
    assert [now(each).state for each in jobs] == ["done", "failed"]
