"""How many mails a second the worker hands to an SMTP server, beside a bare loop of smtplib that only sends."""

from __future__ import annotations

import multiprocessing
import smtplib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from statistics import median

from sqlalchemy import insert, select

from bench.databases import application
from bench.filling import fill
from bench.tables import show
from ledportal import clock
from ledportal.extensions import db
from ledportal.freshness import reminders
from ledportal.outbox import delivery
from ledportal.outbox.composing import Letter, compose
from ledportal.outbox.models import MailState, OutboxMessage
from tests.outbox.smtp import Server

MAILS = 2_000
ROUNDS = 3
GOAL = 0.7


def _serve(pipe: Connection) -> None:
    """Take mail in a process of its own until told to stop; keep none of it."""
    server = Server().start()
    pipe.send(server.port)
    while pipe.recv() == "count":
        taken = len(server.received)
        server.received.clear()
        pipe.send((taken, time.process_time()))
    server.stop()


@contextmanager
def sink() -> Iterator[tuple[int, Connection]]:
    """Run an SMTP server; yield its port, and a pipe over which it says how many mails it took since it was asked last."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,))
    process.start()
    try:
        yield ours.recv(), ours
        ours.send("stop")
    finally:
        process.join(10)
        process.kill()


def _queue(mails: int) -> None:
    """Queue so many mails, each a real reminder."""
    fill(800)
    reminders.run(at=clock.now())
    columns = [column for column in OutboxMessage.__table__.c if column.name not in {"id", "key", "message_id", "to_address"}]
    pattern = db.session.execute(select(*columns).where(OutboxMessage.template == "reminder").limit(1)).mappings().one()
    db.session.execute(OutboxMessage.__table__.update().values(state=MailState.SENT))
    rows = [{**pattern, "message_id": f"<{number}@bench.example.org>", "to_address": f"ler{number}@example.org"} for number in range(mails)]
    db.session.execute(insert(OutboxMessage), rows)
    db.session.commit()


def _again() -> None:
    """Put the mails back into the queue."""
    which = OutboxMessage.message_id.like("<%@bench.example.org>")
    waiting = {"state": MailState.QUEUED, "attempts": 0, "next_attempt_at": clock.now() - timedelta(days=1), "sent_at": None}
    db.session.execute(OutboxMessage.__table__.update().where(which).values(**waiting))
    db.session.commit()


def _letters(mails: int) -> list[Letter]:
    """Return the mails as they travel."""
    query = select(OutboxMessage).where(OutboxMessage.message_id.like("<%@bench.example.org>")).order_by(OutboxMessage.id).limit(mails)
    return [compose(each) for each in db.session.scalars(query)]


def _bare(port: int, letters: list[Letter]) -> None:
    """Send the mails over one connection, and do nothing else."""
    with smtplib.SMTP("127.0.0.1", port) as server:
        for letter in letters:
            server.sendmail(letter.sender, [letter.recipient], letter.content)


@dataclass(frozen=True)
class Pace:
    """How fast mail went: mails a second, and for each mail the milliseconds for which sender and server computed together."""

    rate: float
    work: float


def _timed(send: Callable[[], object], pipe: Connection, mails: int) -> Pace:
    """Measure a way of sending that many mails, all of which must arrive."""
    _, server = _counted(pipe)
    start, own = time.perf_counter(), time.process_time()
    send()
    seconds, own = time.perf_counter() - start, time.process_time() - own
    taken, server_then = _counted(pipe)
    assert taken == mails, taken
    return Pace(mails / seconds, (own + server_then - server) / mails * 1000)


def measure(database: str, mails: int = MAILS, rounds: int = ROUNDS) -> bool:
    """Print the worker's throughput beside the bare loop's, round by round in turns; say whether it kept to the goal."""
    with application(database) as app, sink() as (port, pipe), app.app_context():
        app.config.update(MAIL_FOLDER=None, MAIL_SERVER="127.0.0.1", MAIL_PORT=port, MAIL_TIMEOUT=30.0)
        app.logger.disabled = True
        rows, shares = [], []
        _queue(mails)
        letters = _letters(mails)
        for number in range(rounds):
            bare = _timed(lambda: _bare(port, letters), pipe, mails)
            _again()
            worker = _timed(lambda: delivery.deliver(clock=clock.now), pipe, mails)
            shares.append(worker.rate / bare.rate)
            work = [f"{bare.work:.2f}", f"{worker.work:.2f}"]
            rows.append([str(number + 1), f"{bare.rate:.0f}", f"{worker.rate:.0f}", f"{shares[-1]:.0%}", *work])
        size = sum(len(each.content) for each in letters) / len(letters) / 1024
    title = f"Mails a second, {database}: {mails} mails of {size:.0f} KiB a round, one connection (goal: {GOAL:.0%})"
    show(title, ("round", "smtplib alone", "the worker", "share", "alone: ms of work a mail", "worker: ms of work a mail"), rows)
    return median(shares) >= GOAL


def _counted(pipe: Connection) -> tuple[int, float]:
    """Return how many mails the server took since it was asked last, and how long it has computed."""
    pipe.send("count")
    taken, computed = pipe.recv()
    return int(taken), float(computed)
