"""What holds when workers are processes that run at once, are told to stop, or are killed."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.outbox.claims import ABANDONED
from tests.outbox.mails import deliver, queue, row, states
from tests.outbox.processes import command

pytestmark = pytest.mark.every_database

LATER = ABANDONED + timedelta(seconds=5)


def test_two_workers_send_each_mail_once(app, smtp):
    async def both_are_here():
        async with asyncio.timeout(60):
            while smtp.connections < 2:
                await asyncio.sleep(0.01)

    smtp.on_mail = both_are_here
    names = [f"person{number}" for number in range(100)]
    queue(app, *names)
    with command(app, smtp, "mail", "deliver") as first, command(app, smtp, "mail", "deliver") as second:
        printed = [each.communicate(timeout=180) for each in (first, second)]
    assert Counter(each.recipients[0] for each in smtp.received) == Counter(f"{name}@example.org" for name in names)
    assert len({each.peer for each in smtp.received}) == 2, "both took part"
    assert states(app) == {"sent": 100}
    assert sum(int(out.split()[0]) for out, _ in printed) == 100, printed


def test_a_worker_killed_before_sending_loses_nothing(app, smtp):
    queue(app, "mira")
    with command(app, smtp, "worker") as worker:
        smtp.on_mail = worker.kill
        assert worker.wait(60) == -9
    assert (row(app).state, smtp.received) == ("sending", [])
    assert deliver(app, clock.now()) == (0, 0, 0)
    smtp.on_mail = lambda: None
    assert deliver(app, clock.now() + LATER) == (1, 0, 0)
    assert len(smtp.received) == 1
    assert (row(app).state, row(app).attempts) == ("sent", 2)


def test_a_worker_killed_before_noting_it_sends_again_under_the_same_id(app, smtp):
    queue(app, "mira")
    with command(app, smtp, "worker") as worker:
        smtp.on_data = worker.kill
        assert worker.wait(60) == -9
    assert (row(app).state, len(smtp.received)) == ("sending", 1)
    smtp.on_data = lambda: None
    assert deliver(app, clock.now() + LATER) == (1, 0, 0)
    assert [each.mail["Message-ID"] for each in smtp.received] == ["<mira@registar.example.org>"] * 2
    assert smtp.received[0].mail["Date"] == smtp.received[1].mail["Date"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_finishes_the_mail_in_hand(app, smtp, number):
    queue(app, "a", "b", "c")
    with command(app, smtp, "worker", "--interval", "60") as worker:
        smtp.on_data = lambda: worker.send_signal(number)
        worker.wait(60)
        assert (worker.returncode, len(smtp.received)) == (0, 1)
        assert '"worker stopped"' in worker.stderr.read()
    assert (row(app, "a").state, states(app)) == ("sent", {"sent": 1, "queued": 2})


def test_a_worker_that_waits_stops_at_once(app, smtp):
    queue(app, "mira")
    with command(app, smtp, "worker", "--interval", "300") as worker:
        smtp.wait_for("mira@example.org", within=60)
        worker.terminate()
        assert worker.wait(60) == 0


def test_a_worker_looks_again_after_the_interval(app, smtp):
    queue(app, "first")
    with command(app, smtp, "worker", "--interval", "0.2"):
        smtp.wait_for("first@example.org", within=60)
        queue(app, "second")
        smtp.wait_for("second@example.org")
